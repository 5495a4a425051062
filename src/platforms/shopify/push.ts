import type {Change} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import {newResults, type Results, Stopped} from '../results.js';
import {archive} from './archive.js';
import {create} from './create.js';
import type {Line} from './desk.js';
import {updateProducts, updateVariants} from './update.js';
import {isEmpty, isUnfit, type Wish, wishOf} from './wish.js';

/**
 * Sends a batch: products with their variants, updates, take-backs. What can not be sent is refused row by row; after an
 * answer that never came the rows are unknown and are read back; what did not leave is planned again.
 */
export async function* pushBatch(line: Line, changes: readonly Change[], signal: AbortSignal): AsyncIterable<Outcome> {
  signal.throwIfAborted();
  const results = newResults();
  let failure: unknown;
  try {
    await send(line, changes, results, signal);
  } catch (error) {
    failure = error;
  }
  yield* results.all();
  if (failure === undefined) return;
  if (failure instanceof Stopped) {
    // Its turn did not come or it was not let in, and nothing after it was sent. What else breaks off is read back.
    for (const {n} of changes) if (!results.has(n)) yield {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
    throw failure.reason;
  }
  throw failure;
}

async function send(line: Line, changes: readonly Change[], results: Results, signal: AbortSignal): Promise<void> {
  const desk = await line.desk(signal);
  const wishes = changes.flatMap((change): Wish[] => {
    if (change.op === 'archive') return [];
    if (change.target.kind === 'promotion') {
      results.rejected(change.n, 'KIND_UNSUPPORTED', 'souk sets the prices of promotions itself');
      return [];
    }
    const wish = wishOf(change, desk, line.shop.terms.currency);
    if (!isUnfit(wish)) return [wish];
    results.rejected(change.n, wish.code, wish.message);
    return [];
  });
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
