import {createHash} from 'node:crypto';
import {KnownError, type Message, message} from '../domain/errors.js';
import type {TableBytes} from './byte-rows.js';
import {fileState, kindOf, type Packing, readBytes, textBytes} from './bytes.js';
import {decoder, type FileFacts, inspectFile} from './encoding.js';
import {records, type TableProblem, type TableRow} from './records.js';
import {HEAD, HEAD_RECORDS, headerAt, looksLikeXml, type Start, startOf} from './start.js';

export type {FileFacts} from './encoding.js';
export {guard, unguard} from './guard.js';
export type {TableProblem, TableProblemCode, TableRow} from './records.js';
export {type WriteTableOptions, writeAtomic, writeTable} from './write.js';

/** A table file: its header and how it is written, known before its rows are read. */
export interface TableSource {
  /** Header cells as they stand in the file (no byte-order mark), in order, twins included. */
  readonly header: readonly string[];
  readonly headerLine: number;
  /** Records before the header that hold remarks or a title: not blank, and no rows of the table. */
  readonly preamble: readonly TableRow[];
  /** Of a workbook: a comma. */
  readonly delimiter: string;
  /** What the file was read as: "utf-8", "utf-16le", "windows-1252", "gb18030" …, "xlsx". */
  readonly encoding: string;
  readonly packing: Packing;
  readonly bom: boolean;
  /** Line end of the first line; others may be mixed in. */
  readonly eol: '\n' | '\r\n';
  /** Bytes of the file when it was opened: what is appended later is not read. */
  readonly size: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  /** What reading had to decide by itself, and how to decide otherwise. */
  readonly notes: readonly Message[];
  /** Quoting troubles met so far by `rows()`, the first thousand. */
  readonly problems: readonly TableProblem[];
  /** The same rows as bytes, which are looked through many times quicker; null: the file has none of UTF-8. */
  readonly bytes: TableBytes | null;
  /** The records after the header in batches, streamed; blank lines too. May be called again. */
  rows(): AsyncIterable<readonly TableRow[]>;
}

export interface TableOptions {
  /** Encoding label; default: the byte-order mark, else UTF-8, else the likeliest that can read the file. */
  readonly encoding?: string;
  /** Default: whichever of `,` `;` TAB `|` the header holds most of. */
  readonly delimiter?: string;
  /** Which sheet of a workbook; default: its first that is shown. */
  readonly sheet?: string;
  /** For files that souk writes back: nothing is unpacked, and nothing may stand before the header. */
  readonly strict?: boolean;
}

const PROBLEM_LIMIT = 1000;

/**
 * Opens a CSV, TSV or Excel file (.xlsx) or a product feed in XML, compressed or not, with flat memory: one pass for encoding and hash, another
 * for each `rows()`.
 *
 * @throws KnownError input: FILE_NOT_FOUND, FILE_EMPTY, FILE_NOT_TABLE, FILE_DAMAGED, ENCODING_UNKNOWN,
 * FILE_NOT_IN_ENCODING, QUOTES_BROKEN, SHEET_UNKNOWN, WORKBOOK_TOO_LARGE; drift FILE_CHANGED when the file changes
 * while its rows are read.
 * @example const table = await openTable('spring.csv'); for await (const rows of table.rows()) …
 */
export async function openTable(file: string, options: TableOptions = {}): Promise<TableSource> {
  const {size} = await fileState(file);
  const kind = size > 0 ? await kindOf(file) : null;
  if (kind === 'gzip' && options.strict === true) throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind});
  if (kind === 'xlsx' && options.strict !== true) {
    const {openWorkbook} = await import('./xlsx/workbook.js');
    const book = await openWorkbook(file, options.sheet);
    const {hash} = book;
    const start: Start = {skip: 0, bytes: 0, line: 1, bom: false, eol: '\n', delimiter: ','};
    const facts = {encoding: 'xlsx', packing: 'plain', size, hash, notes: book.notes} as const;
    return await tableOf({file, ...facts, start, pieces: null, records: () => book.rows()}, headerAt);
  }
  const facts = await inspectFile(file, options.encoding);
  const {encoding, guessed} = facts;
  const notes = guessed ? [message('ENCODING_GUESSED', {file, encoding})] : [];
  const pieces = encoding === 'utf-8' ? () => unchanged(file, facts) : null;
  return await textTable({file, ...facts, notes, pieces, texts: () => decoded(file, facts)}, options);
}

/** The same from a text. */
export async function parseTable(
  text: string,
  options: Pick<TableOptions, 'delimiter' | 'strict'> & {readonly file?: string} = {},
): Promise<TableSource> {
  const hash = createHash('sha256').update(text).digest('hex');
  const facts = {encoding: 'utf-8', packing: 'plain', hash, size: Buffer.byteLength(text), notes: []} as const;
  return await textTable({file: options.file ?? '-', ...facts, pieces: null, texts: () => once(text)}, options);
}

type Facts = Pick<TableSource, 'encoding' | 'packing' | 'size' | 'hash' | 'notes'> & {
  readonly file: string;
  /** The bytes of the whole text, where they are UTF-8. */
  readonly pieces: (() => AsyncIterable<Buffer>) | null;
};

async function textTable(
  source: Facts & {texts(): AsyncIterable<string>},
  {delimiter: asked, strict}: Pick<TableOptions, 'delimiter' | 'strict'>,
): Promise<TableSource> {
  const head = await headOf(source.texts());
  if (strict !== true && looksLikeXml(head)) return await feedTable(source);
  const start = startOf(head, asked);
  const {skip, line, delimiter} = start;
  const options = {file: source.file, delimiter, line};
  const {pieces} = source;
  const cut = {
    ...source,
    start,
    pieces: pieces === null ? null : () => bytesAfter(pieces(), start.bytes),
    records: () => records(after(source.texts(), skip), options),
  };
  return await tableOf(cut, strict === true ? firstFilled : headerAt);
}

interface Recorded extends Facts {
  readonly start: Start;
  /** Every record of the file, the header's and those before it too. */
  records(): AsyncIterable<readonly TableRow[]>;
}

async function tableOf(source: Recorded, find: typeof headerAt): Promise<TableSource> {
  const {start, encoding, packing, size, hash, notes, file} = source;
  const first = await firstRecords(source.records());
  const at = find(first);
  const header = first[at];
  if (header === undefined) throw new KnownError('input', 'FILE_EMPTY', {file});
  const preamble = first.slice(0, at).filter(({cells}) => !blank(cells));
  const skipped =
    preamble.length === 0 ? [] : [message('PREAMBLE_SKIPPED', {file, lines: preamble.length, line: header.line})];
  const problems: TableProblem[] = [];
  return {
    header: header.cells,
    headerLine: header.line,
    preamble,
    delimiter: start.delimiter,
    encoding,
    packing,
    bom: start.bom,
    eol: start.eol,
    size,
    hash,
    notes: [...notes, ...skipped],
    problems,
    bytes: bytesOf(source, at + 1),
    rows: () => {
      problems.length = 0;
      return rowsAfter(header.line, source.records(), problems);
    },
  };
}

/** What parts the cells must be one byte, so that no letter's bytes can be taken for it. */
function bytesOf({pieces, start: {delimiter, line}}: Recorded, skip: number): TableBytes | null {
  const byte = delimiter.charCodeAt(0);
  return pieces === null || delimiter.length !== 1 || byte >= 0x80 ? null : {delimiter: byte, line, skip, pieces};
}

function firstFilled(rows: readonly TableRow[]): number {
  return rows.findIndex(({cells}) => !blank(cells));
}

/** A product feed in XML; sax is loaded for it alone. */
async function feedTable(source: Facts & {texts(): AsyncIterable<string>}): Promise<TableSource> {
  const {feedRecords} = await import('./feed-xml.js');
  const start: Start = {skip: 0, bytes: 0, line: 1, bom: false, eol: '\n', delimiter: ','};
  const records = await feedRecords(source.file, () => source.texts());
  return await tableOf({...source, start, pieces: null, records}, firstFilled);
}

async function headOf(texts: AsyncIterable<string>): Promise<string> {
  let head = '';
  for await (const text of texts) {
    head += text;
    if (head.length >= HEAD) break;
  }
  return head;
}

async function firstRecords(batches: AsyncIterable<readonly TableRow[]>): Promise<readonly TableRow[]> {
  const rows: TableRow[] = [];
  let filled = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      rows.push(row);
      filled += blank(row.cells) ? 0 : 1;
      if (filled >= HEAD_RECORDS) return rows;
    }
  }
  return rows;
}

/** True when no cell holds anything. */
export function blank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

async function* rowsAfter(
  headerLine: number,
  batches: AsyncIterable<readonly TableRow[]>,
  problems: TableProblem[],
): AsyncIterable<readonly TableRow[]> {
  for await (const batch of batches) {
    const rows =
      batch[0] !== undefined && batch[0].line > headerLine ? batch : batch.filter(({line}) => line > headerLine);
    for (const {line, problem} of rows) {
      if (problem !== undefined && problems.length < PROBLEM_LIMIT) problems.push({line, code: problem});
    }
    if (rows.length > 0) yield rows;
  }
}

/** The text of a file; @throws KnownError drift FILE_CHANGED when it is no longer the one that was inspected. */
async function* decoded(file: string, facts: FileFacts): AsyncIterable<string> {
  const decode = decoder(facts.encoding, file);
  for await (const bytes of unchanged(file, facts)) yield decode.push(bytes);
  yield decode.end();
}

/** The bytes of its text; @throws as {@link decoded}. */
async function* unchanged(file: string, {packing, size, stamp, hash}: FileFacts): AsyncIterable<Buffer> {
  yield* textBytes(file, packing, size);
  if ((await fileState(file)).stamp === stamp) return;
  // Touched is not changed, and what another program appends is left to the next time.
  if ((await hashOf(file, size)) !== hash) throw new KnownError('drift', 'FILE_CHANGED', {file});
}

/** SHA-256 of the first `size` bytes of a file, hex. */
export async function hashOf(file: string, size: number): Promise<string> {
  const seen = createHash('sha256');
  for await (const bytes of readBytes(file, 0, size)) seen.update(bytes);
  return seen.digest('hex');
}

async function* bytesAfter(pieces: AsyncIterable<Buffer>, skip: number): AsyncIterable<Buffer> {
  let left = skip;
  for await (const bytes of pieces) {
    if (left < bytes.length) yield left === 0 ? bytes : bytes.subarray(left);
    left = Math.max(0, left - bytes.length);
  }
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}

async function* after(texts: AsyncIterable<string>, skip: number): AsyncIterable<string> {
  let left = skip;
  for await (const text of texts) {
    yield text.slice(left);
    left = Math.max(0, left - text.length);
  }
}
