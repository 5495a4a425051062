import type {Shop} from '../../domain/catalog/types.js';
import type {DemandBelief} from '../../domain/pricing/learner/belief.js';
import type {Context} from '../context.js';

/** What was last learnt of each SKU, or of these. */
export async function loadBeliefs(
  {data}: Context,
  shop: Shop,
  skus?: readonly string[],
): Promise<ReadonlyMap<string, DemandBelief>> {
  const kept = await data.learner.beliefs(shop.id, skus);
  return new Map([...kept].map(([sku, belief]) => [sku, JSON.parse(belief) as DemandBelief]));
}
