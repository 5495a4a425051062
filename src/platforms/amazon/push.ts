import type {Change} from '../../domain/change/types.js';
import type {Capabilities, Outcome} from '../../ports/platform.js';
import {atOnce} from '../at-once.js';
import type {Seller} from './ask.js';
import type {FeedDesk} from './feeds/desk.js';
import {pushByFeed} from './feeds/many.js';
import {FEED_BYTES, FEED_ROWS} from './feeds/wire.js';
import {wishesOf} from './patches.js';
import {type Awaited, skuOf} from './read.js';
import type {Reading} from './translate.js';
import {type Done, type Group, notSent, type Task, writeGroup} from './write.js';

/** What a push is made with. */
export interface Pushing {
  readonly seller: Seller;
  readonly reading: () => Reading;
  /** The product type to name where the listing does not tell its own. */
  readonly productType: string;
  readonly awaited: Awaited;
  /** The way for many listings at once. Absent: each goes by itself, however many there are. */
  readonly feeds?: FeedDesk;
}

/** Most changes of a batch: what the published pace lets through in a minute is far above it. */
export const BATCH_ROWS = 100;
export const BATCH_BYTES = 1_000_000;
/** Most changes of a batch where they are so many that a feed is quicker. */
const BULK = {rows: FEED_ROWS, bytes: FEED_BYTES};
/** Requests under way at once: an answer takes longer than the pace lets pass between two. */
const LINES = 8;

/** How large a batch of these changes may be: all of them at once where they go as a feed. */
export function batchFor({feeds}: Pick<Pushing, 'feeds'>, changes: readonly Change[]): Capabilities['batch'] {
  const listings = new Set(changes.map(({target}) => skuOf(target))).size;
  return byFeed(feeds, listings) ? BULK : {rows: BATCH_ROWS, bytes: BATCH_BYTES};
}

function byFeed(feeds: FeedDesk | undefined, listings: number): feeds is FeedDesk {
  return feeds !== undefined && !feeds.broken && listings >= feeds.from;
}

/** Sends one batch. Each request is sent once; after one that ends the work the rest is planned, and its reason thrown. */
export async function* pushBatch(
  pushing: Pushing,
  changes: readonly Change[],
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  signal.throwIfAborted();
  const {feeds} = pushing;
  const most = feeds === undefined ? BATCH_ROWS : BULK.rows;
  if (changes.length > most) throw new RangeError(`${changes.length} changes in a batch of ${most}`);
  const groups = new Map<string, Task[]>();
  for (const change of changes) {
    const {n, target} = change;
    const wished = wishesOf(change, pushing.reading().currency);
    if ('code' in wished) yield {n, state: 'rejected', ...wished};
    else if (Object.keys(wished.values).length === 0) yield {n, state: 'applied'};
    else groups.set(skuOf(target), [...(groups.get(skuOf(target)) ?? []), {n, target, values: wished.values}]);
  }
  if (byFeed(feeds, groups.size)) yield* pushByFeed({...pushing, feeds}, [...groups], signal);
  else yield* pushEach(pushing, [...groups], signal);
}

async function* pushEach(pushing: Pushing, groups: readonly Group[], signal: AbortSignal): AsyncGenerator<Outcome> {
  let ends: unknown;
  const write = async (group: Group): Promise<Done> => {
    if (ends !== undefined) return {outcomes: group[1].map(notSent)};
    const done = await writeGroup(pushing, group, signal);
    ends ??= done.ends;
    return done;
  };
  for await (const {outcomes} of atOnce(groups, LINES, write)) yield* outcomes;
  if (ends !== undefined) throw ends;
}
