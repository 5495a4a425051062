import type {Outcome} from '../../../ports/platform.js';
import {itemsBySku} from '../find.js';
import type {Pushing} from '../push.js';
import {awaitIn, type Group, notSent, productTypeOf, readyOf} from '../write.js';
import type {FeedDesk} from './desk.js';
import {type Letter, packed} from './pack.js';
import {all, carry} from './push.js';

/** Listings as they are now, each with what is to be another, in as few feeds as can be; one after the other is through. */
export async function* pushByFeed(
  pushing: Pushing & {readonly feeds: FeedDesk},
  groups: readonly Group[],
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const {seller, reading, feeds} = pushing;
  const items = await itemsBySku(
    seller,
    groups.map(([sku]) => sku),
    signal,
  ).catch((ends: unknown) => ({ends}));
  if ('ends' in items) {
    for (const [, tasks] of groups) yield* tasks.map(notSent);
    throw items.ends;
  }
  const letters: Letter[] = [];
  for (const [sku, tasks] of groups) {
    const item = items.get(sku) ?? null;
    const {outcomes, ready} = readyOf(tasks, item, pushing);
    yield* outcomes;
    if (item !== null && ready.length > 0) letters.push({sku, productType: productTypeOf(item, pushing), ready});
  }
  let ends: unknown;
  for (const feed of packed(letters, seller.seller, reading().language)) {
    if (ends !== undefined || feeds.broken) {
      yield* all(feed, {state: 'planned', code: 'NOT_SENT', message: 'not sent'});
      continue;
    }
    const carried = await carry(feeds, feed, signal);
    ends = carried.ends;
    const done = new Set(carried.outcomes.flatMap(({n, state}) => (state === 'applied' ? [n] : [])));
    for (const {sku, ready} of feed.letters.values()) {
      const part = ready.filter(({task}) => done.has(task.n));
      if (part.length > 0) awaitIn(pushing, sku, part);
    }
    yield* carried.outcomes;
  }
  if (ends !== undefined) throw ends;
}
