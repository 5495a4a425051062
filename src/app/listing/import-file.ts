import {KnownError, message} from '../../domain/errors.js';
import {blank, openTable, type TableSource} from '../../formats/csv.js';
import {readSheet} from '../../formats/dialects/read.js';
import {partDialect, partOf, type ShopColumns, shopsIn, speaksOf} from '../../formats/dialects/shops.js';
import type {Context} from '../context.js';
import {fileOfShop} from '../output.js';
import {newBatch} from '../price/draft.js';
import {findShop} from '../shop/find.js';
import {type ImportInput, type ImportResult, importListings} from './import.js';

/**
 * Imports a file for one shop, or a sheet of several for each of them: a plan a shop. A sheet changes what is there, and
 * makes nothing new. Writes nothing to a shop.
 *
 * @throws KnownError usage SHEET_WITHOUT_SHOP, SHEET_AGAINST, SHOP_UNKNOWN; and as {@link importListings}
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
  if (meant.length > 1 && input.against !== undefined && input.against !== 'none')
    throw new KnownError('usage', 'SHEET_AGAINST', {
      against: input.against,
      shops: meant.map(({shop}) => shop).join(', '),
    });
  for (const {shop} of meant) await findShop(context, shop);
  const batch = newBatch();
  const results: ImportResult[] = [];
  for (const part of meant) {
    const {terms} = await findShop(context, part.shop);
    const form = {currency: terms.currency, decimal: reading.decimal};
    const sheet = await readSheet(file, partOf(table, part), partDialect(part), form);
    if (sheet.rows.length > 0) results.push(await importPart(context, {...input, sheet, batch}, part));
  }
  const [first, ...rest] = results;
  if (first === undefined) throw new KnownError('input', 'FILE_NO_ROWS', {file});
  const idle = await idleRows(table, parts);
  if (idle === 0) return results;
  return [{...first, warnings: [...first.warnings, message('SHEET_ROWS_IDLE', {file, count: idle})]}, ...rest];
}

/** Rows that say something, and nothing of any shop. */
async function idleRows(table: TableSource, parts: readonly ShopColumns[]): Promise<number> {
  let count = 0;
  for await (const batch of table.rows())
    count += batch.filter(({cells}) => !blank(cells) && !parts.some((part) => speaksOf(part, cells))).length;
  return count;
}

/** What is wrong goes to a file a shop. How a sheet was written is not kept: no shop's own file looks like it. */
async function importPart(context: Context, input: ImportInput, {shop}: ShopColumns): Promise<ImportResult> {
  const {file, errors, warnings} = input;
  const result = await importListings(context, {
    ...input,
    shop,
    mode: 'update',
    reports: fileOfShop(file, shop),
    ...(errors === undefined ? {} : {errors: fileOfShop(errors, shop)}),
    ...(warnings === undefined ? {} : {warnings: fileOfShop(warnings, shop)}),
  });
  return {...result, remember: async () => undefined};
}
