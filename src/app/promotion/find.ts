import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';

/** The shop's promotion of that id, however its letters are written. */
export async function findPromotion(context: Context, shop: Shop, id: string): Promise<Promotion> {
  const wanted = id.trim().toUpperCase();
  const found = (await context.data.promotions.list(shop.id)).find((each) => each.id.toUpperCase() === wanted);
  if (found === undefined) throw new KnownError('usage', 'PROMO_UNKNOWN', {id: id.trim(), shop: shop.name});
  return found;
}
