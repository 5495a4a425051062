import type {Minor} from '../../../domain/money.js';

/** The market engine's data. It is pure: seed and time come in as arguments. Money is minor units, instants ms UTC. */
export interface MarketTerms {
  readonly seed: number;
  readonly currency: string;
  readonly zone: string;
  readonly pricesIncludeTax: boolean;
  /** Decimal fraction as text, or null: the shop does not say. */
  readonly taxRate: string | null;
}

/** How buyers answer to one good. Hidden from souk, which has to learn it. */
export interface Demand {
  /** Units bought per day at the reference price, on an average day, with every rival at the same price. */
  readonly dailyRate: number;
  /** What the market thinks it is worth. */
  readonly referencePrice: Minor;
  /** Demand goes with (price / reference)^−elasticity. */
  readonly elasticity: number;
  /** Day of the year of the season's height, and the share by which it swings. */
  readonly seasonPeak: number;
  readonly seasonSwing: number;
  /** Factor on Saturdays and Sundays. */
  readonly weekend: number;
  readonly returnRate: number;
}

export type Temper = 'follower' | 'undercutter' | 'wanderer' | 'leaver';

export interface Rival {
  readonly name: string;
  readonly temper: Temper;
  /** Its own idea of the price, as a share of the reference price (wanderer, leaver) or of ours (follower). */
  readonly stance: number;
  /** Null: it does not offer the good now. */
  readonly price: Minor | null;
  readonly inStock: boolean;
}

/** Goods on their way from the supplier. */
export interface Incoming {
  readonly arrivesAt: number;
  readonly quantity: number;
}

/** The supplier's side of a good. */
export interface Supplier {
  readonly cost: Minor;
  readonly leadTimeDays: number;
  /** False: what is in stock is the last of it. */
  readonly replenishable: boolean;
  readonly incoming: readonly Incoming[];
}

/** A return that a buyer has made up their mind about but not yet sent. */
export interface PendingReturn {
  readonly at: number;
  readonly restocked: boolean;
  readonly line: OrderLine;
}

/** What the market keeps of a good between days. */
export interface Life {
  /** Names the good's streams: its SKU when it came to market. */
  readonly key: string;
  readonly demand: Demand;
  readonly supplier: Supplier;
  readonly rivals: readonly Rival[];
  readonly returns: readonly PendingReturn[];
}

/** One good as the market meets it. */
export interface Good {
  readonly id: number;
  readonly sku: string;
  readonly category: string;
  /** Null: it is not for sale (no price, or not published). */
  readonly price: Minor | null;
  readonly taxRate: string | null;
  /** Null: not counted, never sold out. */
  readonly stock: number | null;
  readonly life: Life;
}

/** An order line as the shop writes it down; a return has a negative quantity. */
export interface OrderLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly orderedAt: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
  readonly tax: Minor | null;
  readonly shipping: Minor;
  readonly fee: Minor;
  readonly country: string;
  readonly customerId: string;
  readonly status: 'paid' | 'returned';
}

export interface Sighting {
  readonly sku: string;
  readonly rival: string;
  readonly price: Minor | null;
  readonly inStock: boolean;
  readonly seenAt: number;
}

export interface CostNotice {
  readonly sku: string;
  readonly cost: Minor;
  /** Null: from the beginning. */
  readonly effectiveFrom: number | null;
}

/** What happened to one or all goods in a stretch of a day. */
export interface Happenings {
  readonly lines: readonly OrderLine[];
  readonly sightings: readonly Sighting[];
  readonly costs: readonly CostNotice[];
}

export interface MarketState {
  readonly terms: MarketTerms;
  /** The simulated present. */
  readonly now: number;
  readonly goods: readonly Good[];
}
