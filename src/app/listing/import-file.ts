import {KnownError} from '../../domain/errors.js';
import {openTable} from '../../formats/csv.js';
import {readSheet} from '../../formats/dialects/read.js';
import {partDialect, partOf, type ShopColumns, shopsIn} from '../../formats/dialects/shops.js';
import type {Context} from '../context.js';
import {errorsFileFor, fileOfShop, warningsFileFor} from '../output.js';
import {findShop} from '../shop/find.js';
import {type ImportInput, type ImportResult, importListings} from './import.js';

/**
 * Imports a file for one shop, or a sheet of several for each of them: a plan a shop. A sheet changes what is there, and
 * makes nothing new. Writes nothing to a shop.
 *
 * @throws KnownError usage SHEET_WITHOUT_SHOP, SHOP_UNKNOWN; and as {@link importListings}
 */
export async function importFile(context: Context, input: ImportInput): Promise<readonly ImportResult[]> {
  const {file, dialect, reading} = input;
  if (dialect !== 'auto' || reading.map !== undefined) return [await importListings(context, input)];
  const table = await openTable(file, reading);
  const parts = shopsIn(table.header);
  if (parts.length === 0) return [await importListings(context, {...input, table})];
  const meant = input.shop === undefined ? parts : parts.filter(({shop}) => shop === input.shop);
  const shops = parts.map(({shop}) => shop).join(', ');
  if (meant.length === 0) throw new KnownError('usage', 'SHEET_WITHOUT_SHOP', {file, shop: input.shop ?? '', shops});
  for (const {shop} of meant) await findShop(context, shop);
  const results: ImportResult[] = [];
  for (const part of meant) {
    const {terms} = await findShop(context, part.shop);
    const form = {currency: terms.currency, decimal: reading.decimal};
    const sheet = await readSheet(file, partOf(table, part), partDialect(part), form);
    if (sheet.rows.length > 0) results.push(await importPart(context, {...input, sheet}, part));
  }
  if (results.length === 0) throw new KnownError('input', 'FILE_NO_ROWS', {file});
  return results;
}

/** What is wrong goes to a file a shop. How a sheet was written is not kept: no shop's own file looks like it. */
async function importPart(context: Context, input: ImportInput, {shop}: ShopColumns): Promise<ImportResult> {
  const {file, errors = errorsFileFor(file), warnings = warningsFileFor(file)} = input;
  const result = await importListings(context, {
    ...input,
    shop,
    mode: 'update',
    errors: fileOfShop(errors, shop),
    warnings: fileOfShop(warnings, shop),
  });
  return {...result, remember: async () => undefined};
}
