/** Forms of hidden demand that agree in value and slope at the natural price. */
export type CurveForm = 'constant' | 'exponential' | 'linear' | 'logit';

export type RivalKind = 'follower' | 'undercutter' | 'wanderer' | 'leaver';

export interface RivalSpec {
  readonly name: string;
  readonly kind: RivalKind;
  readonly stance: number;
  /** Chance that it looks at the market on a day, and share of the gap that it then closes. */
  readonly alert: number;
  readonly speed: number;
  readonly floor: number;
}

/** One SKU with what nobody but the clairvoyant knows. Money is minor units. */
export interface Good {
  readonly index: number;
  readonly sku: string;
  readonly category: number;
  readonly cost: number;
  readonly feeRate: number;
  readonly feeFixed: number;
  readonly firstPrice: number;
  readonly minPrice: number | null;
  readonly maxPrice: number | null;
  readonly listPrice: number;
  /** The price around which buyers judge, units a day there without rivals, and the elasticity there. */
  readonly natural: number;
  readonly rate: number;
  readonly elasticity: number;
  readonly form: CurveForm;
  /** Size of the extra variation of a day; 0: none beyond Poisson. */
  readonly unrest: number;
  readonly theta: number;
  readonly weight: number;
  readonly rivals: readonly RivalSpec[];
  readonly leadTime: number;
  /** Units that were bought once and for all, the night they arrive, and the last day of their season; null: bought again and again. */
  readonly once: {readonly units: number; readonly ends: number; readonly salvage: number} | null;
  /** Chance a day that the merchant of the warm-up changes the price. */
  readonly restless: number;
}

/** A whole hidden market of one regime. */
export interface World {
  readonly regime: string;
  readonly seed: number;
  readonly warmUp: number;
  readonly nights: number;
  readonly categories: number;
  readonly goods: readonly Good[];
  /** Factor of the season by category and day (row by row), and of the weekday. */
  readonly season: Float64Array;
  readonly weekday: readonly number[];
  /** Factor of the cost by SKU and day. */
  readonly costs: Float64Array;
}

/** What a shop can see on a night, and where it writes its prices. */
export interface Night {
  readonly world: World;
  /** Days since the first of the warm-up; nights of the policy begin at `world.warmUp`. */
  readonly day: number;
  readonly price: Float64Array;
  readonly cost: Float64Array;
  readonly stock: Float64Array;
  readonly onOrder: Float64Array;
  /** By SKU and slot; 0: not offered. */
  readonly rivals: Float64Array;
  /** Of the day before: price, units and the stock it began with. */
  readonly sold: {readonly price: Float64Array; readonly units: Float64Array; readonly start: Float64Array};
}

/** Writes tonight's prices into `night.price`. `watch` sees the days of the warm-up. */
export interface Policy {
  readonly name: string;
  watch?(night: Night): void;
  decide(night: Night): void;
}

export const SLOTS = 4;
