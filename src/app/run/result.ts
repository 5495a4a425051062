import type {ChangeState, JournalEntry, Run} from '../../domain/change/run.js';
import type {Plan, Target} from '../../domain/change/types.js';
import {type ErrorCategory, EXIT_CODES, KnownError, type Message, message} from '../../domain/errors.js';
import type {Context} from '../context.js';

/** A change that did not end as it should. `message` is the shop's own words; without them `code` is one of souk's. */
export interface RowFailure {
  readonly n: number;
  readonly target: Target;
  readonly state: ChangeState;
  readonly code: string | null;
  readonly message: string | null;
  /** Canonical JSON of what the shop held; null when it was not read. */
  readonly observed: string | null;
}

/** What became of a run. */
export interface RunResult {
  readonly run: Run;
  readonly shop: string;
  readonly failures: readonly RowFailure[];
  /** Changes of the plan that were not chosen this time. */
  readonly notChosen: number;
  /** Changes that the shop had already: nothing was sent for them. */
  readonly already: number;
  /** What a person should know beside it. */
  readonly warnings?: readonly Message[];
  /** Why the exit code is not 0. */
  readonly failure?: {readonly category: ErrorCategory; readonly message: Message};
  readonly exit: number;
}

const LOST: ReadonlySet<string> = new Set(['ROW_PARENT_MISSING', 'ROW_GUARDED', 'ROW_VARIANT_STAYS']);
const FAILED: ReadonlySet<ChangeState> = new Set(['mismatched', 'rejected', 'unknown', 'drifted']);

/** The result of a run as the journal has it. `stopped` is what ended it early, if something did. */
export async function resultOf(context: Context, plan: Plan, runId: string, stopped?: unknown): Promise<RunResult> {
  const run = await context.data.runs.get(runId);
  if (run === null) throw new KnownError('usage', 'RUN_UNKNOWN', {id: runId});
  const journal = await context.data.runs.journal(runId);
  const guarded = journal.filter(({state, code}) => state === 'skipped' && code === 'ROW_GUARDED').length;
  const failure = failureOf(run, guarded, context.signal.aborted, stopped);
  return {
    run,
    shop: plan.shop.name,
    failures: rowFailures(plan, journal),
    notChosen: journal.filter(({state, code}) => state === 'skipped' && code === 'ROW_NOT_CHOSEN').length,
    already: journal.filter(({state, code}) => state === 'verified' && code === 'ROW_ALREADY').length,
    ...(failure === undefined ? {} : {failure}),
    exit: failure === undefined ? EXIT_CODES.done : EXIT_CODES[failure.category],
  };
}

/** Rows that did not end as they should, in the plan's order. */
function rowFailures(plan: Plan, journal: readonly JournalEntry[]): readonly RowFailure[] {
  const targets = new Map(plan.changes.map(({n, target}) => [n, target]));
  return journal.flatMap(({n, state, code, message: words, observed}) => {
    const target = targets.get(n);
    const lost = state === 'skipped' && LOST.has(code ?? '');
    return target !== undefined && (FAILED.has(state) || lost)
      ? [{n, target, state, code, message: words, observed}]
      : [];
  });
}

/**
 * Work on a run that is open: a failure of it names the run, so that whoever reads of it knows with what to go on.
 *
 * @throws KnownError what `work` throws, with the run; one that promises "nothing was written" becomes `interrupted`.
 */
export async function ofRun<T>(run: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof KnownError) || error.run !== undefined) throw error;
    throw new KnownError(underWay(error.category), error.code, error.params, {cause: error, run});
  }
}

/** Bad input means that nothing was written. In the middle of a run that is not so: it is interrupted and waits. */
function underWay(category: ErrorCategory): ErrorCategory {
  return category === 'input' ? 'interrupted' : category;
}

function failureOf(run: Run, guarded: number, aborted: boolean, stopped: unknown): RunResult['failure'] {
  const {verified, applied, mismatched, rejected, unknown, drifted, planned} = run.counts;
  const settled = verified + applied + mismatched + rejected + drifted;
  if (stopped instanceof KnownError && stopped.category !== 'interrupted') {
    return {category: underWay(stopped.category), message: message(stopped.code, stopped.params)};
  }
  if (run.state === 'interrupted' && aborted) {
    const counts = {done: settled, unknown, notSent: planned, total: settled + unknown + planned};
    return {category: 'interrupted', message: message('INTERRUPTED', {run: run.id, ...counts})};
  }
  if (unknown + planned > 0 && run.state !== 'abandoned') {
    return {category: 'unreachable', message: message('RUN_UNFINISHED', {run: run.id, unknown, planned})};
  }
  if (run.state === 'abandoned' && unknown > 0)
    return {category: 'rows', message: message('RUN_ABANDONED_UNKNOWN', {run: run.id, unknown})};
  if (drifted > 0) return {category: 'drift', message: message('RUN_ROWS_DRIFTED', {run: run.id, drifted})};
  if (guarded > 0) return {category: 'blocked', message: message('RUN_ROWS_GUARDED', {run: run.id, count: guarded})};
  if (rejected + mismatched > 0)
    return {category: 'rows', message: message('RUN_ROWS_FAILED', {run: run.id, rejected, mismatched})};
  return undefined;
}
