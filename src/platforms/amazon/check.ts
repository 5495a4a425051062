import type {ShopTerms} from '../../domain/catalog/types.js';
import {type Message, message} from '../../domain/errors.js';
import type {CheckFinding, CheckResult} from '../../ports/platform.js';
import {refuseShop, shopFailure, unreachable, whyOf} from '../answers.js';
import type {HttpAnswer, HttpRequest} from '../http.js';
import {ordersRequest, type SearchAnswer, type Seller, searchRequest} from './ask.js';
import {feedSeconds, patchSeconds} from './feeds/time.js';
import {secondsFor} from './limits.js';
import type {Marketplace} from './marketplaces.js';
import {offersRequest} from './rivals/ask.js';
import {BATCH_SKUS} from './rivals/wire.js';
import {PAGE_ROWS} from './wire.js';

/** What is checked: the store and the application's roles against souk's terms. */
export interface Checked {
  readonly seller: Seller;
  /** Null: a store that souk's list does not have. */
  readonly store: Marketplace | null;
  readonly terms: ShopTerms;
  /** Fewest listings for which a feed is made. */
  readonly feedFrom: number;
  /** Rivals' offers are asked for. */
  readonly rivals: boolean;
}

/** A SKU that nobody has: the role is looked at first. */
const PROBE = [{sku: '-', condition: 'New'}] as const;

/** Asks what every pull asks, as little of it as can be, and says what stands in the way. */
export async function checkSeller(
  {seller, store, terms, feedFrom, rivals}: Checked,
  now: number,
  signal: AbortSignal,
): Promise<CheckResult> {
  const listings = await answerTo(seller, searchRequest(seller, {pageSize: '1'}), signal);
  const since = new Date(now - 3_600_000).toISOString();
  const orders = await answerTo(
    seller,
    ordersRequest(seller, {LastUpdatedAfter: since, MaxResultsPerPage: '1'}),
    signal,
  );
  const pricing = rivals ? await answerTo(seller, offersRequest(seller, PROBE), signal) : null;
  // Nothing is let in: then it is the sign-in, and not a role.
  if (listings.status === 403 && orders.status === 403) refuseShop(seller.door.shop, listings);
  const found = [
    ...termsOf(store, seller.marketplace, terms),
    right(seller, listings, {does: 'listings', role: 'Product Listing'}),
    right(seller, orders, {does: 'orders', role: 'Inventory and Order Tracking'}),
    ...(pricing === null ? [] : [right(seller, pricing, {does: 'rivals', role: 'Pricing'})]),
    ...paceOf(listings, feedFrom),
    ...rivalPaceOf(listings, rivals),
  ];
  return {ok: found.every(({ok}) => ok), findings: found};
}

async function answerTo({door: {http, shop}}: Seller, request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  if (answer.status === 401) refuseShop(shop, answer);
  if (answer.status === 429 || answer.status >= 500) throw unreachable(shop, whyOf(answer));
  return answer;
}

function termsOf(store: Marketplace | null, marketplace: string, terms: ShopTerms): readonly CheckFinding[] {
  if (store === null) return [{ok: true, warning: true, message: message('AMAZON_STORE_UNKNOWN', {marketplace})}];
  const {country, currency, taxIncluded} = store;
  const tax = message('AMAZON_TAX', {country, withTax: taxIncluded});
  return [
    finding(currency === terms.currency, message('AMAZON_CURRENCY', {country, currency, wanted: terms.currency})),
    taxIncluded === terms.pricesIncludeTax ? finding(true, tax) : {ok: true, warning: true, message: tax},
  ];
}

/** A role that is missing is a 403; a store the seller does not sell in, or a wrong seller, is a 400 or 404. */
function right(
  seller: Seller,
  answer: HttpAnswer,
  named: {readonly does: string; readonly role: string},
): CheckFinding {
  if (answer.status === 200 || answer.status === 403)
    return finding(answer.status === 200, message('AMAZON_ROLE', {...named, ok: answer.status === 200}));
  const {marketplace, seller: id} = seller;
  return finding(false, message('AMAZON_REFUSES', {marketplace, seller: id, why: whyOf(answer)}));
}

/** How long things take here, before anybody waits for them. */
function paceOf({status, body}: HttpAnswer, feedFrom: number): readonly CheckFinding[] {
  const {numberOfResults: listings} = (body ?? {}) as Partial<SearchAnswer>;
  if (status !== 200 || typeof listings !== 'number') return [];
  const minutes = (seconds: number) => Math.ceil(seconds / 60);
  const read = minutes(secondsFor('searchListingsItems', Math.ceil(listings / PAGE_ROWS)));
  const byFeed = listings >= feedFrom;
  const write = minutes(byFeed ? feedSeconds(listings) : patchSeconds(listings));
  return [finding(true, message('AMAZON_PACE', {listings, read, write, byFeed}))];
}

/** How long one look at all rivals takes. */
function rivalPaceOf({status, body}: HttpAnswer, rivals: boolean): readonly CheckFinding[] {
  const {numberOfResults: listings} = (body ?? {}) as Partial<SearchAnswer>;
  if (!rivals || status !== 200 || typeof listings !== 'number') return [];
  const seconds = secondsFor('getListingOffersBatch', Math.ceil(listings / BATCH_SKUS));
  return [finding(true, message('AMAZON_RIVAL_PACE', {listings, minutes: Math.ceil(seconds / 60)}))];
}

function finding(ok: boolean, said: Message): CheckFinding {
  return {ok, message: said};
}
