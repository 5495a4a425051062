import type {ShopTerms} from '../../../domain/catalog/types.js';
import {KnownError, type Message, message} from '../../../domain/errors.js';
import {openTable, type TableSource} from '../../../formats/csv.js';
import {columnsOf} from '../../../formats/dialects/columns.js';
import {DIALECTS} from '../../../formats/dialects/index.js';
import {readSheet} from '../../../formats/dialects/read.js';
import {fitOf} from '../../../formats/dialects/recognise.js';
import {type ExportState, type StateSetup, stateOf} from '../../../formats/dialects/state.js';
import type {Dialect, Upload} from '../../../formats/dialects/types.js';
import {readBytes} from '../../../formats/encoding.js';

/** An export of the inbox, read. */
export interface ReadExport {
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** False when nothing shows that its last cell is whole: its text has no line end there. */
  readonly ended: boolean;
  readonly form: {readonly delimiter: string; readonly bom: boolean; readonly eol: '\n' | '\r\n'};
  readonly setup: StateSetup;
  readonly state: ExportState;
  /** Why rows could not be read. */
  readonly refused: readonly Message[];
}

/** @throws KnownError input INBOX_OTHER_DIALECT, INBOX_CUT_OFF, and what reading a table throws. */
export async function readExport(
  file: string,
  dialect: Dialect,
  upload: Upload,
  {currency}: ShopTerms,
): Promise<ReadExport> {
  const table = await openTable(file);
  requireDialect(dialect, table.header, file);
  const sheet = await readSheet(file, table, dialect, {currency, decimal: undefined});
  const ended = await hasEnd(file, table);
  if (cutOff(table, ended, sheet.rows.at(-1)?.cells.length ?? 0))
    throw new KnownError('input', 'INBOX_CUT_OFF', {file, dialect: dialect.name});
  const setup: StateSetup = {dialect, upload, columns: columnsOf(dialect, table.header).columns, currency};
  const state = stateOf(sheet, setup);
  const text = table.encoding !== 'xlsx';
  return {
    file,
    hash: table.hash,
    ended,
    form: {delimiter: text ? table.delimiter : (dialect.delimiter ?? ','), bom: table.bom, eol: table.eol},
    setup,
    state,
    refused: state.refused.map(({line, column, value, message: {code}}) =>
      message('INBOX_ROW', {file, line, column, value: value.slice(0, 80), code, dialect: dialect.name}),
    ),
  };
}

/**
 * True for a file that ends in the midst of a row, as one does that was copied by halves: in an open quote, or without a
 * line end in a row that is too short. What is missing would look as if it were gone, and a price cut short is another.
 */
function cutOff({header, problems}: TableSource, ended: boolean, last: number): boolean {
  if (problems.some(({code}) => code === 'QUOTE_OPEN')) return true;
  return !ended && last > 0 && last < header.length;
}

/** True for a text that ends with a line, and for a packed file: that one can not be opened by halves. */
async function hasEnd(file: string, {size, encoding, packing}: TableSource): Promise<boolean> {
  if (encoding === 'xlsx' || packing !== 'plain') return true;
  for await (const bytes of readBytes(file, Math.max(0, size - 2), size))
    if (/[\r\n]/u.test(bytes.toString('latin1'))) return true;
  return false;
}

/** An export of another platform in the inbox is an accident, and no empty shop. */
function requireDialect(dialect: Dialect, header: readonly string[], file: string): void {
  const {fits, sure} = fitOf(dialect, header);
  const looks = DIALECTS.map((each) => fitOf(each, header))
    .filter((fit) => fit.sure)
    .sort((a, b) => b.score - a.score)[0]?.dialect.name;
  if (fits && (sure || looks === undefined || looks === dialect.name)) return;
  throw new KnownError('input', 'INBOX_OTHER_DIALECT', {file, dialect: dialect.name, looks: looks ?? ''});
}
