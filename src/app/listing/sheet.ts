import type {Sheet} from '../../domain/catalog/row.js';
import {KnownError} from '../../domain/errors.js';
import {openTable, type TableOptions, type TableSource} from '../../formats/csv.js';
import {DIALECTS, dialectNamed} from '../../formats/dialects/index.js';
import {type CellForm, readSheet} from '../../formats/dialects/read.js';
import {recognise, requireFit} from '../../formats/dialects/recognise.js';
import type {Dialect} from '../../formats/dialects/types.js';
import {readMap, requireMapped} from './map.js';

/** How a catalogue file is to be read. */
export interface SheetOptions extends Pick<TableOptions, 'encoding' | 'delimiter' | 'sheet'> {
  /** A dialect's name, or "auto". */
  readonly dialect: string;
  readonly currency: string;
  /** A mapping file, which makes a dialect of its own. */
  readonly map?: string;
  /** How the file writes its numbers, where somebody said so. */
  readonly decimal?: CellForm['decimal'];
  /** The file's table, where it was opened already, and as is said here. */
  readonly table?: TableSource;
}

/** How a file is to be read, as far as a person may say it. */
export type Reading = Pick<SheetOptions, 'encoding' | 'delimiter' | 'sheet' | 'decimal' | 'map'>;

/**
 * Opens a catalogue file and reads every row of it.
 *
 * @throws KnownError usage DIALECT_NAME; input DIALECT_UNKNOWN, HEADER_TWICE, COLUMNS_NOT_UNDERSTOOD, FILE_NO_ROWS, and what opening a table throws.
 */
export async function openSheet(file: string, options: SheetOptions): Promise<Sheet> {
  return await wholeSheet(file, await openCatalogue(file, options));
}

/** @throws KnownError as {@link openSheet}, for what its rows hold. */
export async function wholeSheet(file: string, {table, dialect, form}: OpenCatalogue): Promise<Sheet> {
  const sheet = await readSheet(file, table, dialect, form);
  if (sheet.rows.every(({kind}) => kind === 'ignored')) throw new KnownError('input', 'FILE_NO_ROWS', {file});
  return sheet;
}

/** A catalogue file, opened: its table, whose it is, and how its cells are written. None of its rows is read. */
export interface OpenCatalogue {
  readonly table: TableSource;
  readonly dialect: Dialect;
  readonly form: CellForm;
}

/** @throws KnownError as {@link openSheet}, apart from what its rows hold. */
export async function openCatalogue(
  file: string,
  {dialect: name, currency, decimal, map, table: opened, ...options}: SheetOptions,
): Promise<OpenCatalogue> {
  const mapped = map === undefined ? null : await readMap(map);
  const asked = mapped?.dialect ?? (name === 'auto' ? null : dialectNamed(name));
  const table = opened ?? (await openTable(file, options));
  if (mapped !== null) requireMapped(mapped, table.header, file);
  const dialect = asked ?? recognise(DIALECTS, table.header, file);
  if (asked !== null && mapped === null) requireFit(asked, table.header, file);
  return {table, dialect, form: {currency, decimal}};
}
