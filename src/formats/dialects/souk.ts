import {listing, offer} from './define.js';
import {type ColumnUse, type Dialect, type DialectColumn, headerKey} from './types.js';

/** Columns souk writes into its own files for itself. */
const OURS = ['_code', '_reason', '_status', '_message', '_before', '_after', '_kind', '_op'];

/** A column that belongs to the product goes under this prefix; without it, columns souk does not know are the variant's. */
const PRODUCT = 'product:';
const VARIANT = 'variant:';

/** souk's own columns: those of the folder shop's `listings.csv` (COMMANDS.md), and what else a listing holds. */
export const SOUK_COLUMNS: readonly DialectColumn[] = [
  offer('sku', 'sku'),
  {headers: ['product'], use: {kind: 'product'}},
  listing('title', 'title'),
  listing('category', 'category'),
  listing('tags', 'tags'),
  offer('price', 'price'),
  offer('compareAt', 'compare_at_price'),
  {headers: ['currency'], use: {kind: 'currency'}},
  offer('taxRate', 'tax_rate'),
  offer('stock', 'stock'),
  offer('gtin', 'gtin'),
  listing('status', 'status'),
  listing('description', 'description'),
  {headers: ['image_urls'], use: {kind: 'listing', field: 'images'}},
  {headers: ['image_alts'], use: {kind: 'listing', field: 'imageAlts'}},
  offer('options', 'options'),
  listing('vendor', 'vendor'),
  offer('weightGrams', 'weight_g'),
  offer('cost', 'cost'),
  offer('image', 'image'),
  {headers: ['_export'], use: {kind: 'export'}},
];

export const souk: Dialect = {
  name: 'souk',
  columns: [
    ...SOUK_COLUMNS.map((column): DialectColumn => ({...column, always: true})),
    ...OURS.map((header): DialectColumn => ({headers: [header], use: {kind: 'ours'}})),
  ],
  needs: [['sku']],
  signs: ['_export'],
  unknown: extraColumn,
  carried: extraHeader,
  keyFromTitle: false,
  quoteCodes: false,
  layout: 'every',
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
