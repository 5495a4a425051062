import type {RunState} from '../../domain/change/run.js';
import type {Change} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {inspect} from './inspect.js';
import type {Engine, Job} from './job.js';
import type {Move} from './journal.js';
import {learnDrifted} from './learn.js';
import {sendAll} from './send.js';
import {settleUnknown} from './settle.js';
import {verifyAll} from './verify.js';

/** What stopped a run early; undefined when it came to its end. */
export type Stopped = unknown;

/** Sends, reads back and closes a run. Whatever happens, its state in the store says how it stands. */
export async function drive(engine: Engine, job: Job): Promise<Stopped> {
  return await closing(engine, job, async (timed) => {
    await sendAll(timed, job);
    await verifyAll(timed, job);
  });
}

/**
 * Goes on with a run that was stopped: what nobody knows is read back and decided first, and what was not sent yet is
 * compared with the shop again. Rows that drifted meanwhile are left, the rest is finished.
 */
export async function resume(engine: Engine, job: Job, approve: Approve): Promise<Stopped> {
  return await closing(engine, job, async (timed) => {
    await recover(timed, job);
    await checkPlanned(timed, job);
    await checkApproved(job, approve);
    await sendAll(timed, job);
    await verifyAll(timed, job);
  });
}

/** Numbers of the changes that must not be sent any more: guards run again whenever something is sent. */
export type Approve = (changes: readonly Change[]) => Promise<ReadonlySet<number>>;

async function checkApproved({journal, already}: Job, approve: Approve): Promise<void> {
  const left = journal.rows('planned').filter(({change}) => !already.has(change.n));
  const refused = await approve(left.map(({change}) => change));
  await journal.write([...refused].map((n) => ({n, state: 'skipped', code: 'ROW_GUARDED', message: null})));
}

/** Reads back what nobody knows, verifies what was done, and gives up the rest. Throws when the lock was lost. */
export async function abandon(engine: Engine, job: Job): Promise<Stopped> {
  let failure: Stopped;
  try {
    await recover(engine, job);
    await verifyAll(engine, job);
    await job.settle();
  } catch (error) {
    failure = error;
  }
  // Whoever took the shop over may be going on with this run: then giving it up is not ours to say.
  await engine.renew();
  const left = job.journal.rows('planned');
  // One commit: a run of which something was given up can not be gone on with.
  await engine.data.transaction(async (data) => {
    await job.journal.write(
      left.map(({change}) => ({n: change.n, state: 'skipped', code: 'ROW_ABANDONED', message: null})),
      data,
    );
    await data.runs.setState(job.journal.run, 'abandoned', engine.clock.real());
  });
  return failure;
}

/** An intent without an outcome is unknown, and what is unknown is read back. */
async function recover(engine: Engine, job: Job): Promise<void> {
  const sending = job.journal.rows('sending');
  await job.journal.write(
    sending.map(({change}) => ({n: change.n, state: 'unknown', code: 'ROW_NO_ANSWER', message: null})),
  );
  await settleUnknown(engine, job, () => true);
}

/** Planned rows as the shop holds them now: to be sent, done already, or drifted. */
async function checkPlanned(engine: Engine, job: Job): Promise<void> {
  const changes = job.journal.rows('planned').map(({change}) => change);
  for await (const part of inspect(engine, job.shop.id, changes, job.plan.changes)) {
    const moves = part.flatMap(({change: {n, op}, comparison: {standing}}): Move[] => {
      if (standing === 'after') job.already.add(n);
      if (standing === 'after' || standing === 'before') return [];
      const code = standing === 'gone' ? 'ROW_GONE' : op === 'create' ? 'ROW_EXISTS' : 'ROW_DRIFTED';
      return [{n, state: 'drifted', code, message: null}];
    });
    await job.journal.write(moves);
    await learnDrifted(engine, job, part, moves);
  }
}

async function closing(engine: Engine, job: Job, work: (timed: Engine) => Promise<void>): Promise<Stopped> {
  let stopped: Stopped;
  const timed = timeFor(engine, job);
  try {
    await work(timed.engine);
  } catch (error) {
    stopped = error;
  } finally {
    timed.end();
    job.step.end();
  }
  // Whoever took the shop over drives this run now; its state is no longer ours to write.
  if (stopped instanceof KnownError && stopped.code === 'SHOP_LOCK_LOST') return stopped;
  await job.settle().catch((error: unknown) => {
    stopped ??= error;
  });
  const state = stopped === undefined ? endOf(job) : 'interrupted';
  await close(engine, job, state).catch((error: unknown) => {
    // A store that can not be written keeps the run open: it is resumed just the same.
    stopped ??= error;
  });
  return stopped;
}

/** The engine for so long as a run may take; then it is stopped as Ctrl-C would stop it. The machine's clock has no say. */
function timeFor(engine: Engine, {journal: {run}}: Job): {readonly engine: Engine; end(): void} {
  const over = new AbortController();
  const minutes = Math.round(engine.budgetMs / 60_000);
  const timer = setTimeout(
    () => over.abort(new KnownError('unreachable', 'RUN_OUT_OF_TIME', {run, minutes}, {run})),
    engine.budgetMs,
  );
  return {
    engine: {...engine, signal: AbortSignal.any([engine.signal, over.signal])},
    end: () => clearTimeout(timer),
  };
}

/** The run's end and its plan's are one commit: a plan that was carried out can not be applied once more. */
async function close({data, clock}: Engine, {journal, plan}: Job, state: RunState): Promise<void> {
  const over = state === 'done' || state === 'partial';
  const whole = journal.rows('skipped').every(({entry}) => entry.code !== 'ROW_NOT_CHOSEN');
  await data.transaction(async (inside) => {
    await inside.runs.setState(journal.run, state, clock.real());
    if (over && whole) await inside.plans.setState(plan.id, 'applied');
  });
}

/** Changes that were meant to be made and can not be. */
const LOST: ReadonlySet<string> = new Set(['ROW_PARENT_MISSING', 'ROW_GUARDED', 'ROW_VARIANT_STAYS']);

function endOf({journal}: Job): RunState {
  if (journal.rows('planned', 'sending', 'unknown', 'applied').length > 0) return 'interrupted';
  const lost = journal.rows('skipped').some(({entry}) => LOST.has(entry.code ?? ''));
  return lost || journal.rows('rejected', 'mismatched', 'drifted').length > 0 ? 'partial' : 'done';
}
