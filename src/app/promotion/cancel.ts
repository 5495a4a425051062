import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import type {Promotion} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {pullShop} from '../shop/pull.js';
import {draftOf} from './draft.js';
import {findPromotion} from './find.js';
import {notePromotions} from './note.js';
import {settleLocally} from './settle-local.js';
import {loadShelf} from './shelf.js';
import {switchesOn} from './switches.js';

/** A cancelled promotion. `plan` takes its overlays back; null: nothing of it stands in the shop. */
export interface Cancelling {
  readonly promotion: Promotion;
  readonly plan: Plan | null;
}

/**
 * Takes a promotion back before its time. One that is only scheduled is cancelled in the store; one that runs gives a
 * plan, and is cancelled when that plan's run has verified.
 *
 * @throws KnownError usage PROMO_UNKNOWN, PROMO_OVER_ALREADY.
 */
export async function cancelPromotion(
  context: Context,
  shop: Shop,
  id: string,
  {batch, dryRun}: {readonly batch: string; readonly dryRun: boolean},
): Promise<Cancelling> {
  const promotion = await findPromotion(context, shop, id);
  const {status} = promotion;
  if (status === 'ended' || status === 'cancelled')
    throw new KnownError('usage', 'PROMO_OVER_ALREADY', {id: promotion.id, status});
  if (status === 'running') await pullShop(context, shop, {kinds: ['listings']});
  const shelf = await loadShelf(context, shop);
  const standing = [...shelf.overlays.values()].some((overlay) => overlay.promotion === promotion.id);
  if (!standing) {
    if (!dryRun) await cancelled(context, shop, promotion.id, shelf.now);
    return {promotion, plan: null};
  }
  const switching = switchesOn(shelf, shop.terms.currency, promotion.id);
  const draft = draftOf(context, shop, {shelf, switching, batch, cancels: promotion.id});
  if (draft !== null) return {promotion, plan: await savePlan(context, shop, draft)};
  if (!dryRun) {
    await settleLocally(context, shop, {cancelled: promotion.id});
    await notePromotions(context, shop);
  }
  return {promotion, plan: null};
}

async function cancelled(context: Context, shop: Shop, id: string, now: number): Promise<void> {
  await context.data.promotions.setStatus(id, 'cancelled', now);
  await notePromotions(context, shop);
}
