import type {Change} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Outcome} from '../../ports/platform.js';
import {cutBatches, parentsOf} from './batches.js';
import type {Engine, Job, Refusal} from './job.js';
import type {Move} from './journal.js';
import {settleUnknown} from './settle.js';

/** How long a busy shop is waited for without a single change getting through. */
const PATIENCE_MS = 5 * 60 * 1000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A change may stay without an answer so often in one go; then it waits for a resume. */
const MOST_UNANSWERED = 3;
/** After Ctrl-C the batch in flight may take so long to answer before it counts as unknown. */
const GRACE_MS = 10_000;

/** Sends every planned change, batch by batch; returns when none is left that could be sent. */
export async function sendAll(engine: Engine, job: Job): Promise<void> {
  const parents = parentsOf(job.plan.changes);
  const tries = new Map<number, number>();
  let waited = 0;
  let busy = 0;
  for (;;) {
    await dropOrphans(job, parents);
    const ready = sendable(job, parents);
    if (ready.length === 0 || waited > PATIENCE_MS) return;
    const limit = engine.platform.batchFor?.(ready) ?? engine.platform.capabilities.batch;
    for (const batch of cutBatches(ready, limit)) {
      engine.signal.throwIfAborted();
      await engine.renew();
      const hoped = batch.filter((change) => hopeful(job, parents, change));
      const through = await sendBatch(engine, job, hoped);
      for (const {n} of hoped) if (job.journal.state(n) === 'unknown') tries.set(n, (tries.get(n) ?? 0) + 1);
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
    await settleUnknown(engine, job, (n) => (tries.get(n) ?? 0) < MOST_UNANSWERED);
  }
}

/**
 * Planned changes whose parents are made, or are made in this very pass. What takes a product away with all that is in
 * it waits until its parts are gone.
 */
function sendable(job: Job, parents: ReadonlyMap<number, readonly number[]>): readonly Change[] {
  const planned = job.journal.rows('planned').filter(({change}) => !job.already.has(change.n));
  const coming = new Set(planned.map(({change}) => change.n));
  return planned
    .map(({change}) => change)
    .filter(({n, op}) =>
      (parents.get(n) ?? []).every((parent) => made(job, parent) || (op !== 'archive' && coming.has(parent))),
    );
}

/** Between the cut and the sending a parent may have failed or become unknown: then its children wait. */
function hopeful(job: Job, parents: ReadonlyMap<number, readonly number[]>, {n}: Change): boolean {
  return (parents.get(n) ?? []).every((parent) => job.journal.state(parent) === 'planned' || made(job, parent));
}

function made(job: Job, n: number): boolean {
  const state = job.journal.state(n);
  return job.already.has(n) || state === 'applied' || state === 'verified' || state === 'mismatched';
}

/** A variant of a product that was not made can not be made either, and a product stays as long as one of its variants does. */
async function dropOrphans({journal}: Job, parents: ReadonlyMap<number, readonly number[]>): Promise<void> {
  const lost = (n: number) => ['rejected', 'drifted', 'skipped'].includes(journal.state(n) ?? 'skipped');
  const orphans = journal.rows('planned').filter(({change}) => (parents.get(change.n) ?? []).some(lost));
  await journal.write(
    orphans.map(({change: {n, op}}) => {
      const code = op === 'archive' ? 'ROW_VARIANT_STAYS' : 'ROW_PARENT_MISSING';
      return {n, state: 'skipped', code, message: null};
    }),
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
    for await (const outcome of engine.platform.push(batch, inFlight.signal, {run: job.journal.run})) {
      if (numbers.has(outcome.n) && !outcomes.has(outcome.n)) outcomes.set(outcome.n, outcome);
    }
  } catch (error) {
    failure = error;
  } finally {
    inFlight.end();
  }
  // After standing still for long the shop may be another process's: then what came of the batch is for it to find out.
  await engine.renew();
  await job.journal.write(batch.map((change) => moveOf(job, change, outcomes.get(change.n), failure)));
  const settled = batch.filter(({n}) => job.journal.state(n) !== 'planned').length;
  job.step.advance(settled, job.note(job.journal.rows('rejected').length));
  if (failure !== undefined && !engine.signal.aborted) throw failure;
  return settled > 0;
}

/** What the journal gets for an answer; no answer is `unknown`, whatever the reason. */
function moveOf(job: Job, change: Change, outcome: Outcome | undefined, failure: unknown): Move {
  const {n} = change;
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
  if (state !== 'rejected' || !doubtful(job, change, outcome)) return {n, state, code, message};
  job.refused.set(n, outcome);
  return {n, state: 'unknown', code, message};
}

/**
 * A no to something that was asked before may mean that it is done: sent twice on the way, or late. The shop is looked
 * at before such a no counts. What is new or gone would be refused the second time ("exists", "not found"); an update
 * can only have been done before when an earlier request stayed without an answer.
 */
function doubtful({journal}: Job, {n, op}: Change, {existingId}: Refusal): boolean {
  return op !== 'update' || existingId !== undefined || journal.attempts(n) > 1;
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
