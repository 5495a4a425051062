import {Decimal} from 'decimal.js';
import {amountOrNull} from '../../domain/money.js';
import {GRAMS, PIECES, SEMICOLON_IMAGES, TRAILING_ZEROS, weight, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {dropWords, type RowDraft} from './row-draft.js';
import {basePrices} from './table.js';
import type {DialectColumn, FileReading, Place} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});
const numbers = [1, 2, 3, 4, 5, 6];

/**
 * Wix Stores product file: a `Product` row, then a `Variant` row for each variant, whose price is the product's and a
 * surcharge. Options stand in six groups of columns; pictures are names of Wix's own media or addresses.
 */
export const wix = defineDialect({
  name: 'wix',
  columns: [
    must({headers: ['handleId'], use: {kind: 'product'}}),
    must(own('type', 'fieldType')),
    must(listing('title', 'name')),
    listing('description', 'description'),
    {...listing('images', 'productImageUrl'), codec: SEMICOLON_IMAGES},
    listing('category', 'collection'),
    must(offer('sku', 'sku')),
    ...carried('listing', 'ribbon'),
    must({...offer('price', 'price'), codec: TRAILING_ZEROS}),
    own('surcharge', 'surcharge'),
    {headers: ['visible'], use: {kind: 'published'}, codec: yesNo(['true'], ['false'])},
    own('mode', 'discountMode'),
    own('discount', 'discountValue'),
    {...offer('stock', 'inventory'), codec: PIECES},
    {...offer('weightGrams', 'weight'), codec: weight(GRAMS['kg'] ?? '1000')},
    {...offer('cost', 'cost'), codec: TRAILING_ZEROS},
    ...numbers.flatMap((n) => [
      own(`name ${n}`, `productOptionName${n}`),
      own(`type ${n}`, `productOptionType${n}`),
      own(`value ${n}`, `productOptionDescription${n}`),
    ]),
    ...numbers.flatMap((n) => carried('listing', `additionalInfoTitle${n}`, `additionalInfoDescription${n}`)),
    ...[1, 2].flatMap((n) =>
      carried('listing', `customTextField${n}`, `customTextCharLimit${n}`, `customTextMandatory${n}`),
    ),
    listing('vendor', 'brand'),
  ],
  needs: [['handleId'], ['fieldType'], ['name']],
  signs: ['fieldType'],
  layout: 'parent',
  reading,
  cells: {
    'own type': ({role}) => (role === 'variant' ? 'Variant' : 'Product'),
    price: leadPrice,
    'own surcharge': surcharge,
    'own mode': (place) => (discount(place) === '' ? '' : 'AMOUNT'),
    'own discount': discount,
    ...Object.fromEntries(numbers.flatMap((n) => optionCells(n))),
  },
});

/** A product's row: its price before any discount, and the discount in the words of the file. */
interface Product {
  readonly regular: number | undefined;
  readonly paid: (regular: number) => number;
}

function reading(): FileReading {
  const products = new Map<string, Product>();
  const parted = new Set<string | null>();
  return {
    row: (draft) => {
      const options = optionsOf(draft);
      if (/^variant$/iu.test(draft.own('type'))) {
        parted.add(draft.product);
        variant(draft, products.get(draft.product ?? ''), options);
        return;
      }
      const regular = draft.offer.price;
      const paid = discounted(draft);
      if (regular !== undefined) sell(draft, regular, paid);
      draft.kind = 'variant';
      if (options.length > 0) draft.offer.options = options.map(({name}) => ({name, value: ''}));
      if (draft.product !== null) products.set(draft.product, {regular, paid});
    },
    // A product with variant rows sells nothing itself; one without is sold as it is, whatever options it shows.
    end: (rows) => ({
      rows: rows.map((row) => {
        if (row.listing.title === undefined) return row;
        return parted.has(row.product) ? {...row, kind: 'product'} : {...row, offer: withoutOptions(row.offer)};
      }),
      findings: [],
    }),
  };
}

function withoutOptions<T extends {readonly options?: unknown}>({options: _options, ...rest}: T): Omit<T, 'options'> {
  return rest;
}

function variant(draft: RowDraft, product: Product | undefined, options: RowDraft['offer']['options']): void {
  dropWords(draft);
  draft.kind = 'variant';
  if (options !== undefined && options.length > 0) draft.offer.options = options;
  const more = draft.amount('surcharge', 'none') ?? 0;
  if (product?.regular !== undefined) sell(draft, product.regular + more, product.paid);
}

function optionsOf(draft: RowDraft): {name: string | null; value: string}[] {
  return numbers.flatMap((n) => {
    const value = draft.own(`value ${n}`);
    return value === '' ? [] : [{name: draft.own(`name ${n}`) || null, value}];
  });
}

/** What is paid of a regular price; percentages are rounded to the currency's units. */
function discounted({own: cell, amount}: RowDraft): Product['paid'] {
  const value = cell('discount');
  if (!/^\d*\.?\d+$/u.test(value) || Number(value) === 0) return (regular) => regular;
  const percent = /^percent$/iu.test(cell('mode'));
  const less = percent ? 0 : (amount('discount', 'none') ?? 0);
  return (regular) => {
    const off = percent ? new Decimal(regular).times(value).div(100) : new Decimal(less);
    return new Decimal(regular).minus(off).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  };
}

/** The price that is paid; the regular one is struck through where it is higher. */
function sell({offer: sold}: RowDraft, regular: number, paid: Product['paid']): void {
  const price = paid(regular);
  const lower = price > 0 && price < regular;
  sold.price = lower ? price : regular;
  if (lower) sold.compareAt = regular;
}

/** The lowest regular price of a product, and the discount that all its variants have: what its own row shows. */
function lead({listing: {offers}}: Place): {readonly price: number | null; readonly less: number} {
  const prices = offers.map(basePrices);
  const less = new Set(
    prices.map(({price, compareAt}) => (price === null || compareAt === null ? 0 : compareAt - price)),
  );
  const [only = 0] = less;
  const shared = less.size === 1 ? only : 0;
  const known = prices.flatMap(({price}) => (price === null ? [] : [price + shared]));
  return {price: known.length === 0 ? null : Math.min(...known), less: shared};
}

function surcharge(place: Place): string {
  const {role, offer: sold, setup} = place;
  const {price, less} = lead(place);
  const own = role !== 'variant' || sold === null ? null : basePrices(sold).price;
  return own === null || price === null ? '' : (amountOrNull(own + less - price, setup.currency) ?? '');
}

function leadPrice(place: Place): string {
  return place.role === 'variant' ? '' : (amountOrNull(lead(place).price, place.setup.currency) ?? '');
}

function discount(place: Place): string {
  const {less} = lead(place);
  return place.role === 'variant' || less === 0 ? '' : (amountOrNull(less, place.setup.currency) ?? '');
}

function optionCells(n: number): [string, (place: Place) => string][] {
  const option = ({role, listing: {offers}, offer: sold}: Place) =>
    role === 'only' ? undefined : (sold ?? offers[0])?.options[n - 1];
  const values = ({listing: {offers}}: Place) => [
    ...new Set(offers.flatMap(({options}) => options[n - 1]?.value ?? [])),
  ];
  return [
    [`own name ${n}`, (place) => (place.role === 'parent' ? (option(place)?.name ?? '') : '')],
    [`own type ${n}`, (place) => (place.role === 'parent' && option(place) !== undefined ? 'DROP_DOWN' : '')],
    [`own value ${n}`, (place) => (place.role === 'parent' ? values(place).join(';') : (option(place)?.value ?? ''))],
  ];
}
