import type {BoundsRecord, CostRecord, FeeRecord, ItemRecord, RivalRecord, SupplyRecord} from '../../domain/facts.js';

/** How many records were new, changed and the same. */
export interface Upserted {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Facts by shop. Costs, bounds, items and supply belong to the merchant's item; version 1 keys them by the shop's SKU. */
export interface FactRepository {
  putItems(shopId: number, items: readonly ItemRecord[], at: number): Promise<Upserted>;
  /** All of the shop, or those of `skus`; so too what follows. */
  items(shopId: number, skus?: readonly string[]): Promise<readonly ItemRecord[]>;
  putCosts(shopId: number, costs: readonly CostRecord[], at: number): Promise<Upserted>;
  /** Costs that hold at `at` (the latest `effectiveFrom` not after it), by SKU, with when they were learnt. */
  costs(
    shopId: number,
    at: number,
    skus?: readonly string[],
  ): Promise<ReadonlyMap<string, CostRecord & {readonly learntAt: number}>>;
  /** True when by some cost that holds at `at` a return costs something. */
  returnsCost(shopId: number, at: number): Promise<boolean>;
  /** Every cost ever held, oldest first by SKU: for margins of past orders. */
  costHistory(shopId: number): Promise<ReadonlyMap<string, readonly CostRecord[]>>;
  /** A schedule (of one SKU or category, from one day) that is named in `whole` is as these records say: its other steps go. */
  putFees(shopId: number, fees: readonly FeeRecord[], whole: readonly ScheduleKey[], at: number): Promise<Upserted>;
  /** Takes away every step of these schedules. */
  dropFees(shopId: number, schedules: readonly ScheduleKey[]): Promise<void>;
  /** Every step of every schedule ever held. */
  fees(shopId: number): Promise<readonly FeeRecord[]>;
  putBounds(shopId: number, bounds: readonly BoundsRecord[], at: number): Promise<Upserted>;
  bounds(shopId: number, skus?: readonly string[]): Promise<ReadonlyMap<string, BoundsRecord>>;
  putSupply(shopId: number, supply: readonly SupplyRecord[], at: number): Promise<Upserted>;
  supply(shopId: number, skus?: readonly string[]): Promise<ReadonlyMap<string, SupplyRecord>>;
  putRivals(shopId: number, rivals: readonly RivalRecord[], at: number): Promise<Upserted>;
  /** The latest sighting of each rival by SKU, seen at or before `at`. */
  rivals(shopId: number, at: number, skus?: readonly string[]): Promise<ReadonlyMap<string, readonly RivalRecord[]>>;
  /** Sightings of each rival of a SKU within its span [from, to], oldest first by SKU. Spans of one rival do not overlap. */
  seenIn(shopId: number, spans: readonly SightingSpan[]): Promise<ReadonlyMap<string, readonly RivalRecord[]>>;
  /** Every sighting with `seenAt` in [from, to], oldest first, streamed. */
  sightings(shopId: number, from: number, to: number): AsyncIterable<RivalRecord>;
}

/** By what a fee schedule is known. */
export type ScheduleKey = Pick<FeeRecord, 'sku' | 'category' | 'effectiveFrom' | 'source'>;

/** A rival of a SKU, and a time in which it is looked for. */
export interface SightingSpan {
  readonly sku: string;
  readonly rival: string;
  readonly from: number;
  readonly to: number;
}
