import {formatOptions} from '../../domain/catalog/key.js';
import type {StoredListing} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {KnownError} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import {tableText, writeTable} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {findShop} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';
import {type ListedOffer, selectOffers} from './select.js';

type Cell = string | number | null;

/** The fields of an offer that can be listed and sorted by. Money is a decimal string, `base_price` without promotions. */
const FIELDS: Readonly<Record<string, (each: ListedOffer) => Cell>> = {
  sku: ({offer}) => offer.sku,
  product: ({listing}) => listing.product,
  title: ({listing}) => listing.title,
  options: ({offer}) => formatOptions(offer.options),
  price: ({offer}) => amountOrNull(offer.price, offer.currency),
  compare_at_price: ({offer}) => amountOrNull(offer.compareAt, offer.currency),
  base_price: ({offer}) => amountOrNull(offer.basePrice, offer.currency),
  currency: ({offer}) => offer.currency,
  cost: ({offer}) => amountOrNull(offer.cost, offer.currency),
  stock: ({offer}) => offer.stock,
  gtin: ({offer}) => offer.gtin,
  status: ({listing}) => listing.status,
  category: ({listing}) => listing.category,
  vendor: ({listing}) => listing.vendor,
  tags: ({listing}) => listing.tags.join(', '),
};

const LIST_FIELDS: readonly string[] = Object.keys(FIELDS);
const USUAL = ['sku', 'title', 'options', 'price', 'stock', 'status'];
const NUMERIC = new Set(['price', 'compare_at_price', 'base_price', 'cost', 'stock']);

export interface ListInput {
  readonly shop: string | undefined;
  readonly where?: string;
  /** Fields parted by commas. */
  readonly fields?: string;
  /** A field; with `-` before it the largest first. */
  readonly sort?: string;
  readonly limit?: number;
  readonly output?: string;
}

export interface ListResult {
  readonly shop: string;
  readonly currency: string;
  readonly fields: readonly string[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  /** Offers of the shop, listed or not. */
  readonly total: number;
  readonly output: string | null;
}

/** Lists the offers of a shop as the store knows them. */
export async function listListings(context: Context, input: ListInput): Promise<ListResult> {
  const shop = await findShop(context, input.shop);
  await pullOnce(context, shop);
  const {currency} = shop.terms;
  const fields = (input.fields?.split(',') ?? USUAL).map((field) => known(field.trim()));
  if (input.output !== undefined) await allowOutput(context, input.output, {replace: true});
  const listings = await context.data.catalog.listings(shop.id);
  const found = selectOffers(listings, parseWhere(input.where ?? '', currency));
  const sorted = input.sort === undefined ? found : sortBy(found, input.sort);
  const shown = sorted.slice(0, input.limit ?? sorted.length);
  const rows = shown.map((each) => Object.fromEntries(fields.map((field) => [field, FIELDS[field]?.(each) ?? null])));
  const result = {shop: shop.name, currency, fields, rows, total: countOf(listings), output: input.output ?? null};
  if (input.output !== undefined) await writeTable(input.output, fields, cells(result), {guardFormulas: true});
  return result;
}

/** The rows as CSV, for standard output. */
export async function listCsv(result: ListResult): Promise<string> {
  let text = '';
  for await (const piece of tableText(result.fields, cells(result), {guardFormulas: true})) text += piece;
  return text;
}

function cells({fields, rows}: ListResult): string[][] {
  return rows.map((row) => fields.map((field) => String(row[field] ?? '')));
}

function known(field: string): string {
  if (FIELDS[field] !== undefined) return field;
  throw new KnownError('usage', 'LISTING_FIELD_UNKNOWN', {field, fields: LIST_FIELDS.join(', ')});
}

function countOf(listings: readonly StoredListing[]): number {
  return listings.reduce((sum, {offers}) => sum + offers.length, 0);
}

/** Numbers by size, text by code point; what is unknown comes last, whichever way. */
function sortBy(offers: readonly ListedOffer[], sort: string): ListedOffer[] {
  const down = sort.startsWith('-');
  const field = known(down ? sort.slice(1) : sort);
  const value = (each: ListedOffer) => {
    const cell = FIELDS[field]?.(each) ?? null;
    return cell === null || cell === '' ? null : NUMERIC.has(field) ? Number(cell) : String(cell);
  };
  return offers
    .map((each) => ({each, key: value(each)}))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      const order = a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
      return down ? -order : order;
    })
    .map(({each}) => each);
}
