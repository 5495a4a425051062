import type {Shop} from '../../domain/catalog/types.js';
import {compareIds, type NoOverlay, type Overlay, overlayFor} from '../../domain/promotions/overlay.js';
import {type Switch, switches} from '../../domain/promotions/schedule.js';
import type {Promotion, PromotionOffer} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {inScope} from './check.js';
import {findPromotion} from './find.js';
import {loadShelf, type ShelfOffer} from './shelf.js';

/** A promotion in a list: how many offers it has set now, of how many in its scope (none once it is over). */
export interface Listed {
  readonly promotion: Promotion;
  readonly set: number;
  readonly offers: number;
}

/** The promotions of a shop, the newest window first; without `all` only those that are not over. */
export async function listPromotions(
  context: Context,
  shop: Shop,
  {all}: {readonly all: boolean},
): Promise<readonly Listed[]> {
  const shelf = await loadShelf(context, shop);
  const overlays = [...shelf.overlays.values()];
  const live = ({status}: Promotion) => status === 'scheduled' || status === 'running';
  return shelf.promotions
    .filter((promotion) => all || live(promotion))
    .sort((a, b) => b.startsAt - a.startsAt || compareIds(b.id, a.id))
    .map((promotion) => ({
      promotion,
      set: overlays.filter((each) => each.promotion === promotion.id).length,
      offers: live(promotion) ? inScope(shelf, promotion).length : 0,
    }));
}

/** One offer of a promotion: what it costs without, and with. */
export interface ShownOffer {
  readonly offer: ShelfOffer;
  /** What the promotion makes of the base now, or why it makes nothing. */
  readonly during: Overlay | NoOverlay;
  /** The overlay that stands, whosever it is. */
  readonly overlay: PromotionOffer | undefined;
}

/** A promotion with every offer in its scope. */
export interface Shown {
  readonly promotion: Promotion;
  readonly now: number;
  readonly offers: readonly ShownOffer[];
}

/** One promotion and its prices. */
export async function showPromotion(context: Context, shop: Shop, id: string): Promise<Shown> {
  const promotion = await findPromotion(context, shop, id);
  const shelf = await loadShelf(context, shop);
  const over = promotion.status === 'ended' || promotion.status === 'cancelled';
  const offers = over ? [] : inScope(shelf, promotion);
  const shown = offers.map((offer): ShownOffer => {
    const overlay = shelf.overlays.get(offer.offerId);
    const own = overlay?.promotion === promotion.id ? overlay : undefined;
    return {offer, overlay, during: own ?? overlayFor(promotion, offer)};
  });
  return {promotion, now: shelf.now, offers: shown};
}

/** The switches of the coming days, oldest first; a switch that is due and not made yet stands at its own time. */
export async function promotionCalendar(
  context: Context,
  shop: Shop,
  days: number,
): Promise<{readonly now: number; readonly switches: readonly Switch[]}> {
  const now = await shopNow(context, shop);
  const promotions = await context.data.promotions.list(shop.id);
  return {now, switches: switches(promotions, Number.NEGATIVE_INFINITY, now + days * 86_400_000)};
}
