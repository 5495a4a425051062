import {combineListing} from '../../domain/catalog/combine.js';
import {contentOf, offerContentOf} from '../../domain/catalog/content.js';
import {groupProducts} from '../../domain/catalog/group.js';
import {skuKey} from '../../domain/catalog/key.js';
import type {FileProduct} from '../../domain/catalog/products.js';
import {resolveListing} from '../../domain/catalog/resolve.js';
import type {CatalogueRow, Sheet} from '../../domain/catalog/row.js';
import type {ListingContent, OfferContent, Shop, StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {columnsOf, type ReadColumn} from '../../formats/dialects/columns.js';
import type {Kept, KeptProduct, KeptRow} from '../../formats/dialects/in-place.js';
import {rowOf} from '../../formats/dialects/read.js';
import type {Dialect} from '../../formats/dialects/types.js';
import type {FileLine, ProductLines} from '../../ports/data.js';
import type {Capabilities} from '../../ports/platform.js';
import type {Context} from '../context.js';

/**
 * Keeps how a file wrote its products, so that the next export in its dialect is that file again: columns that souk
 * does not understand, the order of columns and rows, the spelling of every cell. Refused rows are not kept.
 */
export async function rememberFile(
  {data}: Context,
  shop: Shop,
  sheet: Sheet,
  products: readonly FileProduct[],
  refused: ReadonlySet<number>,
): Promise<void> {
  const lines = products.flatMap(({key, rows}): ProductLines[] => {
    const kept = rows.filter(({line}) => !refused.has(line)).map(({line, cells}) => ({line, cells}));
    return kept.length === 0 || key === '' ? [] : [{product: key, rows: kept}];
  });
  if (lines.length > 0) await data.files.keep(shop.id, sheet.dialect, sheet, lines);
}

/** The listings of a shop with the rows they came in by, in the order of the files, what no file brought at the end. */
export async function recallFiles(
  {data}: Context,
  shop: Shop,
  dialect: Dialect,
  listings: readonly StoredListing[],
  {fields}: Capabilities,
): Promise<readonly Kept[]> {
  const left = new Map(listings.map((listing) => [listing.product, listing]));
  const found: Kept[] = [];
  const files = await data.files.load(shop.id, dialect.name);
  for (const [layout, {header, products}] of files.entries()) {
    const {columns} = columnsOf(dialect, header);
    for (const {product, rows} of products) {
      const now = left.get(product);
      if (now === undefined) continue;
      left.delete(product);
      found.push({now, kept: keptProduct(dialect, columns, header, {layout, lines: rows}, now, fields)});
    }
  }
  return [...found, ...[...left.values()].map((now): Kept => ({now, kept: null}))];
}

/** Reads kept rows again, and makes of them what a shop would hold that took them as they are. */
function keptProduct(
  dialect: Dialect,
  columns: readonly ReadColumn[],
  header: readonly string[],
  {layout, lines}: {readonly layout: number; readonly lines: readonly FileLine[]},
  now: StoredListing,
  fields: Capabilities['fields'],
): KeptProduct | null {
  const currency = now.offers[0]?.currency ?? 'USD';
  const reading = dialect.reading?.({currency});
  const setup = {columns, dialect, form: {currency, decimal: undefined}, reading};
  const read = lines.map((each) => rowOf(each, setup, []));
  const rows = reading?.end?.(read).rows ?? read;
  const product = productOf(now.product, rows);
  if (product === null) return null;
  const sheet: Sheet = {
    file: '',
    dialect: dialect.name,
    currency,
    header,
    columns: [],
    carried: [],
    delimiter: ',',
    bom: false,
    hash: '',
    rows,
    findings: [],
    warnings: [],
  };
  const {wish} = combineListing(product, new Set(), () => null, sheet);
  const words = supportedListing(contentOf(now.product, resolveListing(wish, null)), now, fields.listing);
  const offers = new Map<CatalogueRow, StoredOffer>();
  for (const {row, sku} of product.variants) {
    const content = offerContentOf(row, sku, product, currency, product.variants.length === 1, words);
    const priced = {...content, price: row.offer.price ?? null, compareAt: row.offer.compareAt ?? null};
    const same = now.offers.find((each) => each.sku !== null && each.sku.trim() === sku);
    const held = same === undefined ? priced : supportedOffer(priced, same, fields);
    offers.set(row, {...held, id: 0, listingId: now.id, remoteId: '', basePrice: null, baseCompareAt: null});
  }
  const taken: StoredListing = {...words, id: now.id, remoteId: now.remoteId, offers: [...offers.values()]};
  const kept = rows.map(
    (row): KeptRow => ({
      line: row.line,
      cells: row.cells,
      kind: row.kind,
      offer: offers.get(row) ?? null,
      lead: row === product.lead,
    }),
  );
  return {layout, columns, rows: kept, taken};
}

function productOf(key: string, rows: readonly CatalogueRow[]): FileProduct | null {
  const groups = groupProducts(rows);
  const [group] = groups;
  if (group === undefined) return null;
  const variants = rows
    .filter(({kind}) => kind === 'variant')
    .map((row) => ({row, sku: skuKey(row.offer.sku), made: false, live: null}));
  const optionNames = groups.length === 1 ? group.optionNames : [];
  return {key, listing: null, rows, lead: group.lead, variants, optionNames};
}

/** What the shop has no field for can not have changed there: it is taken as it is now. */
function supportedListing(
  taken: ListingContent,
  now: StoredListing,
  supported: Capabilities['fields']['listing'],
): ListingContent {
  const names = ['title', 'description', 'vendor', 'category', 'tags', 'status', 'images', 'extra'] as const;
  const kept = names.filter((name) => !supported.includes(name)).map((name) => [name, now[name]] as const);
  return {...taken, ...Object.fromEntries(kept)};
}

const OFFER_NAMES = {
  cost: 'cost',
  taxRate: 'tax_rate',
  gtin: 'gtin',
  weightGrams: 'weight_g',
  image: 'image',
  extra: 'extra',
  compareAt: 'compare_at_price',
} as const;

function supportedOffer(taken: OfferContent, now: StoredOffer, {offer, stock}: Capabilities['fields']): OfferContent {
  const names = Object.entries(OFFER_NAMES).filter(([, field]) => !offer.includes(field));
  const kept = names.map(([name]) => [name, now[name as keyof typeof OFFER_NAMES]] as const);
  return {...taken, ...Object.fromEntries(kept), ...(stock ? {} : {stock: now.stock})};
}
