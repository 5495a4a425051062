import {slug} from '../../domain/catalog/slug.js';
import {COMMA_IMAGES, GRAMS, weight, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {dropWords, type RowDraft} from './row-draft.js';
import {applySale, regularText, saleText} from './sale.js';
import {codeText} from './table.js';
import type {DialectColumn, FileReading, Place} from './types.js';
import {WOO_ATTRIBUTE, WOO_SIZES, WOO_WEIGHT, WOO_WORDS} from './woocommerce-words.js';

const named = (english: string): readonly [string, ...string[]] => [english, ...(WOO_WORDS[english] ?? [])];
const localised = (level: 'listing' | 'offer', ...headers: readonly string[]): DialectColumn[] =>
  headers.map((english) => ({headers: named(english), use: {kind: 'extra', level, name: english}}));

const COLUMNS: readonly DialectColumn[] = [
  own('ID', 'ID'),
  {...own('Type', ...named('Type')), always: true},
  {...offer('sku', ...named('SKU')), always: true},
  offer('gtin', ...named('GTIN, UPC, EAN, or ISBN')),
  {...listing('title', ...named('Name')), always: true},
  {
    headers: named('Published'),
    use: {kind: 'published'},
    // 1 public, 0 private, -1 draft, 2 pending.
    codec: yesNo(['1'], ['-1', '0', '2']),
  },
  ...localised('listing', 'Is featured?', 'Visibility in catalog', 'Short description'),
  listing('description', ...named('Description')),
  ...localised('offer', 'Date sale price starts', 'Date sale price ends', 'Tax status', 'Tax class', 'In stock?'),
  offer('stock', ...named('Stock')),
  ...localised('offer', 'Low stock amount', 'Backorders allowed?', 'Sold individually?'),
  ...Object.entries(GRAMS).map(
    ([unit, grams]): DialectColumn => ({
      headers: WOO_WEIGHT.map((word) => `${word} (${unit})`),
      use: {kind: 'offer', field: 'weightGrams'},
      codec: weight(grams),
    }),
  ),
  ...localised('listing', 'Allow customer reviews?', 'Purchase note'),
  own('sale', ...named('Sale price')),
  {...offer('price', ...named('Regular price')), always: true},
  listing('category', ...named('Categories')),
  listing('tags', ...named('Tags')),
  ...localised('offer', 'Shipping class'),
  {...listing('images', ...named('Images')), codec: COMMA_IMAGES},
  ...localised('offer', 'Download limit', 'Download expiry days'),
  own('Parent', ...named('Parent')),
  ...localised('listing', 'Grouped products', 'Upsells', 'Cross-sells', 'External URL', 'Button text', 'Position'),
  offer('cost', ...named('Cost of goods')),
  listing('vendor', ...named('Brands')),
  ...[1, 2, 3].flatMap((n) =>
    ['name', 'value(s)', 'visible', 'global'].map((part) => own(`attribute ${n} ${part}`, `Attribute ${n} ${part}`)),
  ),
];

/**
 * WooCommerce's product export: a variable product has a row of its own, and its variations name it in `Parent`, by
 * SKU or as `id:123`. Sources: includes/export/class-wc-product-csv-exporter.php; PLATFORMS.md §3.2.
 */
export const woocommerce = defineDialect({
  name: 'woocommerce',
  columns: COLUMNS,
  needs: [named('Type'), named('Name'), [...named('SKU'), ...named('Regular price'), 'ID']],
  signs: [...named('Visibility in catalog'), ...named('Regular price'), 'Attribute 1 value(s)'],
  layout: 'parent',
  pattern,
  reading: (): FileReading => ({row}),
  cells: {
    'own Type': ({role}) => (role === 'parent' ? 'variable' : role === 'variant' ? 'variation' : 'simple'),
    sku: ({role, listing: {product}, offer: sold}) => codeText(role === 'parent' ? product : sold?.sku),
    'own Parent': ({role, listing: {product}}) => (role === 'variant' ? product : ''),
    price: regularText,
    'own sale': saleText,
    images: ({role, listing: {images}, offer: sold}) =>
      role === 'variant' ? (sold?.image ?? '') : images.map(({url}) => url).join(', '),
    ...Object.fromEntries([0, 1, 2].flatMap((index) => attributeCells(index))),
  },
  // "Update existing products" finds them by ID or SKU and leaves columns alone that are not there
  // (woocommerce.com/document/product-csv-importer-exporter).
  upload: {
    keys: [['own ID'], ['sku']],
    columns: ['own ID', 'sku'],
    rows: 'changed',
    listing: ['title', 'description', 'vendor', 'category', 'tags', 'status', 'images'],
    offer: ['sku', 'price', 'compare_at_price', 'cost', 'gtin', 'weight_g', 'image'],
    stock: true,
    id: {column: 'own ID', by: 'sku'},
  },
});

/** Sizes, numbered attributes, downloads and metadata. */
function pattern(header: string): DialectColumn | null {
  for (const [form, part] of WOO_ATTRIBUTE) {
    const n = form
      .exec(header.trim())
      ?.slice(1)
      .find((group) => group !== undefined);
    if (n !== undefined) return own(`attribute ${Number(n)} ${part}`, header);
  }
  const size = /^(.+) \((?:mm|cm|m|in|yd)\)$/u.exec(header.trim())?.[1];
  const sized = WOO_SIZES.some((words) => words.some((word) => word === size));
  if (sized || /^(download \d+ (name|url)|meta: .+)$/iu.test(header.trim())) return carried('offer', header)[0] ?? null;
  return null;
}

function row(draft: RowDraft): void {
  const type = draft.own('Type').toLowerCase().split(',')[0]?.trim() ?? '';
  const id = draft.own('ID');
  const {sku} = draft.offer;
  const key = id === '' ? slug(draft.listing.title ?? '') || null : `id:${id}`;
  const attributes = attributesOf(draft);
  if (type === 'variation') variation(draft, attributes);
  else if (type === 'variable' || type === 'grouped') {
    // The SKU of a product with variations is the key that they name.
    draft.product = sku ?? key;
    delete draft.offer.sku;
    draft.offer.options = attributes.map(({name}) => ({name, value: ''}));
    draft.kind = 'product';
  } else {
    draft.kind = 'variant';
    if (sku === undefined) draft.product = key;
  }
  if (draft.kind === 'variant') applySale(draft);
}

function variation(draft: RowDraft, attributes: readonly Attribute[]): void {
  const [image] = draft.listing.images ?? [];
  dropWords(draft);
  draft.kind = 'variant';
  const parent = draft.own('Parent');
  draft.product = parent === '' ? null : parent;
  if (image !== undefined) draft.offer.image = image.url;
  const options = attributes
    .filter(({value}) => value !== '')
    .map(({name, value}) => ({name, value: unescaped(value)}));
  if (options.length > 0) draft.offer.options = options;
}

interface Attribute {
  readonly name: string | null;
  readonly value: string;
}

function attributesOf(draft: RowDraft): Attribute[] {
  const found: Attribute[] = [];
  for (let n = 1; n <= 20; n++) {
    const name = draft.own(`attribute ${n} name`);
    const value = draft.own(`attribute ${n} value(s)`);
    if (name === '' && value === '') break;
    found.push({name: name === '' ? null : name, value});
  }
  return found;
}

/** A comma inside a value has `\` before it, so that it does not part two values. */
const escaped = (value: string) => value.replace(/,/gu, String.raw`\,`);
const unescaped = (value: string) => value.replace(/\\,/gu, ',');

/** The attribute cells of one option: all its values on the product, one on each variation. */
function attributeCells(index: number): [string, (place: Place) => string][] {
  const key = (part: string) => `own attribute ${index + 1} ${part}`;
  const option = ({role, listing: {offers}, offer: sold}: Place) =>
    role === 'only' ? undefined : (sold ?? offers[0])?.options[index];
  const flag = (text: string) => (place: Place) => (place.role === 'parent' && option(place) !== undefined ? text : '');
  return [
    [key('name'), (place) => option(place)?.name ?? ''],
    [
      key('value(s)'),
      (place) => {
        if (place.role !== 'parent') return escaped(option(place)?.value ?? '');
        const values = place.listing.offers.flatMap(({options}) => options[index]?.value ?? []);
        return [...new Set(values)].map(escaped).join(', ');
      },
    ],
    [key('visible'), flag('1')],
    [key('global'), flag('0')],
  ];
}
