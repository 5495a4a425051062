import {COMMA_IMAGES, tagList, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {dropWords, type RowDraft} from './row-draft.js';
import {applySale, regularText, saleText} from './sale.js';
import {codeText} from './table.js';
import type {DialectColumn, FileReading, Place} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});
const PICTURES = 10;
const numbers = Array.from({length: PICTURES}, (_, index) => index + 1);

/**
 * BigCommerce's product export, in both generations of headers ("Product Name" and the newer "Name"): a product's row
 * is followed by one `SKU` (`Variant`) row for each of its variants, named `[S]Size=M,[S]Color=Red`.
 */
export const bigcommerce = defineDialect({
  name: 'bigcommerce',
  columns: [
    must(own('item', 'Item Type', 'Item')),
    own('id', 'Product ID', 'ID'),
    must(listing('title', 'Product Name', 'Name')),
    ...carried('listing', 'Product Type', 'Type'),
    must(offer('sku', 'Product Code/SKU', 'SKU')),
    ...carried('offer', 'Bin Picking Number'),
    listing('vendor', 'Brand Name', 'Brand'),
    ...carried('listing', 'Brand ID', 'Option Set', 'Option Set Align', 'Options', 'Channels'),
    listing('description', 'Product Description', 'Description'),
    must(offer('price', 'Price')),
    offer('cost', 'Cost Price'),
    ...carried('offer', 'Retail Price'),
    own('sale', 'Sale Price'),
    ...carried(
      'listing',
      'Fixed Shipping Cost',
      'Fixed Shipping Price',
      'Free Shipping',
      'Product Warranty',
      'Warranty',
    ),
    ...carried(
      'offer',
      'Product Weight',
      'Weight',
      'Product Width',
      'Width',
      'Product Height',
      'Height',
      'Product Depth',
      'Depth',
    ),
    ...carried(
      'listing',
      'Allow Purchases?',
      'Product Availability',
      'Availability Text',
      'Track Inventory',
      'Inventory Tracking',
    ),
    {
      headers: ['Product Visible?', 'Visible', 'Is Visible'],
      use: {kind: 'published'},
      codec: yesNo(['y', 'true', 'yes', '1'], ['n', 'false', 'no', '0']),
    },
    offer('stock', 'Current Stock Level', 'Current Stock'),
    ...carried('offer', 'Low Stock Level', 'Low Stock'),
    must(listing('category', 'Category', 'Categories')),
    ...numbers.map((n) => own(`image ${n}`, `Product Image File - ${n}`, `Product Image URL - ${n}`)),
    {...listing('images', 'Image URL (Import)', 'Internal Image URL (Export)'), codec: COMMA_IMAGES},
    {...listing('tags', 'Search Keywords'), codec: tagList(', ')},
    ...carried('listing', 'Page Title', 'Meta Keywords', 'Meta Description', 'Product Condition', 'Condition'),
    ...carried('listing', 'Show Product Condition?', 'Show Condition?', 'Sort Order', 'Product Tax Class', 'Tax Class'),
    offer('gtin', 'Product UPC/EAN', 'UPC/EAN', 'Global Trade Number', 'GTIN'),
    ...carried(
      'listing',
      'Stop Processing Rules',
      'Product URL',
      'Redirect Old URL?',
      'Custom Fields',
      'Product Custom Fields',
    ),
    ...carried(
      'offer',
      'Manufacturer Part Number',
      'MPN',
      'GPS Global Trade Item Number',
      'GPS Manufacturer Part Number',
    ),
  ],
  needs: [
    ['Item Type', 'Item'],
    ['Product Name', 'Name'],
    ['Product Code/SKU', 'SKU', 'Product ID', 'ID'],
  ],
  signs: ['Product Code/SKU', 'Item Type'],
  layout: 'parent',
  pattern,
  reading,
  cells: {
    'own item': ({role}) => (role === 'variant' ? '  SKU' : 'Product'),
    title: ({role, listing: {title}, offer: sold}) => (role === 'variant' ? variantName(sold?.options ?? []) : title),
    sku: ({role, listing: {product}, offer: sold}) => codeText(role === 'parent' ? product : sold?.sku),
    price: regularText,
    'own sale': saleText,
    images: () => '',
    ...Object.fromEntries(
      numbers.map((n) => [
        `own image ${n}`,
        ({says, listing: {images}}: Place) => (says ? (images[n - 1]?.url ?? '') : ''),
      ]),
    ),
  },
});

/** What each picture's other columns say, tax and event fields, and shopping attributes. */
function pattern(header: string): DialectColumn | null {
  const known =
    /^(product image (id|description|is thumbnail|sort)|event date|myob|gps|image (id|description|sort|is thumbnail))/iu;
  return known.test(header.trim()) ? (carried('listing', header)[0] ?? null) : null;
}

function reading(): FileReading {
  let parent: string | null = null;
  let product: number | null = null;
  // By line, not by code: another product may carry the same one.
  const parents = new Set<number>();
  return {
    row: (draft) => {
      const item = draft.own('item').toLowerCase();
      const urls = numbers.flatMap((n) => draft.url(`image ${n}`) ?? []);
      if (item === 'sku' || item === 'variant') {
        if (product !== null) parents.add(product);
        variant(draft, parent);
      } else if (item === 'rule' || item === 'image' || item === 'video') draft.kind = 'product';
      else {
        const id = draft.own('id');
        product = draft.line;
        parent = draft.offer.sku ?? (id === '' ? null : `id:${id}`);
        draft.kind = 'variant';
        if (draft.offer.sku === undefined) draft.product = parent;
        if (urls.length > 0) draft.listing.addImages = urls.map((url) => ({url, position: null}));
      }
      if (draft.kind === 'variant') applySale(draft);
    },
    // A product whose variants follow sells nothing itself: its code is their key.
    end: (rows) => ({
      rows: rows.map((row) => {
        const key = row.offer.sku ?? row.product;
        if (key === null || !parents.has(row.line)) return row;
        return {...row, kind: 'product', product: key, offer: {extra: {}}};
      }),
      findings: [],
    }),
  };
}

function variant(draft: RowDraft, parent: string | null): void {
  const options = optionsOf(draft.listing.title ?? '');
  dropWords(draft);
  draft.kind = 'variant';
  draft.product = parent;
  if (options.length > 0) draft.offer.options = options;
}

/** `[S]Size=M,[C]Color=Red:#ff0000`; the letter says how the shop shows the option. */
function optionsOf(text: string) {
  return text.split(/,(?=\[)/u).flatMap((part) => {
    const [, name, value] = /^\[[A-Z]+\]([^=]+)=(.*)$/su.exec(part.trim()) ?? [];
    return name === undefined || value === undefined ? [] : [{name, value: value.replace(/:#[\da-f]{3,8}$/iu, '')}];
  });
}

function variantName(options: readonly {readonly name: string; readonly value: string}[]): string {
  const whole = options.every(
    ({name, value}) => !/[=[\]]|:#/u.test(name + value) && name.trim() === name && value.trim() === value,
  );
  return whole ? options.map(({name, value}) => `[S]${name}=${value}`).join(',') : '';
}
