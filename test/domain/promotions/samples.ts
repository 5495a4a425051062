import type {PromotableOffer} from '../../../src/domain/promotions/decide.js';
import type {Promotion, PromotionOffer} from '../../../src/domain/promotions/types.js';

/** 2026-11-27 00:00 to 2026-11-30 00:00, Europe/Berlin. */
export const START = Date.parse('2026-11-26T23:00:00Z');
export const END = Date.parse('2026-11-29T23:00:00Z');

/** A promotion of 15 % on everything, with what is to be different. */
export function promotionOf(parts: Partial<Promotion> = {}): Promotion {
  return {
    id: 'M-1',
    shopId: 1,
    name: 'Mug days',
    terms: {kind: 'percentage', percent: '15'},
    scope: [],
    startsAt: START,
    endsAt: END,
    zone: 'Europe/Berlin',
    strike: true,
    status: 'scheduled',
    createdAt: 0,
    ...parts,
  };
}

/** An offer whose live price is its base. */
export function offerOf(base: number | null, parts: Partial<PromotableOffer> = {}): PromotableOffer {
  const selectable = {
    sku: 'MUG-01',
    product: 'mug',
    title: 'Mug',
    vendor: '',
    category: 'Mugs',
    tags: [],
    status: 'active',
    price: base,
    stock: 5,
    cost: null,
  } as const;
  return {offerId: 7, price: base, basePrice: base, baseCompareAt: null, selectable, ...parts};
}

/** The overlay of a promotion on that offer. */
export function overlayOn(price: number, parts: Partial<PromotionOffer> = {}): PromotionOffer {
  return {promotion: 'M-1', shopId: 1, offerId: 7, price, compareAt: null, setAt: START, ...parts};
}
