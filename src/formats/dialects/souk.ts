import {writeCode} from '../../domain/catalog/cells.js';
import {formatOptions} from '../../domain/catalog/key.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {amountOrNull} from '../../domain/money.js';
import {writeAltCell, writeImageCell} from './images.js';
import {type ColumnUse, type Dialect, type DialectColumn, headerKey, type WriteSetup} from './types.js';

/** Columns souk writes into its own files for itself. */
const OURS = ['_code', '_reason', '_status', '_message', '_before', '_after', '_kind', '_op'];

/** A column that belongs to the product goes under this prefix; without it, columns souk does not know are the variant's. */
const PRODUCT = 'product:';
const VARIANT = 'variant:';

const listing = (
  header: string,
  field: 'title' | 'description' | 'vendor' | 'category' | 'tags' | 'status',
): DialectColumn => ({
  headers: [header],
  use: {kind: 'listing', field},
});
const offer = (header: string, field: Extract<ColumnUse, {kind: 'offer'}>['field']): DialectColumn => ({
  headers: [header],
  use: {kind: 'offer', field},
});

/** souk's own columns: those of the folder shop's `listings.csv` (COMMANDS.md), and what else a listing holds. */
export const SOUK_COLUMNS: readonly DialectColumn[] = [
  offer('sku', 'sku'),
  {headers: ['product'], use: {kind: 'product'}},
  listing('title', 'title'),
  listing('category', 'category'),
  listing('tags', 'tags'),
  offer('price', 'price'),
  offer('compare_at_price', 'compareAt'),
  {headers: ['currency'], use: {kind: 'currency'}},
  offer('tax_rate', 'taxRate'),
  offer('stock', 'stock'),
  offer('gtin', 'gtin'),
  listing('status', 'status'),
  listing('description', 'description'),
  {headers: ['image_urls'], use: {kind: 'listing', field: 'images'}},
  {headers: ['image_alts'], use: {kind: 'listing', field: 'imageAlts'}},
  offer('options', 'options'),
  listing('vendor', 'vendor'),
  offer('weight_g', 'weightGrams'),
  offer('cost', 'cost'),
  offer('image', 'image'),
  {headers: ['_export'], use: {kind: 'export'}},
];

export const souk: Dialect = {
  name: 'souk',
  columns: [...SOUK_COLUMNS, ...OURS.map((header): DialectColumn => ({headers: [header], use: {kind: 'ours'}}))],
  needs: [['sku']],
  sign: '_export',
  unknown: (header) => extraColumn(header),
  keyFromTitle: false,
  quoteCodes: false,
  write,
};

function extraColumn(header: string): ColumnUse {
  if (header.startsWith(PRODUCT)) return {kind: 'extra', level: 'listing', name: header.slice(PRODUCT.length)};
  return {kind: 'extra', level: 'offer', name: header.startsWith(VARIANT) ? header.slice(VARIANT.length) : header};
}

const RESERVED = new Set([...SOUK_COLUMNS.flatMap(({headers}) => headers), ...OURS].map(headerKey));

/** The header of a column that is carried along: {@link extraColumn} turns it back. */
function extraHeader(level: 'listing' | 'offer', name: string): string {
  if (level === 'listing') return `${PRODUCT}${name}`;
  const plain =
    name.trim() !== '' && !RESERVED.has(headerKey(name)) && !name.startsWith(PRODUCT) && !name.startsWith(VARIANT);
  return plain ? name : `${VARIANT}${name}`;
}

function write(listings: readonly StoredListing[], setup: WriteSetup) {
  const ofListings = names(listings.map(({extra}) => extra));
  const ofOffers = names(listings.flatMap(({offers}) => offers.map(({extra}) => extra)));
  const header = [
    ...SOUK_COLUMNS.flatMap(({headers}) => headers.slice(0, 1)),
    ...ofListings.map((name) => extraHeader('listing', name)),
    ...ofOffers.map((name) => extraHeader('offer', name)),
  ];
  return {header, rows: rowsOf(listings, setup, ofListings, ofOffers)};
}

function* rowsOf(
  listings: readonly StoredListing[],
  setup: WriteSetup,
  ofListings: readonly string[],
  ofOffers: readonly string[],
) {
  for (const each of listings) {
    const extra = ofListings.map((name) => each.extra[name] ?? '');
    const offers: readonly (StoredOffer | null)[] = each.offers.length === 0 ? [null] : each.offers;
    for (const variant of offers) {
      yield [...known(each, variant, setup), ...extra, ...ofOffers.map((name) => variant?.extra[name] ?? '')];
    }
  }
}

/** Cells in the order of {@link SOUK_COLUMNS}. The price is the base: what holds when no promotion runs. */
function known(each: StoredListing, variant: StoredOffer | null, {currency, exportId}: WriteSetup): string[] {
  const based = variant !== null && variant.basePrice !== null;
  const money = (minor: number | null | undefined) => amountOrNull(minor ?? null, currency) ?? '';
  return [
    variant?.sku === null || variant === null ? '' : writeCode(variant.sku, false),
    each.product,
    each.title,
    each.category,
    each.tags.join(', '),
    money(based ? variant.basePrice : variant?.price),
    money(based ? variant.baseCompareAt : variant?.compareAt),
    currency,
    variant?.taxRate ?? '',
    variant?.stock === null || variant === null ? '' : String(variant.stock),
    variant?.gtin === null || variant === null ? '' : writeCode(variant.gtin, false),
    each.status,
    each.description,
    writeImageCell(each.images),
    writeAltCell(each.images),
    variant === null ? '' : formatOptions(variant.options),
    each.vendor,
    variant?.weightGrams === null || variant === null ? '' : plainNumber(variant.weightGrams),
    money(variant?.cost),
    variant?.image ?? '',
    exportId,
  ];
}

/** A number without an exponent. */
export function plainNumber(value: number): string {
  return /e/iu.test(String(value)) ? value.toFixed(6) : String(value);
}

/** Names of extra columns in the order they are met. */
export function names(extras: Iterable<Readonly<Record<string, string>>>): string[] {
  const found = new Set<string>();
  for (const extra of extras) for (const [name, value] of Object.entries(extra)) if (value !== '') found.add(name);
  return [...found];
}
