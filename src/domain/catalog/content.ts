import {LISTING_FIELDS} from '../change/fields.js';
import {namesFor} from './judge.js';
import {skuKey} from './key.js';
import {isDefault, namedOptions} from './options.js';
import type {FileProduct} from './products.js';
import type {FieldMap} from './resolve.js';
import type {CatalogueRow} from './row.js';
import type {ListingContent, OfferContent, StoredListing} from './types.js';

/** A new listing; on sale unless the file says otherwise. */
export function contentOf(product: string, wished: FieldMap): ListingContent {
  const blank = {
    title: '',
    description: '',
    vendor: '',
    category: '',
    tags: [],
    status: 'active',
    images: [],
    extra: {},
  };
  const fields = {
    ...blank,
    ...Object.fromEntries(
      Object.entries(wished).filter(([name]) => (LISTING_FIELDS as readonly string[]).includes(name)),
    ),
  };
  return {...(fields as Omit<ListingContent, 'product'>), product};
}

/** A new offer, without its price: that comes from the guards. */
export function offerContentOf(
  {offer}: CatalogueRow,
  sku: string | null,
  product: FileProduct,
  currency: string,
  only: boolean,
  listing: ListingContent,
): OfferContent {
  const live = 'offers' in listing ? ((listing as StoredListing).offers[0]?.options ?? []) : [];
  const named = namedOptions(offer.options ?? [], namesFor(product.optionNames, live)) ?? [];
  const extra = Object.fromEntries(
    Object.entries(offer.extra).filter((entry): entry is [string, string] => entry[1] !== null),
  );
  return {
    sku: skuKey(sku),
    options: only && isDefault(named) ? [] : named,
    price: null,
    compareAt: null,
    cost: offer.cost ?? null,
    currency,
    taxRate: offer.taxRate ?? null,
    stock: offer.stock ?? null,
    gtin: offer.gtin ?? null,
    weightGrams: offer.weightGrams ?? null,
    image: offer.image ?? null,
    extra,
  };
}
