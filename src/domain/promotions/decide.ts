import {matches, type SelectableOffer} from '../catalog/selector.js';
import type {Minor} from '../money.js';
import {type BaseOffer, lowestOverlay, type NoOverlay, type Overlay, overlayFor} from './overlay.js';
import type {Promotion, PromotionOffer} from './types.js';

/** What a promotion has to know of an offer. Scopes look at the base price: a promotion never moves an offer out of another's scope. */
export interface PromotableOffer extends BaseOffer {
  readonly offerId: number;
  /** The live price as last seen. */
  readonly price: Minor | null;
  readonly selectable: SelectableOffer;
}

/** What is to be done about one offer. */
export type Decision =
  /** Nothing stands and nothing should, or what should stand does. */
  | {readonly kind: 'leave'}
  | {readonly kind: 'set'; readonly overlay: Overlay; readonly replaces: string | null}
  | {readonly kind: 'take-back'; readonly promotion: string}
  /** The live price is not the one the promotion set: somebody else decided. `over`: the promotion's time is up too. */
  | {
      readonly kind: 'edited';
      readonly promotion: string;
      readonly expected: Minor;
      readonly live: Minor | null;
      readonly over: boolean;
    }
  /** In scope, but the terms make no price of this base. */
  | {readonly kind: 'none'; readonly promotion: string; readonly why: NoOverlay};

/**
 * Decides for one offer, from the promotions that must stand and the overlay that does.
 *
 * An announced price holds: an offer that has a promotion's overlay keeps it, at the price it was set to, until the
 * promotion ends, whatever becomes of its scope or base, unless the base has fallen to that price or below.
 */
export function decide(
  offer: PromotableOffer,
  standing: readonly Promotion[],
  overlay: PromotionOffer | undefined,
): Decision {
  const {best, failed} = candidates(offer, standing, overlay);
  if (overlay !== undefined && offer.price !== overlay.price) {
    const over = !standing.some(({id}) => id === overlay.promotion);
    return {kind: 'edited', promotion: overlay.promotion, expected: overlay.price, live: offer.price, over};
  }
  if (best === null) {
    if (overlay !== undefined) return {kind: 'take-back', promotion: overlay.promotion};
    return failed ?? {kind: 'leave'};
  }
  if (overlay?.promotion === best.promotion && overlay.price === best.price) return {kind: 'leave'};
  return {kind: 'set', overlay: best, replaces: overlay?.promotion ?? null};
}

function candidates(offer: PromotableOffer, standing: readonly Promotion[], overlay: PromotionOffer | undefined) {
  const found: Overlay[] = [];
  let failed: Extract<Decision, {kind: 'none'}> | null = null;
  for (const promotion of standing) {
    const own = overlay?.promotion === promotion.id ? overlay : undefined;
    if (own !== undefined && (offer.basePrice === null || own.price < offer.basePrice)) {
      found.push({promotion: own.promotion, price: own.price, compareAt: own.compareAt});
      continue;
    }
    if (own === undefined && !matches(promotion.scope, offer.selectable)) continue;
    const made = overlayFor(promotion, offer);
    if (typeof made === 'string') failed = {kind: 'none', promotion: promotion.id, why: made};
    else found.push(made);
  }
  return {best: lowestOverlay(found), failed};
}
