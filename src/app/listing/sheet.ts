import type {Sheet} from '../../domain/catalog/row.js';
import {KnownError} from '../../domain/errors.js';
import {openTable, type TableOptions} from '../../formats/csv.js';
import {DIALECTS, dialectNamed} from '../../formats/dialects/index.js';
import {readSheet} from '../../formats/dialects/read.js';
import {recognise, requireFit} from '../../formats/dialects/recognise.js';

/** How a catalogue file is to be read. */
export interface SheetOptions extends TableOptions {
  /** A dialect's name, or "auto". */
  readonly dialect: string;
  readonly currency: string;
}

/**
 * Opens a catalogue file and reads every row of it.
 *
 * @throws KnownError usage DIALECT_NAME; input DIALECT_UNKNOWN, HEADER_TWICE, COLUMNS_NOT_UNDERSTOOD, FILE_NO_ROWS, and what opening a table throws.
 */
export async function openSheet(file: string, {dialect: name, currency, ...options}: SheetOptions): Promise<Sheet> {
  const asked = name === 'auto' ? null : dialectNamed(name);
  const table = await openTable(file, options);
  const dialect = asked ?? recognise(DIALECTS, table.header, file);
  if (asked !== null) requireFit(asked, table.header, file);
  const sheet = await readSheet(file, table, dialect, currency);
  if (sheet.rows.every(({kind}) => kind === 'ignored')) throw new KnownError('input', 'FILE_NO_ROWS', {file});
  return sheet;
}
