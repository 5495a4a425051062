import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {planIntact} from '../../runs/seal.js';
import type {Context} from '../context.js';

/** What stands behind a write: a person who confirmed, or a clock. */
export interface Permission {
  /** Apply although the breaker tripped. */
  readonly acceptBreaker?: boolean;
  /** Started by a clock (`nightly`): only shops in mode `apply` that are not paused. */
  readonly scheduled?: boolean;
}

/** The shop a plan was made for. Refuses a damaged plan, an old one, and one made for another shop. */
export async function shopOfPlan(context: Context, plan: Plan): Promise<Shop> {
  if (!planIntact(plan)) throw new KnownError('input', 'PLAN_DAMAGED', {plan: plan.id});
  const shop = await context.data.shops.byName(plan.shop.name);
  if (shop === null || shop.id !== plan.shop.id || shop.terms.currency !== plan.shop.currency) {
    throw new KnownError('drift', 'PLAN_OTHER_SHOP', {plan: plan.id, shop: plan.shop.name});
  }
  if (context.clock.real() > plan.expiresAt) {
    throw new KnownError('drift', 'PLAN_EXPIRED', {plan: plan.id, at: new Date(plan.expiresAt).toISOString()});
  }
  return shop;
}

/** So many of a shop's latest runs are looked through for the one that applied a plan. */
const RECENT_RUNS = 1000;

/**
 * Refuses a plan that a run has carried out in full. One that was edited since is another plan.
 *
 * @throws KnownError drift PLAN_APPLIED.
 */
export async function refuseApplied({data}: Context, shop: Shop, plan: Plan): Promise<void> {
  if ((await data.plans.state(plan.id)) !== 'applied' || (await data.plans.head(plan.id))?.hash !== plan.hash) return;
  const runs = await data.runs.list({shopId: shop.id, limit: RECENT_RUNS});
  const run = runs.find((each) => each.plan === plan.id)?.id ?? '';
  throw new KnownError('drift', 'PLAN_APPLIED', {plan: plan.id, run});
}

/**
 * Refuses a write that must not happen, before anyone is asked: breaker, mode of the shop, pause, moved time. The plan
 * is kept in every case.
 */
export async function permitWrite(context: Context, shop: Shop, plan: Plan, permission: Permission): Promise<void> {
  const names = {shop: shop.name, plan: plan.id};
  const blocked = plan.breaker.tripped || (await context.data.plans.state(plan.id)) === 'blocked';
  if (blocked && permission.acceptBreaker !== true) {
    throw new KnownError('blocked', 'BREAKER_TRIPPED', {
      plan: plan.id,
      limits: plan.breaker.limits.filter(({tripped}) => tripped).length,
    });
  }
  if (shop.mode === 'observe') throw new KnownError('blocked', 'SHOP_OBSERVES', names);
  if (permission.scheduled === true) {
    if (shop.pausedAt !== null) throw new KnownError('blocked', 'SHOP_PAUSED', names);
    if (shop.mode !== 'apply') throw new KnownError('blocked', 'SHOP_SUGGESTS', names);
  }
  if (context.clock.moved && !(await context.platform(shop)).capabilities.simulatedTime) {
    throw new KnownError('usage', 'TIME_MOVED', {shop: shop.name});
  }
}
