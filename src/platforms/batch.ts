import type {Change} from '../domain/change/types.js';
import type {Outcome} from '../ports/platform.js';
import {newResults, type Results, Stopped} from './results.js';

/** Why a change can not be sent at all. */
export interface Unfit {
  readonly code: string;
  readonly message: string;
}

export function unfit(code: string, message: string): Unfit {
  return {code, message};
}

export function isUnfit(value: object): value is Unfit {
  return 'code' in value && 'message' in value;
}

/**
 * What became of a batch that `send` works through: every word there is of it. After {@link Stopped} nothing more was sent,
 * so the rest is planned; what else breaks off may have been done, and is read back.
 */
export async function* batchOutcomes(
  changes: readonly Change[],
  send: (results: Results) => Promise<void>,
): AsyncGenerator<Outcome> {
  const results = newResults();
  let failure: {readonly reason: unknown} | null = null;
  try {
    await send(results);
  } catch (error) {
    failure = {reason: error};
  }
  yield* results.all();
  if (failure === null) return;
  if (!(failure.reason instanceof Stopped)) throw failure.reason;
  for (const {n} of changes) if (!results.has(n)) yield {n, state: 'planned', code: 'NOT_SENT', message: 'not sent'};
  throw failure.reason.reason;
}

/** The wishes in a batch; what can not be wished is refused row by row. Take-backs are none. */
export function wishesIn<W extends object>(
  changes: readonly Change[],
  results: Results,
  wishOf: (change: Change) => W | Unfit,
): readonly W[] {
  return changes.flatMap((change): W[] => {
    if (change.op === 'archive') return [];
    const wish =
      change.target.kind === 'promotion'
        ? unfit('KIND_UNSUPPORTED', 'souk sets the prices of promotions itself')
        : wishOf(change);
    if (!isUnfit(wish)) return [wish];
    results.rejected(change.n, wish.code, wish.message);
    return [];
  });
}
