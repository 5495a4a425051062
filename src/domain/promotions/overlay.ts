import {Decimal} from 'decimal.js';
import {type Minor, scale} from '../money.js';
import type {Promotion, PromotionTerms} from './types.js';

/** What of an offer a promotion works on: the price without any promotion. */
export interface BaseOffer {
  readonly basePrice: Minor | null;
  readonly baseCompareAt: Minor | null;
}

/** What a promotion makes of an offer. */
export interface Overlay {
  readonly promotion: string;
  readonly price: Minor;
  readonly compareAt: Minor | null;
}

/** Why a promotion has no price for an offer: no base, nothing left to pay, or a discount that rounding swallows. */
export type NoOverlay = 'no-base' | 'not-positive' | 'no-effect';

/**
 * The price of a base under the terms, or why there is none. A percentage is rounded half up to the currency's minor
 * unit; the result is above zero and below the base, always.
 */
export function promotionPrice(terms: PromotionTerms, base: Minor | null): Minor | NoOverlay {
  if (base === null || !Number.isSafeInteger(base) || base <= 0) return 'no-base';
  const price =
    terms.kind === 'fixed' ? base - terms.amount : scale(base, new Decimal(100).minus(terms.percent).div(100));
  if (price <= 0) return 'not-positive';
  return price >= base ? 'no-effect' : price;
}

/** What the promotion makes of the offer. Struck through is the base, when asked; else what the base shows struck through. */
export function overlayFor(promotion: Promotion, offer: BaseOffer): Overlay | NoOverlay {
  const price = promotionPrice(promotion.terms, offer.basePrice);
  if (typeof price === 'string') return price;
  return {promotion: promotion.id, price, compareAt: promotion.strike ? offer.basePrice : offer.baseCompareAt};
}

/** Promotions do not stack: of several on one offer the lowest price stands; of equal ones the promotion added first. */
export function lowestOverlay(overlays: readonly Overlay[]): Overlay | null {
  return overlays.reduce<Overlay | null>((best, each) => (best === null || wins(each, best) ? each : best), null);
}

function wins(one: Overlay, other: Overlay): boolean {
  return one.price < other.price || (one.price === other.price && compareIds(one.promotion, other.promotion) < 0);
}

/** Order of ids that end in a running number: PR-2 before PR-10. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
