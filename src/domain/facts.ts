import type {Minor} from './money.js';

/**
 * Facts a merchant or a platform knows about items, costs, rivals and sales, as records keyed by SKU. Money is in minor
 * units of the shop's currency; `null` is unknown, never zero; instants are ms UTC, dates ISO text in the shop's zone.
 */

/** The merchant's own item behind a SKU. `pack` 2 means that one sold unit takes two items from stock. */
export interface ItemRecord {
  readonly item: string;
  readonly sku: string;
  readonly pack: number;
  readonly supplier: string | null;
  readonly minimumOrder: number | null;
  readonly packSize: number | null;
  readonly weightGrams: number | null;
}

/** Net landed cost of one sold unit. Rates are decimal fractions as text ("0.15"). `effectiveFrom` null: always. */
export interface CostRecord {
  readonly sku: string;
  readonly cost: Minor;
  readonly feeRate: string | null;
  readonly feeFixed: Minor | null;
  readonly returnCost: Minor | null;
  readonly effectiveFrom: number | null;
}

/**
 * One step of a fee schedule: of a SKU, else of a category, else (both empty) of the whole shop. `rate` is a decimal fraction
 * as text and holds for prices up to and with `upTo`; null: for all above. `marginal`: each rate is charged on its part of
 * the price. `fixed` and `minimum` are net and of the schedule. `effectiveFrom` null: always.
 */
export interface FeeRecord {
  readonly sku: string;
  readonly category: string;
  readonly upTo: Minor | null;
  readonly rate: string;
  readonly fixed: Minor | null;
  readonly minimum: Minor | null;
  readonly marginal: boolean;
  readonly effectiveFrom: number | null;
  /** Who told it: the merchant's own word on a SKU goes before the platform's. */
  readonly source: 'merchant' | 'platform';
}

/** Hard limits on a price, in the shop's price convention. `listPrice` is the merchant's regular price. */
export interface BoundsRecord {
  readonly sku: string;
  readonly listPrice: Minor | null;
  readonly minPrice: Minor | null;
  readonly maxPrice: Minor | null;
  readonly mapPrice: Minor | null;
  readonly msrp: Minor | null;
}

export interface SupplyRecord {
  readonly sku: string;
  readonly onOrder: number | null;
  readonly leadTimeDays: number | null;
  readonly replenishable: boolean | null;
  readonly seasonEnd: string | null;
  readonly salvageValue: Minor | null;
  readonly holdingCostDay: Minor | null;
  readonly receivedOn: string | null;
}

/** A rival's offer for the same SKU as last seen. `price` null: not offered. */
export interface RivalRecord {
  readonly sku: string;
  readonly rival: string;
  readonly price: Minor | null;
  readonly shipping: Minor | null;
  readonly inStock: boolean;
  readonly condition: string | null;
  readonly seenAt: number;
}

/** One order line; a negative quantity is a return, dated when it came back. `customerId` is hashed before it is kept. */
export interface OrderRecord {
  readonly orderId: string;
  readonly lineId: string;
  readonly orderedAt: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
  /** Discount, tax, shipping and fee of the whole line. */
  readonly discount: Minor | null;
  readonly tax: Minor | null;
  readonly shipping: Minor | null;
  readonly fee: Minor | null;
  readonly currency: string;
  readonly country: string | null;
  readonly customerId: string | null;
  readonly status: string | null;
}

/** The truth of one SKU and day where a shop keeps such history. */
export interface DailyRecord {
  readonly date: string;
  readonly sku: string;
  readonly price: Minor | null;
  readonly units: number | null;
  readonly startStock: number | null;
}
