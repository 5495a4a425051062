import type {Shop} from '../../domain/catalog/types.js';
import type {Context} from '../context.js';

/** Leaves a note of the shop's promotions where the shop has a place for it (the folder shop's `promotions.csv`). */
export async function notePromotions(context: Context, shop: Shop): Promise<void> {
  const platform = await context.platform(shop);
  if (platform.notePromotions === undefined) return;
  await platform.notePromotions(await context.data.promotions.list(shop.id));
}
