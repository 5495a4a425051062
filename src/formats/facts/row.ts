import {KnownError, type Message, message} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import {blank, type TableRow} from '../csv.js';
import {type CellCode, type CellTerms, type CellType, type CellValue, readCell} from './cell.js';

/** A column of a file of souk's own, as data. */
export interface Column {
  readonly name: string;
  readonly type: CellType;
  /** `cell`: a row without it is refused. `column`: the file must have it, its cells may be blank. */
  readonly need?: 'cell' | 'column';
}

/** Cells by column name. `undefined` (absent): blank or no such column. `null`: cleared with `__CLEAR__`. */
export type Values = Readonly<Record<string, CellValue | undefined>>;

/** Why a row is not taken, with what an error file says of it. */
export interface Refusal {
  readonly line: number;
  /** Empty when the row as a whole is meant. */
  readonly column: string;
  readonly value: string;
  readonly message: Message;
}

/** What a header holds of a kind's columns. */
export interface Header {
  /** Index of each known column that the file has. */
  readonly at: ReadonlyMap<string, number>;
  readonly width: number;
  /** Columns souk does not know, as the file writes them: ignored, and said. */
  readonly unknown: readonly string[];
}

export interface RowSetup {
  readonly file: string;
  readonly columns: readonly Column[];
  readonly header: Header;
  readonly terms: CellTerms;
  /** Persons may be in the file: refusals show a cell's shape (`99,99`, `Aaaa`), never its content. */
  readonly personal: boolean;
}

/** Clears a value in an import, where an empty cell leaves it alone. */
const CLEAR = '__CLEAR__';

/** Finds a kind's columns in a header, whatever their order and case. @throws KnownError input FACT_COLUMNS_MISSING, FACT_COLUMN_TWICE. */
export function matchHeader(file: string, columns: readonly Column[], header: readonly string[]): Header {
  const known = new Set(columns.map(({name}) => name));
  const at = new Map<string, number>();
  const unknown: string[] = [];
  header.forEach((cell, index) => {
    const name = cell.trim().toLowerCase();
    if (!known.has(name)) {
      if (name !== '' && !name.startsWith('_')) unknown.push(cell.trim());
    } else if (at.has(name)) throw new KnownError('input', 'FACT_COLUMN_TWICE', {file, column: name});
    else at.set(name, index);
  });
  const missing = columns.filter(({name, need}) => need !== undefined && !at.has(name)).map(({name}) => name);
  if (missing.length > 0) {
    const found = header.map((cell) => cell.trim()).filter((cell) => cell !== '');
    throw new KnownError('input', 'FACT_COLUMNS_MISSING', {
      file,
      columns: missing.join(', '),
      found: found.slice(0, 20).join(', '),
    });
  }
  return {at, width: header.length, unknown};
}

/** Reads a row's known cells, or says what is wrong with it. The first fault is enough to refuse it. */
export function readRow(row: TableRow, setup: RowSetup): {readonly values: Values} | {readonly refusal: Refusal} {
  const whole = rowFault(row, setup);
  if (whole !== null) return {refusal: {line: row.line, column: '', value: '', message: whole}};
  const raw = (name: string) => row.cells[setup.header.at.get(name) ?? -1] ?? '';
  const currency = raw('currency').trim().toUpperCase() || setup.terms.currency;
  if (!currencyKnown(currency)) return {refusal: refused(row, 'currency', currency, 'CELL_CURRENCY', setup)};
  const values: Record<string, CellValue | undefined> = {};
  const terms = {...setup.terms, currency};
  for (const {name, type, need} of setup.columns) {
    const cell = raw(name).trim();
    if (cell === '' || cell === CLEAR) {
      if (need === 'cell') return {refusal: refused(row, name, cell, 'CELL_NEEDED', setup)};
      if (cell === CLEAR) values[name] = null;
      continue;
    }
    const read = readCell(type, type === 'raw' ? raw(name) : cell, terms);
    if ('code' in read) return {refusal: refused(row, name, cell, read.code, setup)};
    values[name] = read.value;
  }
  return {values};
}

/** A refusal of one cell. */
export function refused(
  row: TableRow,
  column: string,
  value: string,
  code: CellCode,
  setup: Pick<RowSetup, 'file' | 'personal'>,
): Refusal {
  const shown = setup.personal ? shape(value) : value.slice(0, 80);
  return {
    line: row.line,
    column,
    value: shown,
    message: message(code, {
      file: setup.file,
      line: row.line,
      column,
      value: shown,
      ...(setup.personal ? {masked: true} : {}),
    }),
  };
}

/** More filled cells than columns means that a comma was not quoted, and every cell after it is another's. */
function rowFault(row: TableRow, {file, header}: RowSetup): Message | null {
  if (row.problem === 'QUOTE_OPEN') return message('FACT_ROW_QUOTES', {file, line: row.line});
  if (!blank(row.cells.slice(header.width)))
    return message('FACT_ROW_TOO_LONG', {file, line: row.line, cells: row.cells.length, columns: header.width});
  return null;
}

/** How a text looks, without what it says: letters `a` and `A`, digits `9`. */
export function shape(text: string): string {
  return text
    .slice(0, 30)
    .replace(/\p{Lu}/gu, 'A')
    .replace(/\p{L}/gu, (mark) => (mark === 'A' ? 'A' : 'a'))
    .replace(/\p{N}/gu, '9');
}
