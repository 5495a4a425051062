import type {ChangeState, JournalEntry} from '../../domain/change/run.js';
import type {Data} from '../../ports/data.js';
import type {Job} from './job.js';
import {mayMove} from './journal.js';
import type {Verified} from './verify.js';

/** A change of an earlier run, and, where it holds again, the id of the thing that was made anew for it. */
interface Earlier {
  readonly n: number;
  readonly remoteId?: string;
}

/** Marks the changes that an undo took back as undone; where that run was an undo itself, what it had undone holds again. */
export async function markUndone(data: Data, {undone}: Job, rows: readonly Verified[], at: number): Promise<void> {
  if (undone === null) return;
  const taken = rows.flatMap(({inspected: {change}, move: {remoteId}}) =>
    change.undoes === undefined ? [] : [{n: change.undoes, remoteId: remoteId ?? undefined}],
  );
  const gone = taken.map(({n}): Earlier => ({n}));
  await mark(data, undone.run, undone.journal, gone, 'undone', at);
  if (undone.redoes === null) return;
  const {run, numbers: back, journal} = undone.redoes;
  const again = taken.flatMap(({n, remoteId}): Earlier[] => {
    const before = back.get(n);
    return before === undefined ? [] : [{n: before, ...(remoteId === undefined ? {} : {remoteId})}];
  });
  await mark(data, run, journal, again, 'verified', at);
}

async function mark(
  data: Data,
  run: string,
  journal: ReadonlyMap<number, JournalEntry>,
  wanted: readonly Earlier[],
  state: ChangeState,
  at: number,
): Promise<void> {
  const known = wanted.filter(({n}) => {
    const entry = journal.get(n);
    return entry !== undefined && mayMove(entry.state, state);
  });
  if (known.length > 0)
    await data.runs.write(
      run,
      known.map((each) => ({...each, state, at})),
    );
}
