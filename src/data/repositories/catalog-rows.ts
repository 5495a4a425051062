import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import type {Schema} from '../schema.js';

/** A listing as its shop tells of it, and the hash of that. */
export interface HashedListing {
  readonly listing: RemoteListing;
  readonly hash: string;
}

/** The row of a listing. */
export function listingRow(shopId: number, id: number, {listing, hash}: HashedListing, at: number): Schema['listing'] {
  return {
    id,
    shop_id: shopId,
    remote_id: listing.remoteId,
    product: listing.product,
    title: listing.title,
    description: listing.description,
    vendor: listing.vendor,
    category: listing.category,
    tags: listJson(listing.tags),
    status: listing.status,
    images: listJson(listing.images),
    extra: wordsJson(listing.extra),
    hash,
    changed_at: at,
  };
}

/** An offer and its place in its shop. */
export interface PlacedOffer {
  readonly offer: RemoteOffer;
  readonly listingId: number;
  readonly position: number;
}

/**
 * The row of an offer. A live price that somebody else changed is the new base, unless a promotion of ours stands on it.
 *
 * @param before the row that is kept of it; undefined: a new offer, whose base is its live price
 */
export function offerRow(
  shopId: number,
  id: number,
  {offer, listingId, position}: PlacedOffer,
  before: Schema['offer'] | undefined,
  {at, promoted}: {readonly at: number; readonly promoted: boolean},
): Schema['offer'] {
  const moved = before === undefined || (!promoted && before.price !== offer.price);
  const movedCompare = before === undefined || (!promoted && before.compare_at !== offer.compareAt);
  return {
    id,
    shop_id: shopId,
    listing_id: listingId,
    remote_id: offer.remoteId,
    position,
    sku: offer.sku,
    options: listJson(offer.options),
    price: offer.price,
    compare_at: offer.compareAt,
    base_price: moved ? offer.price : before.base_price,
    base_compare_at: movedCompare ? offer.compareAt : before.base_compare_at,
    cost: offer.cost,
    currency: offer.currency,
    tax_rate: offer.taxRate,
    stock: offer.stock,
    gtin: offer.gtin,
    weight_grams: offer.weightGrams,
    image: offer.image,
    extra: wordsJson(offer.extra),
    changed_at: at,
  };
}

function listJson(list: readonly unknown[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}

function wordsJson(words: Readonly<Record<string, unknown>>): string {
  for (const _ in words) return JSON.stringify(words);
  return '{}';
}
