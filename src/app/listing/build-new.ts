import {namesFor} from '../../domain/catalog/judge.js';
import {skuKey} from '../../domain/catalog/key.js';
import {isDefault, namedOptions} from '../../domain/catalog/options.js';
import type {FileProduct} from '../../domain/catalog/products.js';
import {type FieldMap, fileOfferFields} from '../../domain/catalog/resolve.js';
import type {CatalogueRow} from '../../domain/catalog/row.js';
import type {ListingContent, OfferContent, StoredListing} from '../../domain/catalog/types.js';
import {canonicalJson, LISTING_FIELDS} from '../../domain/change/fields.js';
import type {FieldChange, FieldValue} from '../../domain/change/types.js';

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

/** What is made with the offer; its price comes from the guards and its stock is a change of its own. */
export function offerContentFields(offer: OfferContent): FieldMap {
  const {
    stock: _stock,
    price: _price,
    compare_at_price: _compareAt,
    ...fields
  } = fileOfferFields({
    ...offer,
    id: 0,
    listingId: 0,
    remoteId: '',
    basePrice: null,
    baseCompareAt: null,
  });
  return fields;
}

/** The fields of something new: those that hold anything. */
export function created(fields: FieldMap): Record<string, FieldChange> {
  const empty = new Set(['null', '""', '[]', '{}']);
  const kept = Object.entries(fields).filter(([, value]: [string, FieldValue]) => !empty.has(canonicalJson(value)));
  return Object.fromEntries(kept.map(([name, after]) => [name, {before: null, after}]));
}
