import type {Context} from '../app/context.js';
import {allowOutput, fileOfShop} from '../app/output.js';
import {writePlanTo} from '../app/plan/file.js';
import {adoptPlan} from '../app/run/adopt.js';
import {type ApplyOptions, applyPlan} from '../app/run/apply.js';
import {permitWrite, refuseApplied, shopOfPlan} from '../app/run/permit.js';
import {foreseenBy} from '../app/run/preview.js';
import {type Selection, select, shareOf} from '../app/run/select.js';
import type {Plan} from '../domain/change/types.js';
import {KnownError} from '../domain/errors.js';
import type {Answer} from './answer.js';
import {confirm} from './prompt.js';
import {screenOf} from './screen.js';
import {barWords} from './screens/run.js';
import type {Session} from './session.js';
import {answerOf, isOver, present, type WriteJob} from './write-answer.js';

/** `WRITE_FLAGS` as oclif parses them. */
export interface WriteFlags {
  readonly 'dry-run'?: boolean | undefined;
  readonly 'plan-file'?: string | undefined;
  readonly force?: boolean | undefined;
  readonly 'accept-breaker'?: boolean | undefined;
  readonly only?: readonly string[] | undefined;
  readonly limit?: number | undefined;
  readonly canary?: string | undefined;
  readonly 'skip-drifted'?: boolean | undefined;
}

/**
 * The end of every command that writes: shows each plan, asks, applies, shows what came of it.
 *
 * Nothing is asked without a terminal; the question is answered before any lock is taken. Several plans are one batch:
 * one question, one run a shop, the worst exit code.
 *
 * @throws KnownError usage CONFIRMATION_NEEDED when it may neither ask nor write.
 */
export async function writePlans(
  session: Session,
  context: Context,
  plans: readonly Plan[],
  flags: WriteFlags,
): Promise<Answer> {
  const screen = session.io.json ? null : screenOf(session.io, session.language);
  const selection = selectionOf(flags);
  const jobs: WriteJob[] = [];
  for (const plan of plans) jobs.push(await jobOf(context, plan, selection, flags));
  if (screen !== null)
    for (const {plan, chosen, shop, error} of jobs)
      if (!isOver(error)) present(screen, {plan, chosen, shop, looking: flags['dry-run'] === true});

  const file = flags['plan-file'];
  const looking = file !== undefined || flags['dry-run'] === true;
  if (looking)
    for (const job of jobs) if (!isOver(job.error) && job.error?.code !== 'BREAKER_TRIPPED') delete job.error;
  if (file !== undefined) {
    const path = ({plan}: WriteJob) => (jobs.length === 1 ? file : fileOfShop(file, plan.shop.name));
    for (const job of jobs) await allowOutput(context, path(job), {replace: flags.force === true});
    for (const job of jobs) {
      job.path = path(job);
      await writePlanTo(job.path, job.plan);
    }
    return answerOf(jobs, 'saved', session.io.json);
  }
  if (flags['dry-run'] === true) {
    for (const job of jobs)
      if (job.shop !== null && job.error === undefined) job.foreseen = await foreseenBy(context, job.shop, job.chosen);
    return answerOf(jobs, 'shown', session.io.json);
  }

  const ready = jobs.filter(({error, chosen}) => error === undefined && chosen.length > 0);
  if (ready.length === 0) return answerOf(jobs, 'applied', session.io.json);
  const go = await agreed(session, ready);
  for (const job of ready) {
    if (!go) job.declined = true;
    else if (session.signal.aborted) job.error = new KnownError('interrupted', 'INTERRUPTED_BEFORE', {});
    else await applyJob(session, context, job, selection, flags);
  }
  return answerOf(jobs, 'applied', session.io.json);
}

function selectionOf({only, limit, canary}: WriteFlags): Selection {
  if (canary !== undefined) shareOf(canary);
  return {
    ...(only === undefined ? {} : {only}),
    ...(limit === undefined ? {} : {limit}),
    ...(canary === undefined ? {} : {canary}),
  };
}

/** Whether this plan may be written at all is decided before anyone is asked. */
async function jobOf(context: Context, given: Plan, selection: Selection, flags: WriteFlags): Promise<WriteJob> {
  let plan = given;
  let chosen = select(plan, selection);
  const shop = await context.data.shops.byName(plan.shop.name);
  if (chosen.length === 0) return {plan, shop, chosen};
  try {
    if (shop !== null) await refuseApplied(context, shop, given);
    plan = await adoptPlan(context, given, selection);
    chosen = select(plan, selection);
    await permitWrite(context, await shopOfPlan(context, plan), plan, {
      acceptBreaker: flags['accept-breaker'] === true,
    });
    return {plan, shop, chosen};
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return {plan, shop, chosen, error};
  }
}

async function agreed(session: Session, ready: readonly WriteJob[]): Promise<boolean> {
  if (session.yes) return true;
  if (!session.io.interactive) throw new KnownError('usage', 'CONFIRMATION_NEEDED', {look: true});
  const changes = ready.reduce((sum, {chosen}) => sum + chosen.length, 0);
  const screen = screenOf(session.io, session.language);
  const question =
    ready.length === 1
      ? screen.text('plan.question', {changes, shop: ready[0]?.plan.shop.name ?? ''})
      : screen.text('plan.question-all', {changes, shops: ready.length});
  return await confirm(session, question);
}

async function applyJob(
  session: Session,
  context: Context,
  job: WriteJob,
  selection: Selection,
  flags: WriteFlags,
): Promise<void> {
  const options: ApplyOptions = {
    ...selection,
    ...barWords(session, job.plan.id),
    acceptBreaker: flags['accept-breaker'] === true,
    skipDrifted: flags['skip-drifted'] === true,
  };
  try {
    job.result = await applyPlan(context, job.plan, options);
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    job.error = error;
  }
}
