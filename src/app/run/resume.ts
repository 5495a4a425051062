import type {Run} from '../../domain/change/run.js';
import type {Change} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {abandon as abandonJob, resume as resumeJob} from '../../runs/engine/drive.js';
import type {Context} from '../context.js';
import {finish} from './apply.js';
import {stoppedBy} from './guards.js';
import {type BarWords, engineOf, findRun, jobOf, planOf, shopOfRun} from './job.js';
import {takenOver, withShopLock} from './lock.js';
import {permitWrite} from './permit.js';
import {ofRun, type RunResult, resultOf} from './result.js';

/**
 * The run meant: the named one, else the only open one.
 *
 * @throws KnownError usage RUN_UNKNOWN, RUN_NONE_OPEN, RUN_SEVERAL_OPEN, RUN_NOT_OPEN.
 */
async function openRunOf(context: Context, id: string | undefined): Promise<Run> {
  if (id !== undefined) {
    const run = await findRun(context, id);
    if (!holding(run)) throw new KnownError('usage', 'RUN_NOT_OPEN', {run: run.id, state: run.state});
    return run;
  }
  const open: Run[] = [];
  for (const shop of await context.data.shops.list()) {
    const run = await context.data.runs.openRun(shop.id);
    if (run !== null) open.push(run);
  }
  const [only] = open;
  if (only === undefined) throw new KnownError('usage', 'RUN_NONE_OPEN', {});
  if (open.length > 1) throw new KnownError('usage', 'RUN_SEVERAL_OPEN', {runs: open.map((run) => run.id).join(', ')});
  return only;
}

export interface ResumeOptions extends BarWords {
  /** Started by a clock: not in shops that are paused or take suggestions only. */
  readonly scheduled?: boolean;
}

/**
 * Goes on with a run that was stopped, to its end: no change is lost and none is made twice. Rows that someone else
 * changed meanwhile are left and listed.
 *
 * @throws KnownError locked SHOP_LOCKED while its owner lives.
 */
export async function resumeRun(
  context: Context,
  id: string | undefined,
  options: ResumeOptions = {},
): Promise<RunResult> {
  const {id: runId} = await openRunOf(context, id);
  const shop = await shopOfRun(context, await findRun(context, runId));
  return await withShopLock(context, shop, async (lock) =>
    ofRun(runId, async () => {
      const run = await openRunOf(context, runId);
      const plan = await planOf(context, run);
      await permitWrite(context, shop, plan, {acceptBreaker: true, scheduled: options.scheduled === true});
      const engine = await engineOf(context, shop, lock);
      await context.data.runs.setState(run.id, 'open', context.clock.real());
      const {planned, unknown, applied} = run.counts;
      const job = await jobOf(context, shop, plan, run, options, planned + unknown + applied);
      const approve = async (changes: readonly Change[]) =>
        new Set((await stoppedBy(context, shop, plan, changes)).keys());
      const result = await finish(context, plan, run.id, await resumeJob(engine, job, approve));
      return {...result, warnings: takenOver(shop, lock)};
    }),
  );
}

/** Ends a run that will not be finished: what nobody knows is read back, what was not sent is given up. */
export async function abandonRun(context: Context, id: string | undefined): Promise<RunResult> {
  const {id: runId} = await openRunOf(context, id);
  const shop = await shopOfRun(context, await findRun(context, runId));
  return await withShopLock(context, shop, async (lock) => {
    const run = await openRunOf(context, runId);
    const plan = await planOf(context, run);
    const engine = await engineOf(context, shop, lock);
    const job = await jobOf(context, shop, plan, run, {}, run.counts.unknown);
    const failure = await abandonJob(engine, job);
    job.step.end();
    if (failure !== undefined && !(failure instanceof KnownError) && !context.signal.aborted) throw failure;
    return {...(await resultOf(context, plan, run.id)), warnings: takenOver(shop, lock)};
  });
}

function holding({state}: Run): boolean {
  return state === 'open' || state === 'interrupted';
}
