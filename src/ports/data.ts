import type {CatalogRepository, PricedRepository} from './data/catalog.js';
import type {FactRepository} from './data/facts.js';
import type {ExportRepository, FileMemory} from './data/files.js';
import type {PlanRepository} from './data/plans.js';
import type {LearnerRepository, PriceLedger} from './data/prices.js';
import type {ExperimentRepository, PromotionRepository} from './data/promotions.js';
import type {RunRepository} from './data/runs.js';
import type {SalesRepository} from './data/sales.js';
import type {LimiterRepository, LockRepository} from './data/shared.js';
import type {ShopRepository} from './data/shops.js';

export type {CatalogRepository, ListingFilter, PricedListing, PricedOffer, PricedRepository} from './data/catalog.js';
export type {FactRepository, ScheduleKey, SightingSpan, Upserted} from './data/facts.js';
export type {ExportRepository, ExportSnapshot, FileLine, FileMemory, ProductLines, TakenRow} from './data/files.js';
export type {PlanRepository, PlanRow, PlanState, PlanTexts} from './data/plans.js';
export type {LearnerRepository, LearntSku, LedgerEntry, PriceLedger} from './data/prices.js';
export type {ExperimentRepository, PromotionRepository} from './data/promotions.js';
export type {JournalUpdate, RunRepository} from './data/runs.js';
export type {KeptOrder, SalesRepository} from './data/sales.js';
export type {Instant, LimiterRepository, LockAnswer, LockOwner, LockRepository} from './data/shared.js';
export type {NewShop, ShopRepository} from './data/shops.js';

/** Everything souk keeps. One schema, two engines; the same calls give the same answers on both. */
export interface Data {
  readonly engine: 'sqlite' | 'postgres';
  readonly shops: ShopRepository;
  readonly catalog: CatalogRepository;
  readonly priced: PricedRepository;
  readonly facts: FactRepository;
  readonly sales: SalesRepository;
  readonly ledger: PriceLedger;
  readonly learner: LearnerRepository;
  readonly promotions: PromotionRepository;
  readonly experiments: ExperimentRepository;
  readonly plans: PlanRepository;
  readonly runs: RunRepository;
  readonly exports: ExportRepository;
  readonly files: FileMemory;
  readonly locks: LockRepository;
  readonly limiters: LimiterRepository;
  /**
   * Runs `work` in one transaction; all of it or nothing. Not nested. Inside, only the data handed to `work` may be used:
   * using the outer one there would wait for itself or write outside, and throws.
   */
  transaction<T>(work: (data: Data) => Promise<T>): Promise<T>;
  /** Facts about the store itself for `doctor` and `data info`. */
  info(): Promise<{
    readonly location: string;
    readonly version: string;
    readonly tables: readonly {readonly name: string; readonly rows: number}[];
  }>;
  close(): Promise<void>;
}
