import type {Change} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import {batchOutcomes, wishesIn} from '../batch.js';
import type {Results} from '../results.js';
import {archive} from './archive.js';
import type {Line} from './desk.js';
import {makeProducts} from './make-products.js';
import {makeVariants} from './make-variants.js';
import {update} from './update.js';
import {type Wish, wishOf} from './wish.js';

/**
 * Sends a batch: products, their variants, updates, take-backs. What can not be sent is refused row by row; after an
 * answer that never came the rows are unknown and are read back; what did not leave is planned again.
 */
export async function* pushBatch(line: Line, changes: readonly Change[], signal: AbortSignal): AsyncIterable<Outcome> {
  signal.throwIfAborted();
  yield* batchOutcomes(changes, (results) => send(line, changes, results, signal));
}

async function send(line: Line, changes: readonly Change[], results: Results, signal: AbortSignal): Promise<void> {
  const desk = await line.desk(signal);
  const wishes = wishesIn(changes, results, (change) => wishOf(change, desk));
  const of = (kind: 'listing' | 'offer', op: 'create') =>
    wishes.filter(({change}) => change.target.kind === kind && change.op === op);
  await makeProducts(line, of('listing', 'create'), results, signal);
  const orphans = waiting(of('offer', 'create'), of('listing', 'create'), results);
  for (const {change} of orphans) {
    results.told([change.n], {kind: 'unsent', code: 'PRODUCT_UNKNOWN', message: 'its product may not be there'});
  }
  const variants = of('offer', 'create').filter((wish) => !orphans.includes(wish));
  await makeVariants(line, variants, results, signal);
  const updates = wishes.filter(({change}) => change.op === 'update' || change.target.kind === 'stock');
  for (const wish of updates) if (isEmpty(wish)) results.applied(wish.change.n);
  await update(
    line,
    updates.filter((wish) => !isEmpty(wish)),
    results,
    signal,
  );
  const archives = changes.filter(({op, n}) => op === 'archive' && !results.has(n));
  await archive(line, archives, results, signal);
}

/** Only fields that souk keeps for itself. */
function isEmpty({input, options}: Wish): boolean {
  return options === null && Object.keys(input).length === 0;
}

/** Variants of products of this batch of which nobody knows whether they were made. */
function waiting(variants: readonly Wish[], products: readonly Wish[], results: Results): readonly Wish[] {
  const unknown = new Set(
    [...results.all()]
      .filter(({state}) => state === 'unknown' || state === 'planned')
      .map(({n}) => products.find(({change}) => change.n === n)?.change.target.key.product),
  );
  return variants.filter(({change}) => unknown.has(change.target.key.product));
}
