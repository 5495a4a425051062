import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import type {Minor} from '../../domain/money.js';
import type {RemoteListing} from '../platform.js';

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
