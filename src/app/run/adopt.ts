import type {Plan} from '../../domain/change/types.js';
import {sealPlan} from '../../runs/seal.js';
import type {Context} from '../context.js';
import {judgeForeign} from '../price/foreign.js';
import {checkGuards} from './guards.js';
import {shopOfPlan} from './permit.js';
import {type Selection, select} from './select.js';

/**
 * The plan to apply. One that this store made comes back as it is; one from elsewhere, or an edited one, is input like any
 * other: what only this store may vouch for (overridden bounds, another rules file, a breaker that let it pass) is taken
 * off or measured again here, and the plan is kept as it will be applied, `blocked` when the breaker says no. Its guards
 * are checked at once, so that a person hears of a single price before they hear of the whole.
 *
 * @throws KnownError as `shopOfPlan`, `select` and `checkGuards` do.
 */
export async function adoptPlan(context: Context, given: Plan, selection: Selection = {}): Promise<Plan> {
  const {plans} = context.data;
  const known = await plans.head(given.id);
  if (known?.hash === given.hash) return given;
  const shop = await shopOfPlan(context, given);
  const {id, hash: _hash, format: _format, version: _version, createdAt, expiresAt, ...draft} = given;
  const breaker = await judgeForeign(context, shop, given);
  const plan = sealPlan(
    {
      ...draft,
      breaker,
      rules: {hash: given.rules.hash},
      ...(given.manual === undefined ? {} : {manual: {overrideBounds: false}}),
    },
    {id: known === null ? id : await plans.nextId(), createdAt, expiresAt},
  );
  const chosen = select(plan, selection);
  await plans.save(plan, breaker.tripped ? 'blocked' : 'open');
  await checkGuards(context, shop, plan, chosen);
  return plan;
}
