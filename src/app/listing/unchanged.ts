import type {Sheet} from '../../domain/catalog/row.js';
import type {Shop} from '../../domain/catalog/types.js';
import {columnsOf, identity} from '../../formats/dialects/columns.js';
import {readSheet} from '../../formats/dialects/read.js';
import {RowHashes, type RowSeed, rowSeed, textRowHash} from '../../formats/row-hashes.js';
import type {TakenRow} from '../../ports/data.js';
import type {Capabilities} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {readAdWords} from './ad-words.js';
import type {SameRow} from './build.js';
import type {ImportInput} from './import.js';
import {screen} from './screen.js';
import {type OpenCatalogue, openCatalogue, wholeSheet} from './sheet.js';

/** The rows of a file that have to be looked at. */
export interface Rest {
  /** Without the rows that are left out. */
  readonly sheet: Sheet;
  /** Rows left out: nothing is wrong with them, and the shop is as they say. */
  readonly unchanged: number;
  /** How many of them have a value for a field that the shop has no place for. */
  readonly unsaid: ReadonlyMap<string, number>;
}

const NONE: ReadonlyMap<string, number> = new Map();

/** A file to be imported. */
export interface FileRows {
  /** Null: its rows were read by somebody else. */
  readonly catalogue: OpenCatalogue | null;
  /** To be asked once the shop is pulled. */
  rest(capabilities: Capabilities): Promise<Rest>;
  /** Every row. */
  whole(): Promise<Sheet>;
}

/**
 * Opens a file, and reads it where no file of its dialect was imported before.
 *
 * @throws KnownError as `openSheet`.
 */
export async function openRows(context: Context, shop: Shop, input: ImportInput): Promise<FileRows> {
  const {file, dialect, reading, sheet: given, table} = input;
  if (given !== undefined) return readAlready(given, null);
  const opened = table === undefined ? {} : {table};
  const catalogue = await openCatalogue(file, {dialect, currency: shop.terms.currency, ...reading, ...opened});
  const whole = () => wholeSheet(file, catalogue);
  const known = rowsMayStand(input) && (await context.data.files.last(shop.id, catalogue.dialect.name)) !== null;
  if (!known) return readAlready(await whole(), catalogue);
  return {catalogue, whole, rest: (capabilities) => readRest(context, shop, catalogue, input, capabilities)};
}

function readAlready(sheet: Sheet, catalogue: OpenCatalogue | null): FileRows {
  return {catalogue, rest: async () => ({sheet, unchanged: 0, unsaid: NONE}), whole: async () => sheet};
}

/**
 * Reads a file but for the rows that an earlier import found the shop to be like, and that nothing has changed since:
 * they are known by a hash of their cells. A file that comes every night is mostly such rows.
 */
async function readRest(
  context: Context,
  shop: Shop,
  catalogue: OpenCatalogue,
  input: ImportInput,
  {limits, fields}: Capabilities,
): Promise<Rest> {
  const {table, dialect, form} = catalogue;
  const all = async () => ({sheet: await wholeSheet(input.file, catalogue), unchanged: 0, unsaid: NONE});
  const kinds = await takenRows(context, shop, dialect.name);
  if (kinds.size === 0) return await all();
  const taken = {kinds, seed: seedOf(catalogue, fields)};
  const screened = await screen(table, dialect, {form, limits, adWords: await readAdWords(input.adWords), taken});
  if (screened === null || screened.proved === 0) return await all();
  const sheet = await readSheet(input.file, screened.rest, dialect, form);
  const {columns} = columnsOf(dialect, table.header);
  const carried = columns.flatMap(({header, known}, index) =>
    !known && (screened.filled.has(index) || sheet.carried.includes(header)) ? [header] : [],
  );
  return {sheet: {...sheet, carried}, unchanged: screened.proved, unsaid: byField(screened.kinds)};
}

/** Rows are told apart by their SKU, and what the shop has is no mistake. */
function rowsMayStand({key, makeSku, mode, reading}: ImportInput): boolean {
  return key === 'sku' && makeSku === undefined && mode !== 'create' && reading.map === undefined;
}

/** The hashes of rows that the shop is like, by what is left unsaid of them. */
export async function takenRows(
  {data}: Pick<Context, 'data'>,
  shop: Pick<Shop, 'id'>,
  dialect: string,
): Promise<ReadonlyMap<string, RowHashes>> {
  const kinds = new Map<string, RowHashes>();
  for await (const page of data.files.taken(shop.id, dialect)) {
    for (const {hash, unsaid} of page) {
      const known = kinds.get(unsaid) ?? new RowHashes();
      known.add(hash);
      kinds.set(unsaid, known);
    }
  }
  return kinds;
}

function byField(kinds: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const fields = new Map<string, number>();
  for (const [kind, count] of kinds)
    for (const field of kind.split(' ').filter((name) => name !== ''))
      fields.set(field, (fields.get(field) ?? 0) + count);
  return fields;
}

/** All that a row is read by beside its cells, and what of it a shop can hold. */
function seedOf({table, dialect, form}: OpenCatalogue, fields: Capabilities['fields']): RowSeed {
  const uses = columnsOf(dialect, table.header).columns.map(({use}) => identity(use));
  return rowSeed(dialect.name, table.header, uses, form.currency, form.decimal ?? '', fields);
}

/** Keeps which rows the shop is like. `same`: products that stand in one row, by that row. */
export async function rememberUnchanged(
  {data}: Context,
  shop: Shop,
  catalogue: OpenCatalogue | null,
  input: ImportInput,
  {fields}: Capabilities,
  same: readonly SameRow[],
): Promise<void> {
  if (catalogue === null) return;
  const {dialect} = catalogue;
  // Rows that mean something only together are never left out.
  if (!rowsMayStand(input) || dialect.reading !== undefined || dialect.keyFromTitle) return;
  const seed = seedOf(catalogue, fields);
  const hashOf = textRowHash(catalogue.table.header.length, seed);
  const rows = same.flatMap(({row: {product, cells}, unsaid}): TakenRow[] => {
    const hash = hashOf(cells);
    return product === null || hash === null ? [] : [{product, hash, unsaid: unsaid.join(' ')}];
  });
  await data.files.take(shop.id, dialect.name, rows);
}
