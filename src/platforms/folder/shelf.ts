import {readTags} from '../../domain/catalog/cells.js';
import {formatOptions, parseOptions} from '../../domain/catalog/key.js';
import type {ListingStatus, ShopTerms} from '../../domain/catalog/types.js';
import type {TargetKey} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {blank} from '../../formats/csv.js';
import {readRow, refused, type Values} from '../../formats/facts/row.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import type {Identities} from './identities.js';
import {readImages} from './images.js';
import type {Sheet, SheetRow} from './sheet.js';

/** A row that is understood: an offer of a product, or, without a SKU, a product that has no offer yet. */
export interface Entry {
  readonly row: SheetRow;
  readonly product: string;
  readonly sku: string | null;
  readonly values: Values;
}

/**
 * What stands in the sheet, by product and SKU; kept up to date while changes are made. The last row of a SKU decides,
 * also when it can not be read.
 */
export interface Shelf {
  readonly entries: Map<string, Entry>;
  readonly products: Map<string, Entry[]>;
  /** SKUs whose row can not be read, with the reason: never taken for free. */
  readonly unreadable: ReadonlyMap<string, Message>;
  readonly ids: Map<string, string>;
  readonly skuById: Map<string, string>;
  readonly refused: readonly Message[];
}

/** Understands every row of a sheet. */
export function stock(sheet: Sheet, terms: ShopTerms, identities: Identities): Shelf {
  const refusals: Message[] = [];
  const found = new Map<string, Entry | Message>();
  sheet.rows.forEach((row, index) => {
    if (blank(row.cells)) return;
    const read = entryOf(sheet, row, terms);
    if ('message' in read) refusals.push(read.message);
    const sku = sheet.get(row, 'sku').trim();
    const key = sku === '' ? ` ${index}` : sku;
    if ('message' in read && read.other) return;
    found.delete(key);
    found.set(key, 'message' in read ? read.message : read);
  });
  const entries = [...found].flatMap(([key, entry]): [string, Entry][] => ('code' in entry ? [] : [[key, entry]]));
  const ids = new Map(identities.ids([...found.keys()].filter((key) => !key.startsWith(' '))));
  return {
    entries: new Map(entries.filter(([key]) => !key.startsWith(' '))),
    products: byProduct(entries.map(([, entry]) => entry)),
    unreadable: new Map(
      [...found].flatMap(([key, entry]): [string, Message][] =>
        'code' in entry && !key.startsWith(' ') ? [[key, entry]] : [],
      ),
    ),
    ids,
    skuById: new Map([...ids].map(([sku, id]) => [id, sku])),
    refused: refusals,
  };
}

/** The listings as the port shows them. */
export function listingsOf(shelf: Shelf, terms: ShopTerms): RemoteListing[] {
  return [...shelf.products.keys()].map((product) => listingOf(shelf, product, terms));
}

/** One product with its offers; the first row that says something of the product is believed. */
export function listingOf(shelf: Shelf, product: string, terms: ShopTerms): RemoteListing {
  const rows = shelf.products.get(product) ?? [];
  const first = (column: string): string => {
    const cell = rows.map(({values}) => values[column]).find((value) => typeof value === 'string' && value !== '');
    return typeof cell === 'string' ? cell : '';
  };
  return {
    remoteId: product,
    product,
    title: first('title'),
    description: first('description'),
    vendor: first('vendor'),
    category: first('category'),
    tags: readTags(first('tags')),
    status: (first('status') || 'active') as ListingStatus,
    images: readImages(first('image_urls'), first('image_alts')),
    extra: {},
    offers: rows.flatMap((entry) => (entry.sku === null ? [] : [offerOf(shelf, entry, entry.sku, terms)])),
  };
}

/** One offer as the port shows it. */
export function offerOf(shelf: Shelf, {values}: Entry, sku: string, terms: ShopTerms): RemoteOffer {
  const number = (column: string) => (typeof values[column] === 'number' ? values[column] : null);
  const text = (column: string) => (typeof values[column] === 'string' ? values[column] : null);
  return {
    remoteId: shelf.ids.get(sku) ?? sku,
    sku,
    options: parseOptions(text('options') ?? '') ?? [],
    price: number('price'),
    compareAt: number('compare_at_price'),
    cost: null,
    currency: terms.currency,
    taxRate: text('tax_rate'),
    stock: number('stock'),
    gtin: text('gtin'),
    weightGrams: gramsOf(text('weight_g')),
    image: null,
    extra: {},
  };
}

/** Whole grams; a weight that can not be read is unknown, and no reason to refuse the row. */
function gramsOf(cell: string | null): number | null {
  const text = cell?.trim() ?? '';
  return /^\d{1,9}(?:\.\d{1,6})?$/u.test(text) ? Math.round(Number(text)) : null;
}

/** The offer that a plan means: by id, by SKU, or by product and options. */
export function findOffer(shelf: Shelf, key: TargetKey): Entry | null {
  const sku = (key.remoteId === undefined ? undefined : shelf.skuById.get(key.remoteId)) ?? key.sku;
  if (sku !== undefined) return shelf.entries.get(sku) ?? null;
  const same = (entry: Entry) =>
    formatOptions(parseOptions(String(entry.values['options'] ?? '')) ?? []) === (key.options ?? '');
  return shelf.products.get(key.product ?? '')?.find((entry) => entry.sku !== null && same(entry)) ?? null;
}

/** The product that a plan means. */
export function findProduct(shelf: Shelf, key: TargetKey): string | null {
  const product = key.product ?? key.remoteId ?? '';
  return shelf.products.has(product) ? product : null;
}

/** What a row is not understood for; `other`: it is in another currency and none of souk's business. */
interface NoEntry {
  readonly message: Message;
  readonly other: boolean;
}

/** Understands one row, where that was not done already, or says why not. */
export function entryOf(sheet: Sheet, row: SheetRow, terms: ShopTerms): Entry | NoEntry {
  if (row.entry !== undefined) return row.entry;
  const read = readEntry(sheet, row, terms);
  if ('values' in read) row.entry = read;
  return read;
}

function readEntry(sheet: Sheet, row: SheetRow, terms: ShopTerms): Entry | NoEntry {
  const setup = sheet.setup({currency: terms.currency, zone: terms.zone});
  const read = readRow(row, setup);
  if ('refusal' in read) return {message: read.refusal.message, other: false};
  const {values} = read;
  const refuse = (column: string, value: string, code: 'CELL_NEEDED' | 'CELL_OPTIONS') => ({
    message: refused(row, column, value, code, setup).message,
    other: false,
  });
  const currency = typeof values['currency'] === 'string' ? values['currency'] : terms.currency;
  if (currency !== terms.currency) {
    return {
      message: message('ROW_OTHER_CURRENCY', {file: sheet.file, line: row.line, currency, shop: terms.currency}),
      other: true,
    };
  }
  const sku = typeof values['sku'] === 'string' ? values['sku'] : null;
  const product = typeof values['product'] === 'string' ? values['product'] : sku;
  if (product === null || (sku === null && values['price'] !== undefined)) return refuse('sku', '', 'CELL_NEEDED');
  const options = values['options'];
  if (typeof options === 'string' && parseOptions(options) === null) return refuse('options', options, 'CELL_OPTIONS');
  return {row, product, sku, values};
}

function byProduct(entries: readonly Entry[]): Map<string, Entry[]> {
  const products = new Map<string, Entry[]>();
  for (const entry of entries) {
    const known = products.get(entry.product);
    if (known === undefined) products.set(entry.product, [entry]);
    else known.push(entry);
  }
  return products;
}
