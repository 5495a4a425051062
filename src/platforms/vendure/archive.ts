import type {Change} from '../../domain/change/types.js';
import type {Results} from '../results.js';
import type {Line} from './desk.js';
import {idsOf} from './update.js';

/**
 * Takes back what was made. Vendure marks a product or variant as deleted and keeps it for the orders that have it; each
 * of an array is judged for itself, and one that is not there fails the whole array.
 */
export async function archive(
  line: Line,
  changes: readonly Change[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const ids = await idsOf(
    line,
    changes.map(({target}) => target),
    signal,
  );
  for (const kind of ['offer', 'listing'] as const) {
    const named = changes.flatMap(({n, target}) => {
      const id = ids.get(target);
      if (id === undefined) results.rejected(n, 'NOT_FOUND', 'the shop does not have it');
      return id === undefined || target.kind !== kind ? [] : [{n, id}];
    });
    await remove(line, kind, named, results, signal);
  }
}

async function remove(
  line: Line,
  kind: 'offer' | 'listing',
  named: readonly {readonly n: number; readonly id: string}[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  if (named.length === 0) return;
  const field = kind === 'offer' ? 'deleteProductVariants' : 'deleteProducts';
  const query = `mutation ($ids: [ID!]!) { ${field}(ids: $ids) { result message } }`;
  const told = await line.door.tell(query, {ids: named.map(({id}) => id)}, signal);
  if (told.kind === 'refused' && named.length > 1) {
    const half = Math.ceil(named.length / 2);
    await remove(line, kind, named.slice(0, half), results, signal);
    await remove(line, kind, named.slice(half), results, signal);
    return;
  }
  if (told.kind !== 'done') {
    results.told(
      named.map(({n}) => n),
      told,
    );
    return;
  }
  const answers = told.data[field] as readonly {readonly result: string; readonly message: string | null}[];
  named.forEach(({n, id}, i) => {
    const answer = answers[i];
    if (answer?.result === 'DELETED') results.applied(n, id);
    else results.rejected(n, answer?.result ?? 'NO_ANSWER', answer?.message ?? 'not deleted');
  });
}
