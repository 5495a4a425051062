import {Decimal} from 'decimal.js';
import {offerFields, sameValue, stockFields} from '../change/fields.js';
import type {FieldValue} from '../change/types.js';
import {formatAmount, type Minor} from '../money.js';
import {readTags} from './cells.js';
import {formatOptions, parseOptions} from './key.js';
import {namedOptions, sameOptions} from './options.js';
import type {ImageWish, ListingWish, OfferWish} from './row.js';
import type {StoredOffer} from './types.js';

/** Fields by name in canonical form. */
export type FieldMap = Readonly<Record<string, FieldValue>>;

/** Where a listing keeps a "published" that does not follow from its status. */
export const PUBLISHED = 'Published';

/**
 * An offer's fields as files show and set them: price and compare-at are the *base*, which holds when no promotion
 * runs; stock is among them.
 */
export function fileOfferFields(offer: StoredOffer): FieldMap {
  const based = offer.basePrice !== null;
  const shown = based ? {...offer, price: offer.basePrice, compareAt: offer.baseCompareAt} : offer;
  return {...offerFields(shown), ...stockFields(offer)};
}

/**
 * The fields a listing wish asks for, beside what is there (the shop's, or an export's): a value that means the same
 * as what is there is given back as what is there, so that it is no change.
 */
export function resolveListing(wish: ListingWish, there: FieldMap | null): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const field of ['title', 'description', 'vendor', 'category'] as const) {
    const value = wish[field];
    if (value !== undefined) fields[field] = value;
  }
  if (wish.tags !== undefined)
    fields['tags'] = sameTags(wish.tags, textList(there?.['tags'])) ? (there?.['tags'] ?? []) : [...wish.tags];
  if (wish.images !== undefined) fields['images'] = withAlts(wish.images, there?.['images']);
  if (wish.addImages !== undefined) fields['images'] = withAdded(wish.addImages, there?.['images']);
  const {status, published} = publication(wish, there);
  if (status !== undefined) fields['status'] = status;
  const extra = {...wish.extra, ...(published === undefined ? {} : {[PUBLISHED]: published})};
  if (Object.keys(extra).length > 0) fields['extra'] = merged(record(there?.['extra']), extra);
  return fields;
}

/** The same for an offer. `names` are the option names known of the product. */
export function resolveOffer(
  wish: OfferWish,
  there: FieldMap | null,
  {names, currency}: {readonly names: readonly (string | undefined)[]; readonly currency: string},
): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  const money = (minor: Minor | null) => (minor === null ? null : formatAmount(minor, currency));
  const text = (field: string, value: string | null) => {
    const same = typeof there?.[field] === 'string' && String(there[field]).trim() === value;
    fields[field] = same ? String(there?.[field]) : value;
  };
  if (wish.sku !== undefined) text('sku', wish.sku);
  if (wish.gtin !== undefined) text('gtin', wish.gtin);
  if (wish.image !== undefined) text('image', wish.image);
  if (wish.options !== undefined) {
    const before = typeof there?.['options'] === 'string' ? parseOptions(String(there['options'])) : null;
    const named = namedOptions(wish.options, before === null ? names : withNames(names, before));
    if (named !== null)
      fields['options'] =
        before !== null && sameOptions(named, before) ? String(there?.['options']) : formatOptions(named);
  }
  if (wish.price !== undefined) fields['price'] = money(wish.price);
  if (wish.compareAt !== undefined) fields['compare_at_price'] = money(wish.compareAt);
  if (wish.cost !== undefined) fields['cost'] = money(wish.cost);
  if (wish.taxRate !== undefined)
    fields['tax_rate'] = sameRate(wish.taxRate, there?.['tax_rate']) ? (there?.['tax_rate'] ?? null) : wish.taxRate;
  if (wish.stock !== undefined) fields['stock'] = wish.stock;
  if (wish.weightGrams !== undefined) fields['weight_g'] = wish.weightGrams;
  if (Object.keys(wish.extra).length > 0) fields['extra'] = merged(record(there?.['extra']), wish.extra);
  return fields;
}

function withNames(
  names: readonly (string | undefined)[],
  before: readonly {readonly name: string}[],
): (string | undefined)[] {
  const most = Math.max(names.length, before.length);
  return Array.from({length: most}, (_, index) => names[index] ?? before[index]?.name);
}

/** Status, and "published" where it says something the status does not. Null takes the word away. */
function publication(wish: ListingWish, there: FieldMap | null): {status?: string; published?: string | null} {
  const said = record(there?.['extra'])[PUBLISHED];
  const before =
    there === null
      ? undefined
      : said === undefined
        ? there['status'] === 'active'
        : /^(true|yes|1)$/iu.test(said.trim());
  const {status, published} = wish;
  if (published === undefined) return status === undefined ? {} : {status};
  if (status === undefined) {
    if (published === before) return {};
    return {status: published ? 'active' : 'draft', ...(said === undefined ? {} : {published: null})};
  }
  if (published === before && (said !== undefined || published === (status === 'active'))) return {status};
  if (published !== (status === 'active')) return {status, published: published ? 'TRUE' : 'FALSE'};
  return {status, ...(said === undefined ? {} : {published: null})};
}

function sameTags(a: readonly string[], b: readonly string[]): boolean {
  const set = (tags: readonly string[]) => JSON.stringify(readTags(tags.join(',')).sort());
  return set(a) === set(b);
}

/** Images keep the words the shop has for them where the file has none. */
function withAlts(
  images: readonly {readonly url: string; readonly alt?: string}[],
  there: FieldValue | undefined,
): FieldValue {
  const known = new Map<string, string[]>();
  for (const image of Array.isArray(there) ? (there as readonly FieldValue[]) : []) {
    const {url = '', alt = ''} = record(image);
    known.set(url, [...(known.get(url) ?? []), alt]);
  }
  return images.map(({url, alt}) => {
    const had = known.get(url)?.shift();
    const words = alt ?? had ?? '';
    return words === '' ? {url} : {url, alt: words};
  });
}

/** The images that are there and those of the rows, each at its position where it is new. */
function withAdded(wish: readonly ImageWish[], there: FieldValue | undefined): FieldValue {
  const images = Array.isArray(there) ? [...(there as readonly FieldValue[])] : [];
  for (const {url, alt, position} of wish) {
    const words = alt === undefined || alt === '' ? {url} : {url, alt};
    const at = images.findIndex((image) => record(image)['url'] === url);
    if (at < 0) images.splice(position === null ? images.length : position - 1, 0, words);
    else if (alt !== undefined) images[at] = words;
  }
  return images;
}

function merged(
  there: Readonly<Record<string, string>>,
  wish: Readonly<Record<string, string | null>>,
): Record<string, string> {
  const all: Record<string, string> = {...there};
  for (const [name, value] of Object.entries(wish)) {
    if (value === null) delete all[name];
    else all[name] = value;
  }
  return all;
}

function sameRate(wish: string | null, there: FieldValue | undefined): boolean {
  if (wish === null || typeof there !== 'string') return wish === (there ?? null);
  return /^\d*\.?\d+$/u.test(there) ? new Decimal(wish).equals(there) : sameValue(wish, there);
}

/** A canonical record of texts; anything else is an empty one. */
export function record(value: FieldValue | undefined): Readonly<Record<string, string>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function textList(value: FieldValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
