import {writeCode} from '../../domain/catalog/cells.js';
import {formatOptions} from '../../domain/catalog/key.js';
import type {Shop, StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {type Message, message} from '../../domain/errors.js';
import {amountOrNull} from '../../domain/money.js';
import {SHOP_FIELDS, SHOPS_SHEET, type ShopField, shopHeader} from '../../formats/dialects/shops.js';
import {basePrices} from '../../formats/dialects/table.js';
import {guard} from '../../formats/guard.js';
import {writeAtomic} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {findShops} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import type {ExportInput} from './export.js';
import {contentOf, formatOf} from './export-content.js';
import {selectOffers} from './select.js';
import {contentHash, newExportId, saveSnapshot} from './snapshots.js';

/** A sheet of several shops that was written. */
export interface ShopsExport {
  readonly file: string;
  readonly dialect: typeof SHOPS_SHEET;
  readonly rows: number;
  /** What it holds of each shop, and the id under which that is remembered. */
  readonly shops: readonly {readonly shop: string; readonly export: string; readonly offers: number}[];
  readonly warnings: readonly Message[];
}

/** One shop with what of it goes into the sheet. */
interface Part {
  readonly shop: Shop;
  readonly id: string;
  readonly listings: readonly StoredListing[];
  readonly offers: readonly {readonly listing: StoredListing; readonly offer: StoredOffer}[];
  /** The merchant's own items by the shop's SKU. */
  readonly items: ReadonlyMap<string, {readonly item: string; readonly pack: number}>;
}

/**
 * Brings several shops up to date and writes one sheet of them: the merchant's items as rows, the SKU, price and stock
 * of each shop as columns. Each shop's part is remembered, so that only cells that are changed count when it comes back.
 * Prices are those without a promotion. Columns that begin with `_` are for the reader.
 */
export async function exportShops(
  context: Context,
  input: Omit<ExportInput, 'shop' | 'dialect' | 'map'> & {readonly shops: readonly string[]},
): Promise<ShopsExport> {
  const format = formatOf({name: SHOPS_SHEET}, input);
  const shops = await findShops(context, input.shops);
  await allowOutput(context, input.output, {replace: input.force === true});
  const parts: Part[] = [];
  for (const shop of shops) parts.push(await partOf(context, shop, input.where));
  const header = [
    'item',
    '_title',
    '_options',
    ...parts.flatMap(({shop}) => SHOP_FIELDS.map((field) => shopHeader(field, shop.name))),
  ];
  const rows = rowsOf(parts);
  const {pieces} = await contentOf({name: SHOPS_SHEET}, {...input, format}, {header, rows}, SHOPS_SHEET);
  const fileHash = contentHash(pieces);
  for (const {shop, id, listings} of parts)
    await saveSnapshot(context, shop, {id, dialect: SHOPS_SHEET, fileHash, header, listings});
  await writeAtomic(input.output, pieces);
  return {
    file: input.output,
    dialect: SHOPS_SHEET,
    rows: rows.length,
    shops: parts.map(({shop, id, offers}) => ({shop: shop.name, export: id, offers: offers.length})),
    warnings: parts.flatMap(withoutCode),
  };
}

async function partOf(context: Context, shop: Shop, condition: string | undefined): Promise<Part> {
  await pullShop(context, shop, {kinds: ['listings']});
  const all = await context.data.catalog.listings(shop.id);
  const offers =
    condition === undefined
      ? all.flatMap((listing) => listing.offers.map((offer) => ({listing, offer})))
      : selectOffers(all, parseWhere(condition, shop.terms.currency));
  const meant = new Set(offers.map(({listing}) => listing.id));
  const items = new Map((await context.data.facts.items(shop.id)).map(({sku, item, pack}) => [sku, {item, pack}]));
  return {shop, id: newExportId(), listings: all.filter(({id}) => meant.has(id)), offers, items};
}

/** Offers of one item in packs of one size stand in one row; where a shop has two of them, in the next. */
function rowsOf(parts: readonly Part[]): readonly (readonly string[])[] {
  const rows = new Map<string, string[]>();
  for (const [place, {shop, id, offers, items}] of parts.entries()) {
    const taken = new Map<string, number>();
    for (const {listing, offer} of offers) {
      if (offer.sku === null) continue;
      const {item, pack} = items.get(offer.sku) ?? {item: offer.sku, pack: 1};
      const name = JSON.stringify([item, pack]);
      const twin = taken.get(name) ?? 0;
      taken.set(name, twin + 1);
      const key = `${name} ${twin}`;
      const row = rows.get(key) ?? begun(item, listing, offer, parts.length);
      rows.set(key, row);
      SHOP_FIELDS.forEach((field, index) => {
        row[LEAD + place * SHOP_FIELDS.length + index] = guard(cellOf(field, offer, shop, id));
      });
    }
  }
  return [...rows.values()];
}

/** Columns before those of the first shop. */
const LEAD = 3;

function begun(item: string, {title}: StoredListing, {options}: StoredOffer, shops: number): string[] {
  const cells = [guard(writeCode(item, false)), guard(title), guard(formatOptions(options))];
  return [...cells, ...Array.from({length: shops * SHOP_FIELDS.length}, () => '')];
}

function cellOf(field: ShopField, offer: StoredOffer, {terms}: Shop, id: string): string {
  switch (field) {
    case 'sku':
      return writeCode(offer.sku ?? '', false);
    case 'price':
      return amountOrNull(basePrices(offer).price, terms.currency) ?? '';
    case 'stock':
      return offer.stock === null ? '' : String(offer.stock);
    case '_export':
      return id;
  }
}

/** Offers without a code can not be found again by a cell. */
function withoutCode({shop, offers}: Part): Message[] {
  const count = offers.filter(({offer}) => offer.sku === null).length;
  return count === 0 ? [] : [message('SHEET_WITHOUT_SKU', {shop: shop.name, count})];
}
