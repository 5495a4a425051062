import type {Change} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Outcome} from '../../ports/platform.js';
import {cutBatches, parentsOf} from './batches.js';
import type {Engine, Job} from './job.js';
import type {Move} from './journal.js';
import {settleUnknown} from './settle.js';

/** How long a busy shop is waited for without a single change getting through. */
const PATIENCE_MS = 5 * 60 * 1000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** After Ctrl-C the batch in flight may take so long to answer before it counts as unknown. */
const GRACE_MS = 10_000;

/** Sends every planned change, batch by batch; returns when none is left that could be sent. */
export async function sendAll(engine: Engine, job: Job): Promise<void> {
  const parents = parentsOf(job.plan.changes);
  let waited = 0;
  let busy = 0;
  for (;;) {
    await dropOrphans(job, parents);
    const ready = sendable(job, parents);
    if (ready.length === 0 || waited > PATIENCE_MS) return;
    for (const batch of cutBatches(ready, engine.platform.capabilities.batch)) {
      engine.signal.throwIfAborted();
      await engine.renew();
      const through = await sendBatch(
        engine,
        job,
        batch.filter((change) => hopeful(job, parents, change)),
      );
      if (through) {
        busy = 0;
        waited = 0;
        continue;
      }
      const pause = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** busy) * (0.5 + Math.random() / 2);
      busy += 1;
      waited += pause;
      if (waited > PATIENCE_MS) return;
      await engine.clock.sleep(pause, engine.signal);
    }
    await settleUnknown(engine, job, 'sent-now');
  }
}

/** Planned changes whose parents are made, or are made in this very pass. */
function sendable(job: Job, parents: ReadonlyMap<number, readonly number[]>): readonly Change[] {
  const planned = job.journal.rows('planned').filter(({change}) => !job.already.has(change.n));
  const coming = new Set(planned.map(({change}) => change.n));
  return planned
    .map(({change}) => change)
    .filter(({n}) => (parents.get(n) ?? []).every((parent) => coming.has(parent) || made(job, parent)));
}

/** Between the cut and the sending a parent may have failed or become unknown: then its children wait. */
function hopeful(job: Job, parents: ReadonlyMap<number, readonly number[]>, {n}: Change): boolean {
  return (parents.get(n) ?? []).every((parent) => job.journal.state(parent) === 'planned' || made(job, parent));
}

function made(job: Job, n: number): boolean {
  const state = job.journal.state(n);
  return job.already.has(n) || state === 'applied' || state === 'verified' || state === 'mismatched';
}

/** A variant of a product that was not made can not be made either. */
async function dropOrphans({journal}: Job, parents: ReadonlyMap<number, readonly number[]>): Promise<void> {
  const lost = (n: number) => ['rejected', 'drifted', 'skipped'].includes(journal.state(n) ?? 'skipped');
  const orphans = journal.rows('planned').filter(({change}) => (parents.get(change.n) ?? []).some(lost));
  await journal.write(
    orphans.map(({change}) => ({n: change.n, state: 'skipped', code: 'ROW_PARENT_MISSING', message: null})),
  );
}

/** Intent on disk, request, outcomes on disk. True when anything but "busy" came back. */
async function sendBatch(engine: Engine, job: Job, batch: readonly Change[]): Promise<boolean> {
  if (batch.length === 0) return true;
  await job.journal.write(batch.map(({n}) => ({n, state: 'sending'})));
  const outcomes = new Map<number, Outcome>();
  let failure: unknown;
  const inFlight = graceful(engine);
  try {
    const numbers = new Set(batch.map(({n}) => n));
    for await (const outcome of engine.platform.push(batch, inFlight.signal)) {
      if (numbers.has(outcome.n) && !outcomes.has(outcome.n)) outcomes.set(outcome.n, outcome);
    }
  } catch (error) {
    failure = error;
  } finally {
    inFlight.end();
  }
  await job.journal.write(batch.map(({n}) => moveOf(n, outcomes.get(n), failure)));
  const settled = batch.filter(({n}) => job.journal.state(n) !== 'planned').length;
  job.step.advance(settled, job.note(job.journal.rows('rejected').length));
  if (failure !== undefined && !engine.signal.aborted) throw failure;
  return settled > 0;
}

/** What the journal gets for an answer; no answer is `unknown`, whatever the reason. */
function moveOf(n: number, outcome: Outcome | undefined, failure: unknown): Move {
  if (outcome === undefined) {
    const code = failure instanceof KnownError ? failure.code : 'ROW_NO_ANSWER';
    return {n, state: 'unknown', code, message: null};
  }
  if (outcome.state === 'applied') {
    return {
      n,
      state: 'applied',
      code: null,
      message: null,
      ...(outcome.remoteId === undefined ? {} : {remoteId: outcome.remoteId}),
    };
  }
  const {state, code, message} = outcome;
  return {n, state, code, message};
}

/** A signal for the request in flight: it outlives the first Ctrl-C for a while, so that the answer can be written down. */
function graceful({signal}: Engine): {readonly signal: AbortSignal; end(): void} {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    timer = setTimeout(() => controller.abort(signal.reason), GRACE_MS);
  };
  if (signal.aborted) later();
  else signal.addEventListener('abort', later, {once: true});
  return {
    signal: controller.signal,
    end: () => {
      signal.removeEventListener('abort', later);
      clearTimeout(timer);
    },
  };
}
