import type {RunResult} from '../app/run/result.js';
import type {Shop} from '../domain/catalog/types.js';
import type {Change, Plan} from '../domain/change/types.js';
import {EXIT_CODES, type KnownError, type Message, message, worstExit} from '../domain/errors.js';
import type {Answer} from './answer.js';
import type {Screen} from './screen.js';
import {planJson, showHeld, showPlan} from './screens/plan.js';
import {failurePart, runJson, showRun} from './screens/run.js';
import {showUndo, undoJson} from './screens/undo.js';

/** One shop's plan on its way: what it would change, what kept it, what became of it. */
export interface WriteJob {
  readonly plan: Plan;
  readonly shop: Shop | null;
  readonly chosen: readonly Change[];
  path?: string;
  error?: KnownError;
  result?: RunResult;
  declined?: boolean;
  /** What the shop would say to it, asked beforehand. */
  foreseen?: readonly Message[];
}

/** A plan that was applied already has nothing left to show. */
export function isOver(error: KnownError | undefined): boolean {
  return error?.code === 'PLAN_APPLIED';
}

/** An undo names every row it leaves: that is half of what a person wants to know of it. Of prices the first held ones are. */
export function present(screen: Screen, {plan, chosen, shop, looking}: WriteJob & {readonly looking: boolean}): void {
  if (plan.undoes !== undefined) {
    showUndo(screen, {plan, chosen, looking});
    return;
  }
  showPlan(screen, {plan, chosen, platform: shop?.platform ?? ''});
  if (plan.kind !== 'import') showHeld(screen, plan);
}

/** Nothing to write is good news, unless guards and missing facts are the reason. */
function showNothing(screen: Screen, plan: Plan): void {
  const {held, skipped} = plan.summary;
  if (plan.undoes !== undefined) {
    screen.say('undo.nothing', {run: plan.undoes});
    return;
  }
  if (held + skipped > 0) screen.say('plan.all-held', {plan: plan.id, held, skipped});
  else screen.say('plan.empty', {plan: plan.id, shop: plan.shop.name});
}

/** How far the command went. */
export type Ending = 'saved' | 'shown' | 'applied';

/** One plan answers for itself; several are listed by shop, and the worst exit code stands for all. */
export function answerOf(jobs: readonly WriteJob[], ending: Ending, json: boolean): Answer {
  const results = jobs.map(jobJson);
  const show = (screen: Screen) => {
    for (const job of jobs) showEnding(screen, job, ending, jobs.length > 1);
  };
  const warnings = jobs.flatMap(({result, foreseen = []}) => [...(result?.warnings ?? []), ...foreseen]);
  const [only] = jobs;
  if (jobs.length === 1 && only !== undefined) {
    return {result: results[0], warnings, show, ...endOf(only, json)};
  }
  const exit = worstExit(jobs.map((job) => exitOf(job)));
  return {
    result: {
      batch: only?.plan.batch ?? null,
      shops: results.map((result, i) => ({shop: jobs[i]?.plan.shop.name, ...result})),
      exit,
    },
    warnings,
    show,
    exit,
  };
}

function endOf({error, result}: WriteJob, json: boolean): Pick<Answer, 'failure' | 'exit'> {
  if (error === undefined) return result === undefined ? {} : failurePart(result, json);
  const run = error.run === undefined ? {} : {run: error.run};
  return {failure: {category: error.category, message: message(error.code, error.params), ...run}};
}

function exitOf({error, result}: WriteJob): number {
  return error?.exit ?? result?.exit ?? EXIT_CODES.done;
}

function jobJson(job: WriteJob) {
  const {plan, chosen, path, error, result, declined} = job;
  return {
    ...planJson(plan, chosen, path),
    ...undoJson(plan, chosen),
    ...(result === undefined ? {} : runJson(result)),
    ...(declined === true ? {declined} : {}),
    ...(error === undefined ? {} : {error: {code: error.code, category: error.category, exit: error.exit}}),
  };
}

function showEnding(
  screen: Screen,
  {plan, chosen, path, error, result, declined}: WriteJob,
  ending: Ending,
  several: boolean,
): void {
  if (result !== undefined) showRun(screen, result);
  else if (error?.run !== undefined && error.code.startsWith('STORE_')) screen.say('run.go-on', {run: error.run});
  else if (declined === true) screen.say('plan.declined', {plan: plan.id});
  else if (chosen.length === 0) showNothing(screen, plan);
  else if (ending === 'saved') screen.say('plan.saved', {plan: plan.id, file: path ?? ''});
  else if (ending === 'shown' && error === undefined) screen.say('plan.dry', {plan: plan.id});
  if (!several) return;
  const words = error === undefined ? result?.failure?.message : message(error.code, error.params);
  if (words === undefined) return;
  const {text, hint} = screen.words(words);
  screen.line(`${screen.paint.harm(plan.shop.name)}: ${text}`);
  if (hint !== '') screen.line(`  ${hint}`);
}
