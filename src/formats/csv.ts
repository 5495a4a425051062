import {createHash} from 'node:crypto';
import {KnownError} from '../domain/errors.js';
import {guessDelimiter, namedDelimiter} from './delimiter.js';
import {decoder, type FileFacts, inspectFile, readBytes} from './encoding.js';
import {records, type TableProblem, type TableRow} from './records.js';

export type {FileFacts} from './encoding.js';
export {guard, unguard} from './guard.js';
export type {TableProblem, TableProblemCode, TableRow} from './records.js';
export {type WriteTableOptions, writeAtomic, writeTable} from './write.js';

/** A table file: its header and how it is written, known before its rows are read. */
export interface TableSource {
  /** Header cells as they stand in the file (no byte-order mark), in order, twins included. */
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly delimiter: string;
  /** What the file was read as: "utf-8", "utf-16le", "windows-1252", "gb18030" … A guess unless it was asked for. */
  readonly encoding: string;
  readonly bom: boolean;
  /** Line end of the first line; others may be mixed in. */
  readonly eol: '\n' | '\r\n';
  /** Bytes of the file when it was opened: what is appended later is not read. */
  readonly size: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  /** Quoting troubles met so far by `rows()`, the first thousand. */
  readonly problems: readonly TableProblem[];
  /** The records after the header in batches, streamed; blank lines too. May be called again. */
  rows(): AsyncIterable<readonly TableRow[]>;
}

export interface TableOptions {
  /** Encoding label; default: the byte-order mark, else UTF-8, else Windows-1252. */
  readonly encoding?: string;
  /** Default: whichever of `,` `;` TAB `|` the header holds most of. */
  readonly delimiter?: string;
}

/** Byte-order mark, also after stray white space (seen in a WooCommerce export). */
const MARK = /^[\t\n\r ]*\ufeff/u;
const PROBLEM_LIMIT = 1000;

/**
 * Opens a CSV or TSV file with flat memory: one pass for encoding and hash, another for each `rows()`.
 *
 * @throws KnownError input: FILE_NOT_FOUND, FILE_EMPTY, FILE_NOT_TABLE, ENCODING_UNKNOWN, FILE_NOT_IN_ENCODING,
 * QUOTES_BROKEN; drift FILE_CHANGED when the file changes while its rows are read.
 * @example const table = await openTable('spring.csv'); for await (const rows of table.rows()) …
 */
export async function openTable(file: string, options: TableOptions = {}): Promise<TableSource> {
  const facts = await inspectFile(file, options.encoding);
  return await tableOf({file, ...facts, texts: () => decoded(file, facts)}, options);
}

/** The same from a text. */
export async function parseTable(
  text: string,
  options: Pick<TableOptions, 'delimiter'> & {readonly file?: string} = {},
): Promise<TableSource> {
  const hash = createHash('sha256').update(text).digest('hex');
  const facts = {encoding: 'utf-8', hash, size: Buffer.byteLength(text)};
  return await tableOf({file: options.file ?? '-', ...facts, texts: () => once(text)}, options);
}

interface Text extends FileFacts {
  readonly file: string;
  texts(): AsyncIterable<string>;
}

async function tableOf(source: Text, options: TableOptions): Promise<TableSource> {
  const start = await startOf(source, options.delimiter);
  const header = await firstRecord(source, start);
  const problems: TableProblem[] = [];
  return {
    header: header.cells,
    headerLine: header.line,
    delimiter: start.delimiter,
    encoding: source.encoding,
    bom: start.bom,
    eol: start.eol,
    size: source.size,
    hash: source.hash,
    problems,
    rows: () => {
      problems.length = 0;
      return rowsAfter(header.line, allRecords(source, start), problems);
    },
  };
}

/** Where the records begin: after a byte-order mark and Excel's `sep=` line. */
interface Start {
  readonly skip: number;
  readonly line: number;
  readonly bom: boolean;
  readonly eol: '\n' | '\r\n';
  readonly delimiter: string;
}

async function startOf({texts}: Text, asked: string | undefined): Promise<Start> {
  let head = '';
  for await (const text of texts()) {
    head += text;
    if (head.length >= 64 * 1024) break;
  }
  const mark = MARK.exec(head)?.[0] ?? '';
  const first = /^[^\r\n]*(?:\r\n|\r|\n)/u.exec(head.slice(mark.length))?.[0] ?? '';
  const named = namedDelimiter(first.replace(/[\r\n]+$/u, ''));
  const skip = mark.length + (named === null ? 0 : first.length);
  const lines = head.slice(0, skip).match(/\r\n|\r|\n/gu)?.length ?? 0;
  const eol = /^[^\n]*\r\n/u.test(head) ? '\r\n' : '\n';
  return {skip, line: lines + 1, bom: mark !== '', eol, delimiter: asked ?? named ?? guessDelimiter(head.slice(skip))};
}

async function firstRecord(source: Text, start: Start): Promise<TableRow> {
  for await (const rows of allRecords(source, start)) {
    const found = rows.find(({cells}) => !blank(cells));
    if (found !== undefined) return found;
  }
  throw new KnownError('input', 'FILE_EMPTY', {file: source.file});
}

/** True when no cell holds anything. */
export function blank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function allRecords(source: Text, {skip, line, delimiter}: Start): AsyncIterable<readonly TableRow[]> {
  return records(after(source.texts(), skip), {file: source.file, delimiter, line});
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

async function* decoded(file: string, {encoding, size, hash}: FileFacts): AsyncIterable<string> {
  const decode = decoder(encoding, file);
  const seen = createHash('sha256');
  for await (const bytes of readBytes(file, 0, size)) {
    seen.update(bytes);
    yield decode.push(bytes);
  }
  yield decode.end();
  if (seen.digest('hex') !== hash) throw new KnownError('drift', 'FILE_CHANGED', {file});
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
