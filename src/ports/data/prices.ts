import type {Minor} from '../../domain/money.js';
import type {PriceCut} from '../../domain/pricing/war.js';

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
