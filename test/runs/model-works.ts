import {savePlan} from '../../src/app/plan/save.js';
import {newBatch} from '../../src/app/price/draft.js';
import {setPrice} from '../../src/app/price/set.js';
import {addPromotions} from '../../src/app/promotion/add.js';
import {cancelPromotion} from '../../src/app/promotion/cancel.js';
import {tickPromotions} from '../../src/app/promotion/tick.js';
import {applyPlan} from '../../src/app/run/apply.js';
import type {RunResult} from '../../src/app/run/result.js';
import {planUndoOf} from '../../src/app/run/undo.js';
import type {Change, Plan} from '../../src/domain/change/types.js';
import {productOf} from '../support/memory-shop.js';
import {creation, draftOf} from './desk.js';
import type {Process} from './model-market.js';

/** A job of a merchant, done by one process. */
export type Work = (process: Process) => Promise<unknown>;

/** What the merchant sells. */
export const GOODS = [
  productOf('mug', [
    {sku: 'MUG-S', price: 1000},
    {sku: 'MUG-L', price: 1200},
  ]),
  productOf('cup', [{sku: 'CUP', price: 800}]),
];

/** Keeps changes as a plan, as a command would. */
export async function planned({context, shop}: Process, changes: readonly Omit<Change, 'n'>[]): Promise<Plan> {
  return await savePlan(context, shop, draftOf(shop, changes, {kind: 'import'}));
}

/** Publishes the goods. */
export async function make(process: Process): Promise<RunResult> {
  const plan = await planned(
    process,
    GOODS.flatMap((each) => creation(each)),
  );
  return await applyPlan(process.context, plan);
}

/** Sets one price by hand. */
export async function price({context}: Process, sku: string, amount: string): Promise<RunResult> {
  return await applyPlan(context, await setPrice(context, {shop: 'main', sku, price: amount, overrideBounds: false}));
}

/** Promises a fifth off everything, from now on. */
export async function promise({context, shop}: Process, name = 'Sale', strike = true): Promise<void> {
  const wish = {name, percent: '20', scope: [], to: '2026-04-01', strike, acceptLosses: false};
  await addPromotions(context, shop, [wish], {store: true});
}

/** Switches what is due; null when nothing is. */
export async function tick({context, shop}: Process): Promise<RunResult | null> {
  const {plan} = await tickPromotions(context, shop, {batch: newBatch(), pull: true, dryRun: false});
  return plan === null ? null : await applyPlan(context, plan);
}

/** Takes the promotion back before its time. */
export async function cancel({context, shop}: Process): Promise<RunResult | null> {
  const {plan} = await cancelPromotion(context, shop, 'PR-1', {batch: newBatch(), dryRun: false});
  return plan === null ? null : await applyPlan(context, plan);
}

/** Takes the last run back, or the one named. */
export async function undo({context, shop}: Process, id?: string): Promise<RunResult> {
  const [last] = await context.data.runs.list({shopId: shop.id, limit: 1});
  return await applyPlan(context, await planUndoOf(context, id ?? last?.id ?? ''));
}
