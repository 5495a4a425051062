import type {Lane, Verdict} from '../../ports/limiter.js';
import type {HttpAnswer, HttpRequest} from '../http.js';
import {type Limits, verdictOf} from '../limited.js';

/** Usage plans as Amazon publishes them: requests a second, and how many may be saved up. An account may have others. */
export const PLANS = {
  searchListingsItems: {rate: 5, burst: 5},
  getListingsItem: {rate: 5, burst: 10},
  patchListingsItem: {rate: 5, burst: 5},
  getOrders: {rate: 0.0167, burst: 20},
  getOrderItems: {rate: 0.5, burst: 30},
  createFeedDocument: {rate: 0.5, burst: 15},
  // Of this operation 15 may be saved up; of JSON_LISTINGS_FEED five are taken in five minutes (change of 6 May 2025).
  createFeed: {rate: 0.0083, burst: 5},
  getFeed: {rate: 2, burst: 15},
  getFeeds: {rate: 0.0222, burst: 10},
  getFeedDocument: {rate: 0.0222, burst: 10},
  getListingOffersBatch: {rate: 0.5, burst: 1},
  getMyFeesEstimates: {rate: 0.5, burst: 1},
} as const;

export type Operation = keyof typeof PLANS;

/** Each operation has a bucket of its own. */
const LANES = Object.fromEntries(
  Object.entries(PLANS).map(([name, plan]) => [name, {name, limit: {kind: 'bucket', ...plan}} satisfies Lane]),
) as Readonly<Record<Operation, Lane>>;

export const AMAZON_LIMITS: Limits = {lane: (request) => LANES[operationOf(request)], judge: byRate};

/** Operations by their method and the beginning of their path; of a listing's it is the SKU that tells them apart. */
const BY_PATH: readonly (readonly [method: string, path: RegExp, operation: Operation])[] = [
  ['GET', /\/orders\/.*\/orderItems$/u, 'getOrderItems'],
  ['GET', /\/orders\//u, 'getOrders'],
  ['POST', /\/feeds\/[^/]+\/documents$/u, 'createFeedDocument'],
  ['GET', /\/feeds\/[^/]+\/documents\/./u, 'getFeedDocument'],
  ['POST', /\/feeds\/[^/]+\/feeds$/u, 'createFeed'],
  ['GET', /\/feeds\/[^/]+\/feeds$/u, 'getFeeds'],
  ['GET', /\/feeds\/[^/]+\/feeds\/./u, 'getFeed'],
  ['POST', /\/fees\/v0\/feesEstimate$/u, 'getMyFeesEstimates'],
  ['POST', /\/pricing\/v0\/listingOffers$/u, 'getListingOffersBatch'],
  ['PATCH', /\/listings\//u, 'patchListingsItem'],
  ['GET', /\/items\/[^/]+\/./u, 'getListingsItem'],
];

/** Which operation a request is, by its path. */
export function operationOf({method, path}: Pick<HttpRequest, 'method' | 'path'>): Operation {
  const [bare = ''] = path.split('?');
  const found = BY_PATH.find(([verb, form]) => verb === method && form.test(bare));
  return found?.[2] ?? 'searchListingsItems';
}

/** Amazon tells the pace that this account has, and nothing of what is left ("Usage Plans and Rate Limits"). */
export function byRate(answer: HttpAnswer): Verdict {
  const rate = Number(answer.headers['x-amzn-ratelimit-limit'] ?? 0);
  const verdict = verdictOf(answer);
  return rate > 0 && verdict.kind === 'accepted' ? {...verdict, told: {kind: 'rate', rate}} : verdict;
}

/** Seconds that so many requests of one operation take at the published pace, with a full bucket to begin with. */
export function secondsFor(operation: Operation, requests: number): number {
  const {rate, burst} = PLANS[operation];
  return Math.max(0, requests - burst) / rate;
}
