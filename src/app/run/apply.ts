import type {Shop} from '../../domain/catalog/types.js';
import {targetText} from '../../domain/change/fields.js';
import type {Change, Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import type {RowWords} from '../../domain/words/run.js';
import {drive} from '../../runs/engine/drive.js';
import {type Inspected, inspect} from '../../runs/engine/inspect.js';
import type {Engine} from '../../runs/engine/job.js';
import {learn} from '../../runs/engine/learn.js';
import type {Context} from '../context.js';
import {adoptPlan} from './adopt.js';
import {checkGuards} from './guards.js';
import {type BarWords, engineOf, jobOf} from './job.js';
import {refuseOpenRun, takenOver, withShopLock} from './lock.js';
import {type Permission, permitWrite, refuseApplied, shopOfPlan} from './permit.js';
import {ofRun, type RunResult, resultOf} from './result.js';
import {type Selection, select} from './select.js';

export interface ApplyOptions extends Selection, Permission, BarWords {
  /** Leave out what changed in the shop since the plan was made, and write the rest. */
  readonly skipDrifted?: boolean;
}

/**
 * Applies a plan: guards again, lock, drift check, then the run with its journal, read back to the end.
 *
 * Returns a result whenever a run was opened, however it ended. Throws when nothing was written.
 *
 * @throws KnownError input PLAN_DAMAGED; drift PLAN_EXPIRED, PLAN_OTHER_SHOP, PLAN_DRIFTED; blocked BREAKER_TRIPPED,
 *   PLAN_GUARDED, SHOP_OBSERVES, SHOP_PAUSED; locked SHOP_LOCKED, RUN_OPEN; usage SELECTION_EMPTY, CANARY_INVALID.
 */
export async function applyPlan(context: Context, given: Plan, options: ApplyOptions = {}): Promise<RunResult> {
  const shop = await shopOfPlan(context, given);
  await refuseApplied(context, shop, given);
  const plan = await adoptPlan(context, given, options);
  await permitWrite(context, shop, plan, options);
  const chosen = select(plan, options);
  if (chosen.length === 0) throw new KnownError('usage', 'SELECTION_EMPTY', {plan: plan.id});
  const strange = chosen.find(({target}) => target.kind === 'promotion');
  if (strange !== undefined)
    throw new KnownError('blocked', 'PLAN_TARGET_UNSUPPORTED', {plan: plan.id, target: targetText(strange.target)});

  return await withShopLock(context, shop, async (lock) => {
    await refuseOpenRun(context, shop);
    await checkGuards(context, shop, plan, chosen);
    const engine = await engineOf(context, shop, lock);
    const found = await readAll(context, engine, shop, plan, chosen, options);
    const drifted = found.filter(({comparison: {standing}}) => standing === 'other' || standing === 'gone');
    await learn(engine, shop.id, drifted, plan.changes);
    if (drifted.length > 0 && options.skipDrifted !== true) throw driftError(plan, shop, chosen.length, drifted);
    context.signal.throwIfAborted();

    const run = await openRun(context, shop, plan, chosen, drifted);
    return await ofRun(run.id, async () => {
      const job = await jobOf(context, shop, plan, run, options, chosen.length - drifted.length);
      for (const {change, comparison} of found) if (comparison.standing === 'after') job.already.add(change.n);
      const stopped = await drive(engine, job);
      return {...(await finish(context, plan, run.id, stopped)), warnings: takenOver(shop, lock)};
    });
  });
}

/** The result of a run that was driven. Bugs are passed on, the journal being closed. */
export async function finish(context: Context, plan: Plan, run: string, stopped: unknown): Promise<RunResult> {
  const result = await resultOf(context, plan, run, stopped);
  const expected = stopped === undefined || stopped instanceof KnownError || context.signal.aborted;
  if (!expected) throw stopped;
  return result;
}

async function readAll(
  context: Context,
  engine: Engine,
  shop: Shop,
  plan: Plan,
  chosen: readonly Change[],
  {label}: ApplyOptions,
): Promise<readonly Inspected[]> {
  const step = context.progress.start(label?.(null) ?? plan.id, chosen.length);
  const found: Inspected[] = [];
  try {
    for await (const part of inspect(engine, shop.id, chosen)) {
      for (const each of part) found.push(each);
      step.advance(part.length);
    }
  } finally {
    step.end();
  }
  return found;
}

/** Rows an error names; `run show` and `plan show` have the rest. */
const NAMED = 5;

function driftError(plan: Plan, shop: Shop, total: number, drifted: readonly Inspected[]): KnownError {
  const rows = drifted.slice(0, NAMED).map(({change, comparison}): RowWords => {
    const [first] = comparison.drift;
    const code = driftCode(change, comparison.standing);
    const target = targetText(change.target);
    if (first === undefined) return {target, code};
    const expected = change.op === 'create' ? first.after : first.before;
    return {target, code, field: first.field, expected: String(expected ?? '–'), found: String(first.found ?? '–')};
  });
  return new KnownError('drift', 'PLAN_DRIFTED', {plan: plan.id, shop: shop.name, count: drifted.length, total, rows});
}

function driftCode(
  {op}: Change,
  standing: Inspected['comparison']['standing'],
): 'ROW_GONE' | 'ROW_EXISTS' | 'ROW_DRIFTED' {
  if (standing === 'gone') return 'ROW_GONE';
  return op === 'create' ? 'ROW_EXISTS' : 'ROW_DRIFTED';
}

async function openRun(
  context: Context,
  shop: Shop,
  plan: Plan,
  chosen: readonly Change[],
  drifted: readonly Inspected[],
) {
  const {data, clock} = context;
  const id = await data.runs.nextId();
  const wanted = new Set(chosen.map(({n}) => n));
  const codes = new Map(drifted.map(({change, comparison}) => [change.n, driftCode(change, comparison.standing)]));
  const entries = plan.changes.map(({n}) => {
    const code = codes.get(n);
    if (code !== undefined) return {n, state: 'drifted' as const, code};
    return wanted.has(n)
      ? {n, state: 'planned' as const, code: null}
      : {n, state: 'skipped' as const, code: 'ROW_NOT_CHOSEN'};
  });
  const header = {
    id,
    shopId: shop.id,
    plan: plan.id,
    kind: plan.kind,
    startedAt: clock.real(),
    undoes: plan.undoes ?? null,
  };
  await data.runs.open(header, entries, plan.skipped.filter(({fate}) => fate === 'held').length);
  const run = await data.runs.get(id);
  if (run === null) throw new KnownError('usage', 'RUN_UNKNOWN', {id});
  return run;
}
