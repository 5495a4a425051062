import {type Buckets, bucketsOf} from './buckets.js';
import {createDocument, createFeed, getDocument, getFeed, getFeeds} from './feeds.js';
import {feesEstimates} from './fees.js';
import {getListing, searchListings} from './listings.js';
import type {Models} from './models.js';
import {type Answer, type Asked, type OperationId, refusedWith, routeOf} from './operations.js';
import {getOrderItems, getOrders} from './orders.js';
import {patchListing} from './patch.js';
import {listingOffers} from './rivals.js';
import {sandboxAnswer} from './sandbox.js';
import {newState, type State} from './state.js';

/** What the server keeps of a request. `checked`: against Amazon's model. */
export interface Logged {
  /** When it was answered, in ms UTC. */
  readonly at: number;
  readonly operation: OperationId | 'token' | 'file' | 'unknown';
  readonly url: string;
  readonly status: number;
  readonly checked: boolean;
  readonly problems: readonly string[];
  readonly answerProblems: readonly string[];
}

/** Everything behind the server's door. */
export interface Desk {
  readonly state: State;
  readonly models: Models | null;
  readonly buckets: Buckets;
  readonly tokens: Set<string>;
  readonly faults: {readonly kind: string; readonly side: string}[];
  readonly log: Logged[];
  /** The role that the application lacks: "orders", "listings" or ''. */
  lacks: string;
  /** A new token ends the others: harsher than Amazon, which lets them live. */
  alone: boolean;
}

export function newDesk(models: Models | null, speed: number): Desk {
  const buckets = bucketsOf(speed, Date.now);
  return {state: newState(), models, buckets, tokens: new Set(), faults: [], log: [], lacks: '', alone: false};
}

/** A request of the API: sign-in, pace and form first, as Amazon looks at them, then what is asked. */
export function answerTo(desk: Desk, method: string, url: URL, token: string, body: unknown, lies: boolean): Answer {
  const sandbox = url.pathname.startsWith('/sandbox/');
  const plain = new URL(url);
  if (sandbox) plain.pathname = url.pathname.slice('/sandbox'.length);
  const asked = routeOf(method, plain, body);
  const done = (answer: Answer, problems: readonly string[] = [], checked = false): Answer => {
    const operation = asked?.operation.id ?? 'unknown';
    const answerProblems =
      asked === null || desk.models === null || sandbox
        ? []
        : desk.models.answerProblems(asked.operation.id, answer.status, answer.body);
    desk.log.push({
      at: Date.now(),
      operation,
      url: url.toString(),
      status: answer.status,
      checked,
      problems,
      answerProblems,
    });
    return answer;
  };
  if (!desk.tokens.has(token))
    return done(
      refusedWith(
        403,
        'Unauthorized',
        'Access to requested resource is denied.',
        'The access token you provided has expired.',
      ),
    );
  if (asked === null) return done(refusedWith(404, 'NotFound', 'No such operation'));
  if (desk.lacks !== '' && url.pathname.includes(`/${desk.lacks}/`))
    return done(refusedWith(403, 'Unauthorized', 'Access to requested resource is denied.'));
  if (!desk.buckets.take(asked.operation.id))
    return done(refusedWith(429, 'QuotaExceeded', 'You exceeded your quota for the requested resource.'));
  const problems = desk.models?.problems(asked) ?? [];
  const checked = desk.models !== null;
  const canned = sandbox && desk.models !== null ? sandboxAnswer(desk.models, asked) : null;
  // Some of the sandbox's noes are about requests that the model does not allow.
  if (problems.length > 0 && (canned === null || canned.status < 400))
    return done(refusedWith(400, 'InvalidInput', problems.join('; ')), problems, checked);
  return done(canned ?? emulated(desk, asked, lies), [], checked);
}

function emulated(desk: Desk, asked: Asked, lies: boolean): Answer {
  const {state} = desk;
  switch (asked.operation.id) {
    case 'searchListingsItems':
      return searchListings(state, asked);
    case 'getListingsItem':
      return getListing(state, asked);
    case 'patchListingsItem':
      return patchListing(state, asked, lies);
    case 'getOrders':
      return getOrders(state, asked);
    case 'getOrderItems':
      return getOrderItems(state, asked);
    case 'createFeedDocument':
      return createDocument(state, asked);
    case 'createFeed':
      return createFeed(state, asked);
    case 'getFeed':
      return getFeed(desk, asked);
    case 'getFeeds':
      return getFeeds(desk, asked);
    case 'getFeedDocument':
      return getDocument(state, asked);
    case 'getListingOffersBatch':
      return listingOffers(state, asked);
    case 'getMyFeesEstimates':
      return feesEstimates(state, asked);
  }
}
