import type {Change} from '../../domain/change/types.js';
import {grouped} from '../../domain/grouped.js';
import type {Outcome} from '../../ports/platform.js';
import {batchOutcomes, wishesIn} from '../batch.js';
import type {Results} from '../results.js';
import {archive} from './archive.js';
import {create} from './create.js';
import type {Line} from './desk.js';
import {updateVariants} from './update.js';
import {isEmpty, wishOf} from './wish.js';
import {updateProducts} from './write-products.js';

/**
 * Sends a batch: products with their variants, updates, take-backs. What can not be sent is refused row by row; after an
 * answer that never came the rows are unknown and are read back; what did not leave is planned again.
 */
export async function* pushBatch(line: Line, changes: readonly Change[], signal: AbortSignal): AsyncIterable<Outcome> {
  signal.throwIfAborted();
  yield* batchOutcomes(changes, (results) => send(line, changes, results, signal));
}

async function send(line: Line, changes: readonly Change[], results: Results, signal: AbortSignal): Promise<void> {
  const desk = await line.desk(signal);
  const wishes = wishesIn(changes, results, (change) => wishOf(change, desk, line.shop.terms.currency));
  const created = (kind: 'listing' | 'offer') =>
    wishes.filter(({change}) => change.target.kind === kind && change.op === 'create');
  await create(line, created('listing'), created('offer'), results, signal);
  const updates = wishes.filter(({change}) => change.op === 'update' || change.target.kind === 'stock');
  for (const wish of updates) if (isEmpty(wish)) results.applied(wish.change.n);
  const left = updates.filter((wish) => !isEmpty(wish));
  const listings = left.filter(({change}) => change.target.kind === 'listing');
  await updateProducts(line, listings, results, signal);
  await updateVariants(
    line,
    left.filter((wish) => !listings.includes(wish)),
    results,
    signal,
  );
  const archives = changes.filter(({op, n}) => op === 'archive' && !results.has(n));
  await archive(line, archives, results, signal);
}

/** Mutations that these changes come to, as far as bulk operations can take them: one for each product, and kind of change. */
export function requestsFor(changes: readonly Change[]): number {
  const names = changes
    .filter(({op, target}) => op !== 'archive' && (target.kind === 'offer' || target.kind === 'listing'))
    .map(({op, target: {kind, key}, n}) => `${op === 'create' ? op : kind} ${key.product ?? n}`);
  return new Set(names).size;
}

/** Whether a product gets more new variants than one request takes: such are cut as small plans are. */
export function hasWide(changes: readonly Change[], most: number): boolean {
  const made = changes.filter(({op, target}) => op === 'create' && target.kind === 'offer');
  return [...grouped(made, ({target}) => target.key.product ?? null).values()].some(({length}) => length > most);
}
