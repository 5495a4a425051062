import type {Shop} from '../../domain/catalog/types.js';
import type {DemandBelief} from '../../domain/pricing/learner/belief.js';
import type {Context} from '../context.js';

/** What was last learnt of each SKU. */
export async function loadBeliefs({data}: Context, shop: Shop): Promise<ReadonlyMap<string, DemandBelief>> {
  const kept = await data.learner.beliefs(shop.id);
  return new Map([...kept].map(([sku, belief]) => [sku, JSON.parse(belief) as DemandBelief]));
}
