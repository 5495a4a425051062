import {formatOptions} from '../catalog/key.js';
import type {ListingContent, OfferContent} from '../catalog/types.js';
import {amountOrNull} from '../money.js';
import {canonicalJson} from './canonical.js';
import type {FieldValue, Target, TargetKey} from './types.js';

/** Fields of a listing and of an offer, as plans name them (the folder shop's column names where it has one). */
export const LISTING_FIELDS = [
  'title',
  'description',
  'vendor',
  'category',
  'tags',
  'status',
  'images',
  'extra',
] as const;
export const OFFER_FIELDS = [
  'sku',
  'options',
  'price',
  'compare_at_price',
  'cost',
  'tax_rate',
  'gtin',
  'weight_g',
  'image',
  'extra',
] as const;

export type ListingField = (typeof LISTING_FIELDS)[number];
export type OfferField = (typeof OFFER_FIELDS)[number];

/** Kept by souk only: the price without any promotion. Never sent to a shop. */
export const LOCAL_FIELDS: ReadonlySet<string> = new Set(['base_price', 'base_compare_at_price']);

type Fields = Readonly<Record<string, FieldValue>>;

/** A listing's fields in their canonical form. */
export function listingFields(listing: ListingContent): Record<ListingField, FieldValue> {
  return {
    title: listing.title,
    description: listing.description,
    vendor: listing.vendor,
    category: listing.category,
    tags: [...listing.tags],
    status: listing.status,
    images: listing.images.map(({url, alt}) => (alt === undefined || alt === '' ? {url} : {url, alt})),
    extra: {...listing.extra},
  };
}

/** An offer's fields in their canonical form. Stock is a target of its own (`stockFields`). */
export function offerFields(offer: OfferContent): Record<OfferField, FieldValue> {
  return {
    sku: offer.sku,
    options: formatOptions(offer.options),
    price: amountOrNull(offer.price, offer.currency),
    compare_at_price: amountOrNull(offer.compareAt, offer.currency),
    cost: amountOrNull(offer.cost, offer.currency),
    tax_rate: offer.taxRate,
    gtin: offer.gtin,
    weight_g: offer.weightGrams,
    image: offer.image,
    extra: {...offer.extra},
  };
}

export function stockFields(offer: OfferContent): {readonly stock: FieldValue} {
  return {stock: offer.stock};
}

/** The fields of a target as a shop holds it now; null when the shop does not have it. */
export function liveFields(
  target: Target,
  live: {listing: ListingContent; offer?: OfferContent} | null,
): Fields | null {
  if (live === null) return null;
  if (target.kind === 'listing') return listingFields(live.listing);
  if (live.offer === undefined) return null;
  return target.kind === 'stock' ? stockFields(live.offer) : offerFields(live.offer);
}

/** How a plan names an offer: by SKU where it has one, else by product and options. */
export function offerKey(product: string, offer: Pick<OfferContent, 'sku' | 'options'>, remoteId?: string): TargetKey {
  const remote = remoteId === undefined ? {} : {remoteId};
  if (offer.sku !== null) return {product, sku: offer.sku, ...remote};
  return {product, options: formatOptions(offer.options), ...remote};
}

/** One text for a target, the same for the same thing: for maps, logs and screens. */
export function targetText({kind, key}: Target): string {
  if (kind === 'promotion') return `promotion ${key.promotion ?? ''}`;
  if (kind === 'listing') return key.product ?? '';
  return key.sku ?? `${key.product ?? ''} [${key.options ?? ''}]`;
}

/** Equality of two field values: that of their canonical JSON. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return a === b || canonicalJson(a) === canonicalJson(b);
}
