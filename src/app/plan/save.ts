import type {Shop} from '../../domain/catalog/types.js';
import type {Plan, PlanDraft} from '../../domain/change/types.js';
import {sealPlan} from '../../runs/seal.js';
import type {Context} from '../context.js';

/** A plan older than this is refused: the shop has lived on since. Real time (MODEL §3). */
const PLAN_LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a draft a plan and keeps it: `open`, or `blocked` when the breaker says no. Nothing is written to the shop.
 *
 * @example const plan = await savePlan(context, shop, draft);
 */
export async function savePlan(context: Context, shop: Shop, draft: PlanDraft, lifeMs = PLAN_LIFE_MS): Promise<Plan> {
  const createdAt = context.clock.real();
  const owner = {id: shop.id, name: shop.name, currency: shop.terms.currency};
  const stamp = {id: await context.data.plans.nextId(), createdAt, expiresAt: createdAt + lifeMs};
  const manual = draft.manual === undefined ? {} : {manual: {overrideBounds: draft.manual.overrideBounds === true}};
  const plan = sealPlan({...draft, ...manual, shop: owner}, stamp);
  await context.data.plans.save(plan, plan.breaker.tripped ? 'blocked' : 'open');
  return plan;
}
