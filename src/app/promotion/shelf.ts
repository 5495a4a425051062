import type {Shop} from '../../domain/catalog/types.js';
import {targetText} from '../../domain/change/fields.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {PromotableOffer} from '../../domain/promotions/decide.js';
import type {Promotion, PromotionOffer} from '../../domain/promotions/types.js';
import type {Context} from '../context.js';
import {loadOfferFacts} from '../price/facts.js';
import {loadRules} from '../price/rules.js';
import {shopNow} from '../shop/now.js';

/** An offer with all that is known of it. */
export interface ShelfOffer extends PromotableOffer {
  readonly facts: OfferFacts;
  /** SKU, or product and options. */
  readonly label: string;
}

/** A shop's offers and promotions at one instant of its business time. */
export interface Shelf {
  readonly now: number;
  readonly offers: readonly ShelfOffer[];
  readonly promotions: readonly Promotion[];
  /** The overlay that stands on an offer, by offer id. */
  readonly overlays: ReadonlyMap<number, PromotionOffer>;
  readonly rules: Rules;
}

/** Loads what every promotion command decides from. Touches no shop. */
export async function loadShelf(context: Context, shop: Shop): Promise<Shelf> {
  const facts = await loadOfferFacts(context, shop);
  const overlays = await context.data.promotions.overlays(shop.id);
  return {
    now: await shopNow(context, shop),
    offers: [...facts].map(([offerId, offer]) => shelfOffer(offerId, offer)),
    promotions: await context.data.promotions.list(shop.id),
    overlays: new Map(overlays.map((overlay) => [overlay.offerId, overlay])),
    rules: await loadRules(context, shop),
  };
}

/** Scopes look at the base price, so that a promotion does not move its offers out of its own scope. */
function shelfOffer(offerId: number, facts: OfferFacts): ShelfOffer {
  return {
    offerId,
    facts,
    label: targetText({kind: 'offer', key: facts.key}),
    price: facts.live,
    basePrice: facts.base,
    baseCompareAt: facts.baseCompareAt,
    selectable: {...facts.offer, price: facts.base},
  };
}
