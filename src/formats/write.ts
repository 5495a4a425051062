import {randomUUID} from 'node:crypto';
import {type FileHandle, lstat, open, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import Papa from 'papaparse';
import {KnownError} from '../domain/errors.js';
import {guard} from './guard.js';

export interface WriteTableOptions {
  /** Default `,`. */
  readonly delimiter?: string;
  /** A byte-order mark, for Excel. Default: none. */
  readonly bom?: boolean;
  /** Default LF. */
  readonly eol?: '\n' | '\r\n';
  /** Lines before the header. Default: none. */
  readonly preamble?: readonly Row[];
  /** Put `'` before cells a spreadsheet would run; `unguard` takes it off. Default: no. */
  readonly guardFormulas?: boolean;
}

type Row = readonly string[];
type Rows = Iterable<Row> | AsyncIterable<Row>;

/** The content of a file, piece by piece. */
type Pieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const BATCH = 500;

/**
 * Writes a table, streamed and atomic: the file is the old one or the whole new one, never half.
 *
 * @throws KnownError input FILE_NOT_WRITABLE, FILE_IS_LINK.
 */
export async function writeTable(
  file: string,
  header: Row,
  rows: Rows,
  options: WriteTableOptions = {},
): Promise<void> {
  await writeAtomic(file, tableText(header, rows, options));
}

/** The text of a table in pieces, as {@link writeTable} writes it. */
export async function* tableText(header: Row, rows: Rows, options: WriteTableOptions = {}): AsyncIterable<string> {
  const {delimiter = ',', bom = false, eol = '\n', guardFormulas = false, preamble = []} = options;
  const safe = (rows: Row[]) => (guardFormulas ? rows.map((row) => row.map(guard)) : rows);
  const text = (rows: Row[]) => Papa.unparse(safe(rows), {delimiter, newline: eol}) + eol;
  if (bom) yield '\ufeff';
  let batch: Row[] = [...preamble, header];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield text(batch);
    batch = [];
  }
  if (batch.length > 0) yield text(batch);
}

/**
 * Replaces a file in one step: a temporary file beside it, on disk before it takes the name. `before` runs last, when
 * everything is written: throw in it to leave the old file as it is. A symbolic link is refused, never followed.
 * `newMode` is the mode of a file that was not there; an old file keeps its own.
 */
export async function writeAtomic(
  file: string,
  pieces: Pieces,
  before?: () => Promise<void>,
  newMode = 0o666,
): Promise<void> {
  const mode = await modeOf(file, newMode);
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode);
    await fill(handle, pieces);
    await before?.();
    await rename(temporary, file);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await rm(temporary, {force: true});
    throw writable(file, error);
  }
}

async function fill(handle: FileHandle, pieces: Pieces): Promise<void> {
  try {
    for await (const piece of pieces) await handle.appendFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function modeOf(file: string, newMode: number): Promise<number> {
  const found = await lstat(file).catch(() => null);
  if (found === null) return newMode;
  if (found.isSymbolicLink()) throw new KnownError('input', 'FILE_IS_LINK', {file});
  if (!found.isFile()) throw new KnownError('input', 'FILE_NOT_WRITABLE', {file, why: 'EISDIR'});
  return found.mode & 0o777;
}

/** A rename is on disk when its folder is; some file systems can not sync a folder and need not. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** What is said of a file that could not be written; what is no failure of the system stays as it is. */
export function writable(file: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof KnownError || typeof code !== 'string') return error;
  return new KnownError('input', 'FILE_NOT_WRITABLE', {file, why: code}, {cause: error});
}
