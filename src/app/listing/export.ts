import type {StoredListing} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {type Message, message} from '../../domain/errors.js';
import {writeInPlace} from '../../formats/dialects/in-place.js';
import {dialectNamed} from '../../formats/dialects/index.js';
import {SHOPIFY_OPTIONS} from '../../formats/dialects/shopify.js';
import {writeAtomic} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {findShop} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import {contentOf, type FileFormat, formatOf} from './export-content.js';
import {readMap} from './map.js';
import {recallFiles} from './memory.js';
import {selectOffers} from './select.js';
import {contentHash, newExportId, saveSnapshot} from './snapshots.js';

export interface ExportInput {
  readonly shop: string | undefined;
  readonly dialect: string;
  readonly output: string;
  /** Only products with an offer that meets this. */
  readonly where?: string;
  /** A byte-order mark, for Excel. */
  readonly bom: boolean;
  /** Default: what the name of the file says, else CSV. */
  readonly format?: FileFormat;
  /** A mapping file, in place of a dialect. */
  readonly map?: string;
  /** Replace a file that is there. */
  readonly force?: boolean;
}

export interface ExportResult {
  readonly shop: string;
  readonly file: string;
  readonly dialect: string;
  readonly export: string;
  readonly listings: number;
  readonly offers: number;
  readonly warnings: readonly Message[];
}

/**
 * Brings a shop up to date and writes its catalogue to a file, whole products only; remembers what it wrote, so that
 * the file can come back. Prices are those without a promotion.
 */
export async function exportListings(context: Context, input: ExportInput): Promise<ExportResult> {
  const shop = await findShop(context, input.shop);
  const dialect = input.map === undefined ? dialectNamed(input.dialect) : (await readMap(input.map)).dialect;
  const format = formatOf(dialect, input);
  await allowOutput(context, input.output, {replace: input.force === true});
  await pullShop(context, shop, {kinds: ['listings']});
  const all = await context.data.catalog.listings(shop.id);
  const where = input.where === undefined ? undefined : parseWhere(input.where, shop.terms.currency);
  const meant = where === undefined ? null : new Set(selectOffers(all, where).map(({listing}) => listing.id));
  const listings = meant === null ? all : all.filter(({id}) => meant.has(id));
  const id = newExportId();
  const {capabilities} = await context.platform(shop);
  const kept = await recallFiles(context, shop, dialect, listings, capabilities);
  // A feed is read by no spreadsheet: nothing in it is guarded.
  const bare = format === 'xml' ? ({bare: true} as const) : {};
  const table = writeInPlace(dialect, kept, {currency: shop.terms.currency, exportId: id, ...bare});
  const {header} = table;
  const {pieces, warnings} = await contentOf(dialect, {...input, format}, table, shop.name);
  await saveSnapshot(context, shop, {id, dialect: dialect.name, fileHash: contentHash(pieces), header, listings});
  await writeAtomic(input.output, pieces);
  return {
    shop: shop.name,
    file: input.output,
    dialect: dialect.name,
    export: id,
    listings: listings.length,
    offers: listings.reduce((sum, {offers}) => sum + offers.length, 0),
    warnings: [...warnings, ...(dialect.name === 'shopify' ? tooManyOptions(listings) : [])],
  };
}

/** What a Shopify file has no room for is said. */
function tooManyOptions(listings: readonly StoredListing[]): Message[] {
  const full = listings.filter(({offers}) => offers.some(({options}) => options.length > SHOPIFY_OPTIONS));
  return full.map(({product}) => message('EXPORT_OPTIONS_LEFT_OUT', {product, most: SHOPIFY_OPTIONS}));
}
