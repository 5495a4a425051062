import {parseOptions} from '../../../domain/catalog/key.js';
import {record} from '../../../domain/catalog/resolve.js';
import type {Image, ListingStatus, StoredListing, StoredOffer} from '../../../domain/catalog/types.js';
import type {FieldValue, Target} from '../../../domain/change/types.js';
import {parseAmount} from '../../../domain/money.js';

/** Values to be written, by field. */
export type After = Readonly<Record<string, FieldValue>>;

type Draft<T> = {-readonly [K in keyof T]: T[K]};

/** Null stands for a value that the field can not have. */
type Setter<T> = (draft: Draft<T>, value: FieldValue, currency: string) => true | null;

const words =
  (name: 'title' | 'description' | 'vendor' | 'category'): Setter<StoredListing> =>
  (draft, value) => {
    if (typeof value !== 'string') return null;
    draft[name] = value;
    return true;
  };

const LISTING: Readonly<Record<string, Setter<StoredListing>>> = {
  title: words('title'),
  description: words('description'),
  vendor: words('vendor'),
  category: words('category'),
  tags: (draft, value) => {
    if (!Array.isArray(value) || !value.every((tag) => typeof tag === 'string')) return null;
    draft.tags = value;
    return true;
  },
  status: (draft, value) => {
    if (value !== 'active' && value !== 'draft' && value !== 'archived') return null;
    draft.status = value satisfies ListingStatus;
    return true;
  },
  images: (draft, value) => {
    if (!Array.isArray(value)) return null;
    draft.images = value.map((each: FieldValue): Image => {
      const {url = '', alt} = record(each);
      return alt === undefined ? {url} : {url, alt};
    });
    return true;
  },
};

const money =
  (name: 'price' | 'compareAt' | 'cost', least: 0 | 1): Setter<StoredOffer> =>
  (draft, value, currency) => {
    const amount = typeof value === 'string' ? parseAmount(value, currency) : null;
    if (value !== null && (amount === null || amount < least)) return null;
    draft[name] = amount;
    return true;
  };

const text =
  (name: 'sku' | 'gtin' | 'taxRate' | 'image'): Setter<StoredOffer> =>
  (draft, value) => {
    if (value !== null && (typeof value !== 'string' || value.trim() === '')) return null;
    draft[name] = value;
    return true;
  };

const count =
  (name: 'stock' | 'weightGrams'): Setter<StoredOffer> =>
  (draft, value) => {
    if (value !== null && !Number.isSafeInteger(value)) return null;
    draft[name] = value as number | null;
    return true;
  };

const OFFER: Readonly<Record<string, Setter<StoredOffer>>> = {
  sku: text('sku'),
  gtin: text('gtin'),
  tax_rate: text('taxRate'),
  image: text('image'),
  price: money('price', 1),
  compare_at_price: money('compareAt', 1),
  cost: money('cost', 0),
  stock: count('stock'),
  weight_g: count('weightGrams'),
  options: (draft, value) => {
    const options = typeof value === 'string' ? parseOptions(value) : null;
    if (options === null) return null;
    draft.options = options;
    return true;
  },
};

/** A listing with these values in place; null: one of them is none that its field can have. */
export function withValues(
  listing: StoredListing,
  offer: StoredOffer | null,
  kind: Target['kind'],
  after: After,
): StoredListing | null {
  if (kind === 'listing') return changed(listing, LISTING, after, '');
  if (offer === null) return null;
  const next = changed(offer, OFFER, after, offer.currency);
  return next === null
    ? null
    : {...listing, offers: listing.offers.map((each) => (each.remoteId === offer.remoteId ? next : each))};
}

function changed<T>(thing: T, setters: Readonly<Record<string, Setter<T>>>, after: After, currency: string): T | null {
  const draft: Draft<T> = {...thing};
  const good = Object.entries(after).every(([name, value]) => setters[name]?.(draft, value, currency) === true);
  return good ? draft : null;
}
