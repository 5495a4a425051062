import type {Clock} from '../../../ports/clock.js';
import {tell} from '../../answers.js';
import type {Http} from '../../http.js';
import type {Seller} from '../ask.js';
import type {Notes} from './notes.js';
import {downloadRequest, reportRequest, statusRequest} from './requests.js';
import type {WireDocument, WireFeed, WireReport} from './wire.js';

/** What feeds are sent and followed with. */
export interface FeedDesk {
  readonly seller: Seller;
  /** The way to documents, which lie elsewhere: without the seller's token. */
  readonly files: Http;
  readonly notes: Notes;
  readonly clock: Clock;
  /** Fewest listings for which a feed is made. */
  readonly from: number;
  /** Feeds are not taken, or broke down: everything else of this process goes one by one. */
  broken: boolean;
}

/** So long a feed is followed, in ms: Amazon names eight hours for its worst days. */
const PATIENCE_MS = 60 * 60_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 60_000;

/** Looks until there is something to see, ever more seldom; for the first time after `first` ms. Null: not in an hour. */
export async function followed<T>(
  {clock}: FeedDesk,
  look: () => Promise<T | null>,
  signal: AbortSignal,
  first = FIRST_WAIT_MS,
): Promise<T | null> {
  let wait = first;
  for (let waited = 0; waited <= PATIENCE_MS; waited += wait) {
    await clock.sleep(wait, signal);
    const seen = await look();
    if (seen !== null) return seen;
    wait = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, 1.5 * wait));
  }
  return null;
}

/** A feed that is through; null: it is not. */
export async function ended({seller}: FeedDesk, feedId: string, signal: AbortSignal): Promise<WireFeed | null> {
  const feed = await tell<WireFeed>(seller.door, statusRequest(feedId), 'processingStatus', signal);
  const under = feed.processingStatus === 'IN_QUEUE' || feed.processingStatus === 'IN_PROGRESS';
  return under ? null : feed;
}

/** What Amazon says of a feed, as it stands in its report. */
export async function reportOf(desk: FeedDesk, documentId: string, signal: AbortSignal): Promise<WireReport> {
  const {door} = desk.seller;
  const {url} = await tell<WireDocument>(door, reportRequest(documentId), 'url', signal);
  return await tell<WireReport>({...door, http: desk.files}, downloadRequest(url), 'summary', signal);
}
