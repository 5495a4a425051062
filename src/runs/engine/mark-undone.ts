import type {ChangeState, JournalEntry} from '../../domain/change/run.js';
import type {Data} from '../../ports/data.js';
import type {Job} from './job.js';
import {mayMove} from './journal.js';
import type {Verified} from './verify.js';

/** Marks the changes that an undo took back as undone; where that run was an undo itself, what it had undone holds again. */
export async function markUndone(data: Data, {undone}: Job, rows: readonly Verified[], at: number): Promise<void> {
  if (undone === null) return;
  const numbers = rows.flatMap(({inspected: {change}}) => (change.undoes === undefined ? [] : [change.undoes]));
  await mark(data, undone.run, undone.journal, numbers, 'undone', at);
  if (undone.redoes === null) return;
  const {run, numbers: back, journal} = undone.redoes;
  await mark(
    data,
    run,
    journal,
    numbers.flatMap((n) => back.get(n) ?? []),
    'verified',
    at,
  );
}

async function mark(
  data: Data,
  run: string,
  journal: ReadonlyMap<number, JournalEntry>,
  wanted: readonly number[],
  state: ChangeState,
  at: number,
): Promise<void> {
  const numbers = wanted.filter((n) => {
    const entry = journal.get(n);
    return entry !== undefined && mayMove(entry.state, state);
  });
  if (numbers.length > 0)
    await data.runs.write(
      run,
      numbers.map((n) => ({n, state, at})),
    );
}
