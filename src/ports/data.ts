import type {Shop, ShopMode, ShopTerms, StoredListing, StoredOffer} from '../domain/catalog/types.js';
import type {ChangeState, JournalEntry, Run, RunState} from '../domain/change/run.js';
import type {Change, Plan, PlanHead, PlanKind} from '../domain/change/types.js';
import type {
  BoundsRecord,
  CostRecord,
  DailyRecord,
  FeeRecord,
  ItemRecord,
  OrderRecord,
  RivalRecord,
  SupplyRecord,
} from '../domain/facts.js';
import type {Minor} from '../domain/money.js';
import type {Experiment} from '../domain/pricing/experiment/types.js';
import type {PriceCut} from '../domain/pricing/war.js';
import type {Promotion, PromotionOffer, PromotionStatus} from '../domain/promotions/types.js';
import type {RemoteListing} from './platform.js';

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

export interface NewShop {
  readonly name: string;
  readonly platform: string;
  readonly mode: ShopMode;
  readonly terms: ShopTerms;
  readonly settings: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface ShopRepository {
  list(): Promise<readonly Shop[]>;
  byName(name: string): Promise<Shop | null>;
  add(shop: NewShop): Promise<Shop>;
  update(id: number, patch: Partial<Pick<Shop, 'mode' | 'settings' | 'own' | 'pausedAt' | 'terms'>>): Promise<void>;
  /** Removes the shop and all that hangs on it. */
  remove(id: number): Promise<void>;
  /** Cursor of an incremental pull; null before the first. */
  cursor(shopId: number, kind: string): Promise<string | null>;
  setCursor(shopId: number, kind: string, cursor: string, at: number): Promise<void>;
  /** When each kind was last pulled or imported (real instants). */
  pulledAt(shopId: number): Promise<ReadonlyMap<string, number>>;
}

export interface ListingFilter {
  readonly skus?: readonly string[];
  readonly products?: readonly string[];
}

export interface CatalogRepository {
  /**
   * All listings of a shop with their offers, ordered by product key, offers in shop order. With a filter: those that
   * are one of `products` or have one of `skus`, each with all of its offers.
   */
  listings(shopId: number, filter?: ListingFilter): Promise<readonly StoredListing[]>;
  counts(shopId: number): Promise<{readonly listings: number; readonly offers: number; readonly withoutSku: number}>;
  /**
   * Mirrors what the shop holds, matched by remote id. A new offer's base is its live price. For a known one, a live
   * price that differs from the mirrored one becomes the base too, unless the offer is in `overlaid` (a promotion runs).
   * `overlaid` holds remote ids of offers. Several records of one remote id: the last one counts.
   */
  mirror(
    shopId: number,
    listings: readonly RemoteListing[],
    options: {readonly at: number; readonly overlaid: ReadonlySet<string>},
  ): Promise<void>;
  /** Forgets listings and offers not among these remote ids: the shop no longer has them. */
  keepOnly(
    shopId: number,
    remote: {readonly listings: ReadonlySet<string>; readonly offers: ReadonlySet<string>},
  ): Promise<{readonly listings: number; readonly offers: number}>;
  /** Forgets the listings, with all their offers, and the offers of these remote ids. */
  forget(
    shopId: number,
    remote: {readonly listings: ReadonlySet<string>; readonly offers: ReadonlySet<string>},
  ): Promise<{readonly listings: number; readonly offers: number}>;
  setBase(
    offers: readonly {
      readonly offerId: number;
      readonly basePrice: Minor | null;
      readonly baseCompareAt: Minor | null;
    }[],
  ): Promise<void>;
  /** Where a price is pinned: SKU → until (ms UTC business time; null: until unpinned). */
  pins(shopId: number): Promise<ReadonlyMap<string, {readonly until: number | null; readonly reason: string}>>;
  pin(shopId: number, sku: string, pin: {readonly until: number | null; readonly reason: string} | null): Promise<void>;
}

/** Of a listing and its offers, what a price depends on. */
export interface PricedListing
  extends Pick<StoredListing, 'product' | 'title' | 'vendor' | 'category' | 'tags' | 'status'> {
  readonly offers: readonly PricedOffer[];
}

export type PricedOffer = Omit<StoredOffer, 'listingId' | 'cost' | 'gtin' | 'image' | 'extra'>;

export interface PricedRepository {
  /** The shop's listings in the order of `CatalogRepository.listings`, a page at a time. */
  listings(shopId: number): AsyncIterable<readonly PricedListing[]>;
}

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

/** An order line as it is kept: no person in it, only a keyed hash of the customer. */
export interface KeptOrder extends Omit<OrderRecord, 'customerId'> {
  readonly customer: string | null;
}

export interface SalesRepository {
  putOrders(shopId: number, lines: readonly KeptOrder[]): Promise<Upserted>;
  /** Lines with `orderedAt` in [from, to), oldest first, streamed. */
  lines(shopId: number, from: number, to: number): AsyncIterable<KeptOrder>;
  putDaily(shopId: number, days: readonly DailyRecord[]): Promise<Upserted>;
  /** Days from..to inclusive (ISO dates), by date then SKU, streamed. */
  daily(shopId: number, from: string, to: string): AsyncIterable<DailyRecord>;
  /** True when a SKU has any order line: an undo holds such a create. */
  sold(shopId: number, skus: readonly string[]): Promise<ReadonlySet<string>>;
}

/** One price that held from an instant on. `promotion` when an overlay made it. */
export interface LedgerEntry {
  readonly sku: string;
  readonly at: number;
  readonly price: Minor;
  readonly compareAt: Minor | null;
  readonly currency: string;
  readonly source: 'pull' | 'run';
  readonly run: string | null;
  readonly promotion: string | null;
}

export interface PriceLedger {
  /** Appends entries whose price or compare-at differs from the SKU's last one. Business instants. */
  record(shopId: number, entries: readonly LedgerEntry[]): Promise<void>;
  history(shopId: number, sku: string): Promise<readonly LedgerEntry[]>;
  /** Price and compare-at that held at `at`, and the instant of the last change at or before it, by SKU: of all, or of `skus`. */
  at(
    shopId: number,
    at: number,
    skus?: readonly string[],
  ): Promise<ReadonlyMap<string, {readonly price: Minor; readonly compareAt: Minor | null; readonly since: number}>>;
  /**
   * Cuts in (from, to] by SKU, oldest first, promotions aside: of SKUs alone that had `count` of them within `within` ms,
   * and all of theirs. The first price within the time is no cut: what was before it is not looked at.
   */
  cuts(
    shopId: number,
    from: number,
    to: number,
    often: {readonly count: number; readonly within: number},
  ): Promise<ReadonlyMap<string, readonly PriceCut[]>>;
  /** The highest price that held at any time in [from, to], by SKU; what promotions showed is left out. */
  highest(shopId: number, from: number, to: number, skus?: readonly string[]): Promise<ReadonlyMap<string, Minor>>;
  /** Instant of the last change in (from, to], by SKU. The first entry of a SKU is no change: the price was only seen. */
  changed(shopId: number, from: number, to: number, skus?: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

export interface PromotionRepository {
  add(promotion: Promotion): Promise<void>;
  get(id: string): Promise<Promotion | null>;
  list(shopId: number): Promise<readonly Promotion[]>;
  setStatus(id: string, status: PromotionStatus, at: number): Promise<void>;
  /** Offers whose live price a promotion set and has not taken back. */
  overlays(shopId: number): Promise<readonly PromotionOffer[]>;
  setOverlay(overlay: PromotionOffer): Promise<void>;
  clearOverlay(promotion: string, offerId: number): Promise<void>;
  nextId(): Promise<string>;
}

/** What was learnt of one SKU: JSON texts, and its days packed. `belief` is null while nothing can be said. */
export interface LearntSku {
  readonly sku: string;
  readonly figures: string;
  readonly belief: string | null;
  readonly cells: Uint8Array;
}

/** What the nightly learner knows. Its shapes are the domain's (`pricing/learner/pack.ts`); the store keeps them as they are. */
export interface LearnerRepository {
  /** Null before the first night. */
  shop(shopId: number): Promise<string | null>;
  skus(shopId: number): Promise<readonly LearntSku[]>;
  /** The beliefs alone, by SKU: of all, or of `skus`. */
  beliefs(shopId: number, skus?: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Replaces all that was learnt of the shop. SKUs are taken as they are written. */
  save(shopId: number, shop: string, skus: Iterable<LearntSku>): Promise<void>;
}

/** Price tests and holdouts. */
export interface ExperimentRepository {
  /** "T-" and the next number. */
  nextId(): Promise<string>;
  /** Keeps it as it is now; one of the same id is replaced. */
  put(experiment: Experiment): Promise<void>;
  /** All of a shop, oldest first. */
  list(shopId: number): Promise<readonly Experiment[]>;
}

export type PlanState = 'open' | 'blocked' | 'applied' | 'superseded' | 'expired';

export interface PlanRow {
  readonly id: string;
  readonly shopId: number;
  readonly kind: PlanKind;
  readonly state: PlanState;
  readonly createdAt: number;
  readonly summary: Plan['summary'];
  readonly breaker: Plan['breaker'];
}

/** The rows of a plan that is too long to be held, each as JSON, a page at a time. */
export interface PlanTexts {
  /** Numbered from 1 on, without a gap. */
  readonly changes: AsyncIterable<readonly string[]>;
  readonly skipped: AsyncIterable<readonly string[]>;
}

export interface PlanRepository {
  /** An id no stored plan has: "P-" and five characters of Crockford's base 32. */
  nextId(): Promise<string>;
  save(plan: Plan, state: PlanState): Promise<void>;
  /** The same of a plan that is too long to be held. */
  saveTexts(head: PlanHead, texts: PlanTexts, state: PlanState): Promise<void>;
  get(id: string): Promise<Plan | null>;
  /** The changes of a plan in their order, a page at a time; none where there is no such plan. */
  changes(id: string): AsyncIterable<readonly Change[]>;
  state(id: string): Promise<PlanState | null>;
  setState(id: string, state: PlanState): Promise<void>;
  list(filter: {
    readonly shopId?: number;
    readonly state?: PlanState;
    readonly kind?: PlanKind;
    readonly limit: number;
  }): Promise<readonly PlanRow[]>;
}

export interface JournalUpdate {
  readonly n: number;
  readonly state: ChangeState;
  readonly remoteId?: string | null;
  readonly code?: string | null;
  readonly message?: string | null;
  readonly observed?: string | null;
  readonly at: number;
}

export interface RunRepository {
  /** "R-" and the next number. */
  nextId(): Promise<string>;
  /** Opens a run with one `planned` entry a change (others `skipped`, with a code). Fails with RUN_OPEN when the shop has one. */
  open(
    run: Omit<Run, 'counts' | 'state' | 'endedAt'>,
    entries: readonly {
      readonly n: number;
      readonly state: 'planned' | 'skipped' | 'drifted';
      readonly code: string | null;
    }[],
    held: number,
  ): Promise<void>;
  get(id: string): Promise<Run | null>;
  /** The shop's run in state `open` or `interrupted`, if any. */
  openRun(shopId: number): Promise<Run | null>;
  list(filter: {readonly shopId?: number; readonly limit: number; readonly before?: string}): Promise<readonly Run[]>;
  journal(run: string): Promise<readonly JournalEntry[]>;
  /** One commit, on disk before it resolves; refuses a move that CHANGE_MOVES does not allow. `sending` counts an attempt. */
  write(run: string, updates: readonly JournalUpdate[]): Promise<void>;
  setState(run: string, state: RunState, at: number): Promise<void>;
  /** Which run, if any, undid this one and is not itself undone. */
  undoneBy(run: string): Promise<string | null>;
}

/** What a file export held: cells by target, so that a file that comes back is compared with what left. */
export interface ExportSnapshot {
  readonly id: string;
  readonly shopId: number;
  readonly dialect: string;
  readonly at: number;
  /** Hash of the exported file's content. */
  readonly fileHash: string;
  /** Canonical fields by target text. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface ExportRepository {
  /** Keeps it, and forgets all but the last twenty of the shop and dialect. */
  save(snapshot: ExportSnapshot): Promise<void>;
  /** The latest snapshot whose id stands in the file, or whose hash is the file's. */
  find(shopId: number, by: {readonly id?: string; readonly fileHash?: string}): Promise<ExportSnapshot | null>;
  latest(shopId: number, dialect: string): Promise<ExportSnapshot | null>;
}

/** A row of a catalogue file, as its cells stood. */
export interface FileLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of one product in a catalogue file, wherever in the file they stood. */
export interface ProductLines {
  readonly product: string;
  readonly rows: readonly FileLine[];
}

/** How catalogue files wrote their products, by dialect: what they held beside what souk understands. */
export interface FileMemory {
  /** Keeps a file's products; what was kept of them in the same dialect is replaced. `hash`: of the file's bytes. */
  keep(
    shopId: number,
    dialect: string,
    file: {readonly header: readonly string[]; readonly hash: string},
    products: readonly ProductLines[],
  ): Promise<void>;
  /** Hash of the file that was kept last; null: none. */
  last(shopId: number, dialect: string): Promise<string | null>;
  /** The files that products last stood in, oldest first, their products in the order of the file. */
  load(
    shopId: number,
    dialect: string,
  ): Promise<readonly {readonly header: readonly string[]; readonly products: readonly ProductLines[]}[]>;
  /**
   * Keeps of products that the shop is as their one row says: a hash of the row and all it is read by. It is forgotten
   * when anything of the listing changes.
   */
  take(shopId: number, dialect: string, rows: readonly TakenRow[]): Promise<void>;
  /** Those hashes, in pages; none while two listings of the shop go by one product key, or two offers by one SKU. */
  taken(shopId: number, dialect: string): AsyncIterable<readonly Omit<TakenRow, 'product'>[]>;
}

/** A product that a file holds in one row, by its key in the shop. */
export interface TakenRow {
  readonly product: string;
  /** 53 bits. */
  readonly hash: number;
  /** Fields the row has a value for and the shop no place, parted by spaces. */
  readonly unsaid: string;
}

/** Who holds a lock: enough to tell a dead process from a living one. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Identity of the machine's boot, so that a recycled pid is not mistaken for the owner. */
  readonly bootId: string;
  /** The process's start time as the system counts it. */
  readonly startedAt: string;
  /** Identity of the machine over its boots, where the system has one: two machines may go by one name. */
  readonly machine?: string;
  /** The table its pid stands in, where a system has several: containers on one machine have their own. */
  readonly pids?: string;
}

/** What became of asking for a lock. Instants are ms UTC by the clock that leases go by. */
export type LockAnswer =
  /** `from`: whose stale lock was replaced; null when it was free. */
  | {readonly kind: 'taken'; readonly from: LockOwner | null}
  /** It was the asker's already, without a break; its lease is renewed. */
  | {readonly kind: 'kept'}
  /** `freeAt`: when it may be taken over at the earliest; null while its process can be asked whether it lives. */
  | {readonly kind: 'held'; readonly by: LockOwner; readonly since: number; readonly freeAt: number | null};

export interface LockRepository {
  /**
   * Takes or keeps the lock, or says who holds it. A holder that `dead` recognises is
   * replaced, and one whose process can not be asked from here (another machine, another container) ten minutes after
   * its lease ran out.
   */
  take(
    name: string,
    owner: LockOwner,
    at: number,
    leaseMs: number,
    dead: (owner: LockOwner) => boolean,
  ): Promise<LockAnswer>;
  release(name: string, owner: LockOwner): Promise<void>;
  holder(name: string): Promise<LockOwner | null>;
}

/** A moment: ms of a clock that only counts on within its epoch (a boot of the machine), and the calendar's ms UTC. */
export interface Instant {
  readonly epoch: string;
  readonly at: number;
  readonly wall: number;
}

export interface LimiterRepository {
  /**
   * Puts what `step` makes of what is kept of a shop's limit in its place, in one transaction: processes take turns. `now`
   * is the instant at which it is the caller's turn, by the caller's clock `here`, or, where several machines share the
   * store, by the server's, and then of no boot.
   */
  update<T>(
    shopId: number,
    name: string,
    here: () => Instant,
    step: (kept: string | null, now: Instant) => {readonly state: string; readonly result: T},
  ): Promise<T>;
}
