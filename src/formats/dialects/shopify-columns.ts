import {identity} from './columns.js';
import {carriedUse} from './define.js';
import type {ColumnUse, DialectColumn, WrittenColumn} from './types.js';

/**
 * Shopify's columns in both generations of headers that are alive: those of store exports, and those of the official
 * template since 2024 (PLATFORMS.md §3.1). One dictionary reads both.
 */

const listingExtra = (name: string): ColumnUse => ({kind: 'extra', level: 'listing', name});
const offerExtra = (name: string): ColumnUse => ({kind: 'extra', level: 'offer', name});

/** `[header of exports, header of the template, use]`; `null`: that generation has no such column. Rare ones are left out of a file when no listing has anything in them. */
type Entry = readonly [legacy: string | null, template: string | null, use: ColumnUse, rare?: 'rare'];

const OPTIONS: readonly Entry[] = [0, 1, 2].flatMap((index): Entry[] => {
  const option = `Option${index + 1}`;
  return [
    [`${option} Name`, `${option} name`, {kind: 'option-name', index}],
    [`${option} Value`, `${option} value`, {kind: 'option-value', index}],
    [`${option} Linked To`, `${option} Linked To`, listingExtra(`${option} Linked To`), 'rare'],
  ];
});

const UNIT_PRICE: readonly Entry[] = ['Total Measure', 'Total Measure Unit', 'Base Measure', 'Base Measure Unit'].map(
  (part): Entry => [`Unit Price ${part}`, `Unit price ${part.toLowerCase()}`, offerExtra(`Unit Price ${part}`), 'rare'],
);

const GOOGLE: readonly Entry[] = (
  [
    ['Google Product Category', 'Google product category'],
    ['Gender', 'Gender'],
    ['Age Group', 'Age group'],
    ['MPN', 'Manufacturer part number (MPN)'],
    ['AdWords Grouping', 'Ad group name'],
    ['AdWords Labels', 'Ads labels'],
    ['Condition', 'Condition'],
    ['Custom Product', 'Custom product'],
    ['Custom Label 0', 'Custom label 0'],
    ['Custom Label 1', 'Custom label 1'],
    ['Custom Label 2', 'Custom label 2'],
    ['Custom Label 3', 'Custom label 3'],
    ['Custom Label 4', 'Custom label 4'],
  ] as const
).map(([legacy, template]): Entry => {
  const name = `Google Shopping / ${legacy}`;
  return [name, `Google Shopping / ${template}`, legacy === 'MPN' ? offerExtra(name) : listingExtra(name)];
});

/** In the order of the files; metafields and markets stand where `METAFIELDS` and `MARKETS` are. */
const BEFORE_METAFIELDS: readonly Entry[] = [
  ['Handle', 'URL handle', {kind: 'product'}],
  ['Title', 'Title', {kind: 'listing', field: 'title'}],
  ['Body (HTML)', 'Description', {kind: 'listing', field: 'description'}],
  ['Vendor', 'Vendor', {kind: 'listing', field: 'vendor'}],
  ['Product Category', 'Product category', listingExtra('Product Category'), 'rare'],
  ['Type', 'Type', {kind: 'listing', field: 'category'}],
  ['Tags', 'Tags', {kind: 'listing', field: 'tags'}],
  ['Published', 'Published on online store', {kind: 'published'}],
  ...OPTIONS,
  ['Variant SKU', 'SKU', {kind: 'offer', field: 'sku'}],
  ['Variant Grams', 'Weight value (grams)', {kind: 'offer', field: 'weightGrams'}],
  ['Variant Inventory Tracker', 'Inventory tracker', offerExtra('Variant Inventory Tracker')],
  ['Variant Inventory Qty', 'Inventory quantity', {kind: 'offer', field: 'stock'}],
  ['Variant Inventory Policy', null, offerExtra('Variant Inventory Policy')],
  // The template says TRUE or FALSE where exports say continue or deny: two columns, so that neither is turned into the other.
  [null, 'Continue selling when out of stock', offerExtra('Continue selling when out of stock')],
  ['Variant Fulfillment Service', 'Fulfillment service', offerExtra('Variant Fulfillment Service')],
  ['Variant Price', 'Price', {kind: 'offer', field: 'price'}],
  ['Variant Compare At Price', 'Compare-at price', {kind: 'offer', field: 'compareAt'}],
  ['Variant Requires Shipping', 'Requires shipping', offerExtra('Variant Requires Shipping')],
  ['Variant Taxable', 'Charge tax', offerExtra('Variant Taxable')],
  ...UNIT_PRICE,
  ['Variant Barcode', 'Barcode', {kind: 'offer', field: 'gtin'}],
  ['Image Src', 'Product image URL', {kind: 'image', part: 'url'}],
  ['Image Position', 'Image position', {kind: 'image', part: 'position'}],
  ['Image Alt Text', 'Image alt text', {kind: 'image', part: 'alt'}],
  ['Gift Card', 'Gift card', listingExtra('Gift Card')],
  ['SEO Title', 'SEO title', listingExtra('SEO Title')],
  ['SEO Description', 'SEO description', listingExtra('SEO Description')],
  ...GOOGLE,
];

const AFTER_METAFIELDS: readonly Entry[] = [
  ['Variant Image', 'Variant image URL', {kind: 'offer', field: 'image'}],
  ['Variant Weight Unit', 'Weight unit for display', offerExtra('Variant Weight Unit')],
  ['Variant Tax Code', 'Tax code', offerExtra('Variant Tax Code')],
  ['Cost per item', 'Cost per item', {kind: 'offer', field: 'cost'}],
];

const LAST: readonly Entry[] = [['Status', 'Status', {kind: 'listing', field: 'status'}]];

const ALL: readonly Entry[] = [...BEFORE_METAFIELDS, ...AFTER_METAFIELDS, ...LAST];

/** The dictionary: each column under the header of exports, then of the template. */
export const SHOPIFY_COLUMNS: readonly DialectColumn[] = ALL.map(([legacy, template, use, rare]) => ({
  headers: [...new Set([legacy, template])].filter((header): header is string => header !== null),
  use,
  ...(legacy === null || rare === 'rare' ? {} : {always: true as const}),
}));

/** Headers of the official template, in its order. */
export const TEMPLATE_ORDER: readonly string[] = [
  'Title',
  'URL handle',
  'Description',
  'Vendor',
  'Product category',
  'Type',
  'Tags',
  'Published on online store',
  'Status',
  'SKU',
  'Barcode',
  'Option1 name',
  'Option1 value',
  'Option1 Linked To',
  'Option2 name',
  'Option2 value',
  'Option2 Linked To',
  'Option3 name',
  'Option3 value',
  'Option3 Linked To',
  'Price',
  'Compare-at price',
  'Cost per item',
  'Charge tax',
  'Tax code',
  'Unit price total measure',
  'Unit price total measure unit',
  'Unit price base measure',
  'Unit price base measure unit',
  'Inventory tracker',
  'Inventory quantity',
  'Continue selling when out of stock',
  'Weight value (grams)',
  'Weight unit for display',
  'Requires shipping',
  'Fulfillment service',
  'Product image URL',
  'Image position',
  'Image alt text',
  'Variant image URL',
  'Gift card',
  'SEO title',
  'SEO description',
];

/**
 * Columns outside the dictionary. Product metafields and "Included / market" belong to the product, which Shopify says
 * on its first row; "Price / market" and variant metafields to the variant. Of the rest each row keeps its own.
 */
export function unknownShopifyColumn(header: string): ColumnUse {
  const read = carriedUse(header);
  if (read.kind === 'extra' && read.name !== header) return read;
  const name = header.trim();
  const ofProduct = /\(product\.metafields\..+\)$/u.test(name) || /^Included \/ /u.test(name);
  return ofProduct ? listingExtra(header) : offerExtra(header);
}

/** Columns in the order of Shopify's own exports: metafields before the variant image, markets before the status. */
export function arrangeShopify(columns: readonly WrittenColumn[]): WrittenColumn[] {
  const known = new Set(SHOPIFY_COLUMNS.map(({use}) => identity(use)));
  const own = columns.filter(({use}) => known.has(identity(use)));
  const rest = columns.filter(({use}) => !known.has(identity(use)));
  const at = (place: 'metafield' | 'market' | 'other') => rest.filter(({header}) => placeOf(header) === place);
  const before = own.findIndex(({header}) => header === 'Variant Image');
  const last = own.findIndex(({header}) => header === 'Status');
  return [
    ...own.slice(0, before),
    ...at('metafield'),
    ...own.slice(before, last),
    ...at('market'),
    ...own.slice(last),
    ...at('other'),
  ];
}

function placeOf(header: string): 'metafield' | 'market' | 'other' {
  if (/\.metafields\./u.test(header)) return 'metafield';
  return /^(Included|Price|Compare At Price) \/ /u.test(header) ? 'market' : 'other';
}
