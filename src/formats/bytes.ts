import {type BigIntStats, constants, createReadStream} from 'node:fs';
import {open, stat} from 'node:fs/promises';
import {createGunzip} from 'node:zlib';
import {KnownError} from '../domain/errors.js';

/** Why a file can not be read as a table. */
export type BinaryKind = 'xlsx' | 'xls' | 'pdf' | 'gzip' | 'binary' | 'folder';

/** How a file's bytes hold its text. */
export type Packing = 'plain' | 'gzip';

/** A file as it was when it was opened. */
export interface FileState {
  readonly size: number;
  /** Size, times of change and place on disk as one text: another one when the file may have changed. */
  readonly stamp: string;
  /** When it last changed in any way, ms by the clock of its disk. */
  readonly changedAt: number;
}

const CHUNK = 256 * 1024;

/** First bytes of files that are no plain text. */
const MAGIC: readonly (readonly [kind: BinaryKind, bytes: readonly number[]])[] = [
  ['xlsx', [0x50, 0x4b, 0x03, 0x04]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['gzip', [0x1f, 0x8b]],
];

/** @throws KnownError input FILE_NOT_FOUND, FILE_NOT_TABLE for what is no plain file. */
export async function fileState(file: string): Promise<FileState> {
  try {
    const found = await stat(file, {bigint: true});
    if (found.isFile()) return stateOf(found);
  } catch (cause) {
    throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause});
  }
  throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'folder'});
}

/**
 * The same as it surely is now. On a share `stat` may answer from memory, for a minute and longer, while opening asks
 * the server (nfs(5), "close-to-open cache consistency").
 *
 * @throws KnownError as {@link fileState}
 */
export async function openedState(file: string): Promise<FileState> {
  // Without waiting, should it be a pipe; where there is no such flag it stands for nothing.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause});
    return null;
  });
  if (handle === null) return await fileState(file);
  try {
    const found = await handle.stat({bigint: true});
    return found.isFile() ? stateOf(found) : await fileState(file);
  } finally {
    await handle.close();
  }
}

function stateOf({size, mtimeNs, ctimeNs, dev, ino}: BigIntStats): FileState {
  const changedAt = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
  return {size: Number(size), stamp: [size, mtimeNs, ctimeNs, dev, ino].join(' '), changedAt};
}

/** What the first bytes of a file say that it is; null: perhaps a text. */
export async function kindOf(file: string): Promise<BinaryKind | null> {
  const handle = await open(file, 'r');
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(8), 0, 8, 0);
    return binaryKind(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function binaryKind(bytes: Buffer): BinaryKind | null {
  return MAGIC.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte))?.[0] ?? null;
}

/** Bytes of a file from an offset on, in pieces. */
export function readBytes(file: string, start: number, end?: number): AsyncIterable<Buffer> {
  return createReadStream(file, {start, highWaterMark: CHUNK, ...(end === undefined ? {} : {end: end - 1})});
}

/**
 * The bytes of a file's text in pieces, taken out of their packing.
 *
 * @throws KnownError input FILE_DAMAGED when a compressed file is cut off or broken.
 */
export async function* textBytes(file: string, packing: Packing, end: number): AsyncIterable<Buffer> {
  if (packing === 'plain') {
    yield* readBytes(file, 0, end);
    return;
  }
  const packed = createReadStream(file, {highWaterMark: CHUNK, end: end - 1});
  const plain = createGunzip({chunkSize: CHUNK});
  packed.on('error', (error) => plain.destroy(error));
  try {
    for await (const bytes of packed.pipe(plain)) yield bytes as Buffer;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (!code.startsWith('Z_')) throw cause;
    throw new KnownError('input', 'FILE_DAMAGED', {file, why: code}, {cause});
  } finally {
    packed.destroy();
  }
}
