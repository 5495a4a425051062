import type {Shop} from '../../domain/catalog/types.js';
import type {Context} from '../context.js';

/** Stops, or lets on again, every scheduled write to these shops. What a person types and confirms still goes through. */
export async function pauseShops(context: Context, shops: readonly Shop[], off: boolean): Promise<readonly Shop[]> {
  const pausedAt = off ? null : context.clock.real();
  for (const shop of shops) await context.data.shops.update(shop.id, {pausedAt});
  return shops.map((shop) => ({...shop, pausedAt}));
}
