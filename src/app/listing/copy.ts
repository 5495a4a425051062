import {skuKey} from '../../domain/catalog/key.js';
import type {Shop, StoredListing} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {parseTable} from '../../formats/csv.js';
import {readSheet} from '../../formats/dialects/read.js';
import {souk} from '../../formats/dialects/souk.js';
import {writeDialect} from '../../formats/dialects/table.js';
import {tableText} from '../../formats/write.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import {type ImportInput, type ImportResult, importListings} from './import.js';
import {selectOffers} from './select.js';

export interface CopyInput extends Pick<ImportInput, 'makeSku' | 'onError' | 'overrideBounds' | 'words' | 'adWords'> {
  readonly from: string;
  readonly to: string;
  /** Only products with an offer that meets this. */
  readonly where?: string;
  /** Bring what the other shop has already to what this one says; default: leave it alone. */
  readonly update: boolean;
}

/** What an import says, of listings that came from a shop; `there`: those that the other shop has, left alone. */
export interface CopyResult extends ImportResult {
  readonly there: number;
}

/**
 * Plans to publish one shop's listings in another. Prices are those without a promotion; what the other shop has no
 * place for is said.
 *
 * @throws KnownError usage COPY_SAME_SHOP, COPY_CURRENCY; and what an import throws
 */
export async function copyListings(context: Context, input: CopyInput): Promise<CopyResult> {
  const from = await findShop(context, input.from);
  const to = await findShop(context, input.to);
  requireLike(from, to);
  for (const shop of [from, to]) await pullShop(context, shop, {kinds: ['listings']});
  const {currency} = from.terms;
  const all = await context.data.catalog.listings(from.id);
  const meant = new Set(selectOffers(all, parseWhere(input.where ?? '', currency)).map(({listing}) => listing.id));
  const chosen = all.filter(({id}) => input.where === undefined || meant.has(id));
  const fresh = input.update ? chosen : newTo(await context.data.catalog.listings(to.id), chosen);
  if (fresh.length === 0)
    throw new KnownError('usage', 'COPY_NOTHING', {from: from.name, to: to.name, there: chosen.length});
  const file = `shop ${from.name}`;
  const {onError, overrideBounds, words, adWords, makeSku} = input;
  const result = await importListings(context, {
    shop: to.name,
    file,
    sheet: await sheetOf(fresh, file, currency),
    dialect: souk.name,
    reading: {},
    key: 'sku',
    mode: 'upsert',
    onError,
    overrideBounds,
    negativeStock: true,
    errors: `copy-${from.name}-to-${to.name}.errors.csv`,
    warnings: `copy-${from.name}-to-${to.name}.warnings.csv`,
    words,
    adWords,
    ...(makeSku === undefined ? {} : {makeSku}),
  });
  const warnings = [...result.warnings, ...taxSaid(from, to)];
  return {...result, warnings, there: chosen.length - fresh.length, remember: async () => undefined};
}

function requireLike(from: Shop, to: Shop): void {
  if (from.id === to.id) throw new KnownError('usage', 'COPY_SAME_SHOP', {shop: from.name});
  const [a, b] = [from.terms.currency, to.terms.currency];
  if (a !== b) throw new KnownError('usage', 'COPY_CURRENCY', {from: from.name, to: to.name, a, b});
}

function taxSaid(from: Shop, to: Shop): Message[] {
  if (from.terms.pricesIncludeTax === to.terms.pricesIncludeTax) return [];
  return [message('COPY_TAX', {from: from.name, to: to.name, included: from.terms.pricesIncludeTax})];
}

/** Listings of which the other shop has neither the key nor a SKU. */
function newTo(there: readonly StoredListing[], listings: readonly StoredListing[]): StoredListing[] {
  const products = new Set(there.map(({product}) => product));
  const skus = new Set(there.flatMap(({offers}) => offers.flatMap(({sku}) => skuKey(sku) ?? [])));
  return listings.filter(
    ({product, offers}) => !products.has(product) && !offers.some(({sku}) => skus.has(skuKey(sku) ?? '')),
  );
}

/** The listings as the file they would make: an import reads nothing else. */
async function sheetOf(listings: readonly StoredListing[], file: string, currency: string) {
  const {header, rows} = writeDialect(souk, listings, {currency, exportId: ''});
  let text = '';
  for await (const piece of tableText(header, rows, {guardFormulas: true})) text += piece;
  return await readSheet(file, await parseTable(text, {file, delimiter: ','}), souk, {currency, decimal: undefined});
}
