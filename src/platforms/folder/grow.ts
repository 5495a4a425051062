import {createHash} from 'node:crypto';
import {open} from 'node:fs/promises';
import {openTable, type TableRow, type TableSource} from '../../formats/csv.js';
import {decoder, readBytes} from '../../formats/encoding.js';
import {records} from '../../formats/records.js';

/** How far a file was read: whole lines only, and the hash of all bytes before, to know it again. */
export interface GrowCursor {
  readonly offset: number;
  /** Line number of the first line not read. */
  readonly line: number;
  /** SHA-256 of the bytes before `offset`, hex. */
  readonly hash: string;
}

/** What is new in a file, and where the next pull begins. */
export interface Growth {
  readonly table: TableSource;
  /** True when earlier pulls read the beginning of it. */
  readonly grown: boolean;
  /** The rows that earlier pulls read, again. */
  before(): AsyncIterable<readonly TableRow[]>;
  rows(): AsyncIterable<readonly TableRow[]>;
  /** To be asked after `rows()` has ended. */
  cursor(): Promise<GrowCursor>;
}

/**
 * Opens a file that may have grown: what is new since the cursor, or, when what was read before is not the same any
 * more, all of it. A last line without its end may be half written: it is read now and again next time.
 */
export async function openGrowing(file: string, cursor: GrowCursor | null): Promise<Growth> {
  const table = await openTable(file, {encoding: 'utf-8', strict: true});
  const known =
    cursor !== null && cursor.offset <= table.size && (await scan(file, 0, cursor.offset)).hash === cursor.hash;
  const start = known ? cursor : {offset: 0, line: 1, hash: ''};
  const broken: TableRow[] = [];
  return {
    table,
    grown: start.offset > 0,
    before: () => rowsTo(file, table, start),
    rows: () => watched(start.offset === 0 ? table.rows() : rowsFrom(file, table, start), broken),
    cursor: async () => {
      if (broken.length > 0) return start;
      const end = await lastLineEnd(file, table.size);
      if (end <= start.offset) return start;
      const {hash, lines} = await scan(file, 0, end);
      return {offset: end, line: lines + 1, hash};
    },
  };
}

/** Reads a cursor back; anything else than one is no cursor, and the whole file is read. */
export function parseCursor(text: string | null): GrowCursor | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (value === null || typeof value !== 'object') return null;
    const {offset, line, hash} = value as Partial<Record<keyof GrowCursor, unknown>>;
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(line) || typeof hash !== 'string') return null;
    return {offset: Number(offset), line: Number(line), hash};
  } catch {
    return null;
  }
}

/** An open quote at the end may be a record still being written: the cursor then stays where it was. */
async function* watched(
  batches: AsyncIterable<readonly TableRow[]>,
  broken: TableRow[],
): AsyncIterable<readonly TableRow[]> {
  for await (const batch of batches) {
    broken.push(...batch.filter(({problem}) => problem === 'QUOTE_OPEN'));
    yield batch;
  }
}

function rowsFrom(
  file: string,
  {encoding, delimiter, size}: TableSource,
  {offset, line}: GrowCursor,
): AsyncIterable<readonly TableRow[]> {
  return records(texts(file, encoding, offset, size), {file, delimiter, line});
}

/** The rows after the header and before a cursor. */
async function* rowsTo(
  file: string,
  {encoding, delimiter, headerLine}: TableSource,
  {offset}: GrowCursor,
): AsyncIterable<readonly TableRow[]> {
  for await (const batch of records(texts(file, encoding, 0, offset), {file, delimiter, line: 1}))
    yield batch.filter(({line}) => line > headerLine);
}

async function* texts(file: string, encoding: string, from: number, to: number): AsyncIterable<string> {
  if (from >= to) return;
  const decode = decoder(encoding, file);
  for await (const bytes of readBytes(file, from, to)) yield decode.push(bytes);
  yield decode.end();
}

async function scan(file: string, from: number, to: number): Promise<{readonly hash: string; readonly lines: number}> {
  const hash = createHash('sha256');
  let lines = 0;
  if (to > from) {
    for await (const bytes of readBytes(file, from, to)) {
      hash.update(bytes);
      for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
    }
  }
  return {hash: hash.digest('hex'), lines};
}

/** Offset after the last LF at or before `size`; 0 when there is none. */
async function lastLineEnd(file: string, size: number): Promise<number> {
  const handle = await open(file, 'r');
  try {
    const block = Buffer.alloc(64 * 1024);
    for (let end = size; end > 0; end -= block.length) {
      const start = Math.max(0, end - block.length);
      const {bytesRead} = await handle.read(block, 0, end - start, start);
      const at = block.subarray(0, bytesRead).lastIndexOf(10);
      if (at >= 0) return start + at + 1;
    }
    return 0;
  } finally {
    await handle.close();
  }
}
