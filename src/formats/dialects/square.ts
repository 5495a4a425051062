import {SIGNLESS} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {applySale, regularText, saleText} from './sale.js';
import type {DialectColumn, FileReading, Place} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});

/** How Square names the only variation of an item. */
const REGULAR = 'Regular';

/**
 * Square's item library: one row a variation, which repeats its item's words; `Token` (or `Item ID`) holds them
 * together. Stock stands in one column a location, of which the first is read.
 */
export const square = defineDialect({
  name: 'square',
  columns: [
    must(own('item', 'Token', 'Item ID', 'Reference Handle')),
    own('variation id', 'Variation ID'),
    must(listing('title', 'Item Name', 'Customer-facing Name')),
    must(own('variation', 'Variation Name')),
    must(offer('sku', 'SKU')),
    listing('description', 'Description'),
    must(listing('category', 'Category', 'Categories', 'Reporting Category')),
    must(offer('price', 'Price')),
    own('sale', 'Online Sale Price'),
    offer('gtin', 'GTIN'),
    offer('cost', 'Default Unit Cost'),
    ...carried(
      'offer',
      'Sellable',
      'Stockable',
      'Contains Alcohol',
      'Default Vendor Name',
      'Default Vendor Code',
      'Skip Detail Screen in POS',
    ),
    ...carried(
      'listing',
      'Square Online Item Visibility',
      'Item Type',
      'Social Media Link Title',
      'Social Media Link Description',
      'SEO Title',
    ),
    ...carried(
      'listing',
      'SEO Description',
      'Permalink',
      'Delivery Enabled',
      'Self-serve Ordering Enabled',
      'Shipping Enabled',
      'Pickup Enabled',
    ),
    ...carried('listing', 'Archived', 'Option Set', 'Auto Add Item to Check', 'Unit and Precision'),
    ...[1, 2, 3, 4, 5, 6].flatMap((n) => [
      own(`option ${n}`, `Option Name ${n}`),
      own(`value ${n}`, `Option Value ${n}`),
    ]),
  ],
  needs: [['Item Name'], ['Variation Name'], ['Token', 'Item ID', 'SKU']],
  signs: ['Variation Name'],
  layout: 'every',
  pattern,
  reading,
  cells: {
    'own item': ({listing: {product}}) => product,
    'own variation': ({role, offer: sold}) => (role === 'only' ? REGULAR : variationName(sold?.options ?? [])),
    price: regularText,
    'own sale': saleText,
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6].flatMap((n) => [
        [`own option ${n}`, ({offer: sold}: Place) => sold?.options[n - 1]?.name ?? ''],
        [`own value ${n}`, ({offer: sold}: Place) => sold?.options[n - 1]?.value ?? ''],
      ]),
    ),
  },
});

/** Columns with a place or a currency in their name. */
function pattern(header: string): DialectColumn | null {
  const name = header.trim();
  const currency = /^price \(([A-Z]{3})\)$/iu.exec(name)?.[1];
  if (currency !== undefined) return {...own(`price ${currency.toUpperCase()}`, header), codec: SIGNLESS};
  if (/^current quantity\b/iu.test(name)) return own(name.toLowerCase(), header);
  const carriedAlong = /^(new quantity|stock alert|modifier set|tax|enabled|unit cost|weight)\b/iu.test(name);
  return carriedAlong ? (carried('offer', header)[0] ?? null) : null;
}

function reading({currency}: {readonly currency: string}): FileReading {
  return {
    row: (draft) => {
      draft.kind = 'variant';
      const item = draft.own('item');
      draft.product = item === '' ? null : item;
      // The column says which dollar "$" is; a column for another currency is not this shop's.
      const amount = draft.amount(`price ${currency}`);
      if (amount !== undefined) draft.offer.price = amount;
      applySale(draft);
      const options = [1, 2, 3, 4, 5, 6].flatMap((n) => {
        const value = draft.own(`value ${n}`);
        return value === '' ? [] : [{name: draft.own(`option ${n}`) || null, value}];
      });
      const name = draft.own('variation');
      if (options.length > 0) draft.offer.options = options;
      else if (name !== '' && name !== REGULAR) draft.offer.options = [{name: 'Variation', value: name}];
    },
  };
}

function variationName(options: readonly {readonly value: string}[]): string {
  return options.map(({value}) => value).join(', ');
}
