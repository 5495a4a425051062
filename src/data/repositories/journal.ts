import type {Selectable} from 'kysely';
import {CHANGE_MOVES, type ChangeState} from '../../domain/change/run.js';
import type {JournalUpdate} from '../../ports/data.js';
import {anyOf, insertRows, readIn} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';

type Line = Selectable<Schema['run_change']>;

/** States in which nothing more is expected of a change for now. */
const SETTLED: ReadonlySet<ChangeState> = new Set([
  'applied',
  'verified',
  'mismatched',
  'rejected',
  'drifted',
  'skipped',
  'undone',
]);

/** Moves lines of a run's journal, all of them or none; a move that CHANGE_MOVES does not name is a bug and is refused. */
export async function write(store: Store, run: string, updates: readonly JournalUpdate[]): Promise<void> {
  const known = await readIn(
    updates.map(({n}) => n),
    (chunk) =>
      store.db
        .selectFrom('run_change')
        .selectAll()
        .where('run', '=', run)
        .where(anyOf(store, 'n', chunk))
        .$if(store.engine === 'postgres', (query) => query.forUpdate())
        .execute(),
  );
  const lines = new Map(known.map((line) => [line.n, line]));
  const touched = new Set<number>();
  for (const update of updates) {
    const line = lines.get(update.n);
    if (line === undefined) throw new Error(`run ${run} has no change ${update.n}`);
    lines.set(update.n, moved(line, update));
    touched.add(update.n);
  }
  const rows = [...lines.values()].filter(({n}) => touched.has(n));
  await insertRows(store, 'run_change', rows, {keys: ['run', 'n'], write: 'over'});
}

function moved(line: Line, update: JournalUpdate): Line {
  const {state, at} = update;
  if (!CHANGE_MOVES[line.state].includes(state)) {
    throw new Error(`change ${line.n} of ${line.run} can not go from ${line.state} to ${state}`);
  }
  const sending = state === 'sending';
  return {
    ...line,
    state,
    attempts: line.attempts + (sending ? 1 : 0),
    remote_id: update.remoteId === undefined ? line.remote_id : update.remoteId,
    code: update.code === undefined ? line.code : update.code,
    message: update.message === undefined ? line.message : update.message,
    observed: update.observed === undefined ? line.observed : update.observed,
    sent_at: sending ? at : line.sent_at,
    settled_at: SETTLED.has(state) ? at : null,
  };
}
