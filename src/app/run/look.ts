import {CHANGE_MOVES, type ChangeState, type JournalEntry, RUN_MOVES, type Run} from '../../domain/change/run.js';
import type {Change, Plan} from '../../domain/change/types.js';
import type {LockOwner} from '../../ports/data.js';
import type {Context} from '../context.js';
import {findRun, planOf} from './job.js';
import {shopLock} from './lock.js';
import {type RunResult, resultOf} from './result.js';

/** A run with the shop's name. */
export interface ListedRun {
  readonly run: Run;
  readonly shop: string;
  /** For a run that is not over: whose process is at work on it; null: nobody's, it waits to be gone on with. */
  readonly atWork?: LockOwner | null;
}

/** The latest runs first; `nextCursor` continues where a page ended. */
export async function listRuns(
  context: Context,
  filter: {readonly shopId?: number; readonly limit: number; readonly before?: string},
): Promise<{readonly runs: readonly ListedRun[]; readonly nextCursor?: string}> {
  const names = new Map((await context.data.shops.list()).map(({id, name}) => [id, name]));
  const rows = await context.data.runs.list({...filter, limit: filter.limit + 1});
  const runs: ListedRun[] = [];
  for (const run of rows.slice(0, filter.limit))
    runs.push({run, shop: names.get(run.shopId) ?? '', ...(await workOn(context, run))});
  const last = runs.at(-1);
  return {runs, ...(rows.length > filter.limit && last !== undefined ? {nextCursor: last.run.id} : {})};
}

/** Who drives a run, for one that is not over. */
async function workOn({data, ownerDead}: Context, {state, shopId}: Run): Promise<Pick<ListedRun, 'atWork'>> {
  if (state !== 'open' && state !== 'interrupted') return {};
  const holder = await data.locks.holder(shopLock(shopId));
  return {atWork: holder === null || ownerDead(holder) ? null : holder};
}

export interface ShownRun extends Pick<ListedRun, 'atWork'> {
  readonly result: RunResult;
  readonly plan: Plan;
  readonly rows: readonly {readonly change: Change; readonly entry: JournalEntry}[];
  readonly undoneBy: string | null;
  /** The moves each state allows, for people who read journals. */
  readonly moves: {readonly change: typeof CHANGE_MOVES; readonly run: typeof RUN_MOVES};
}

/** A run with its journal, in the order in which changes were sent. */
export async function showRun(context: Context, id: string, states: readonly ChangeState[] = []): Promise<ShownRun> {
  const run = await findRun(context, id);
  const plan = await planOf(context, run);
  const journal = new Map((await context.data.runs.journal(run.id)).map((entry) => [entry.n, entry]));
  const rows = plan.changes.flatMap((change) => {
    const entry = journal.get(change.n);
    return entry === undefined || (states.length > 0 && !states.includes(entry.state)) ? [] : [{change, entry}];
  });
  return {
    result: await resultOf(context, plan, run.id),
    ...(await workOn(context, run)),
    plan,
    rows,
    undoneBy: await context.data.runs.undoneBy(run.id),
    moves: {change: CHANGE_MOVES, run: RUN_MOVES},
  };
}
