import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {stat} from 'node:fs/promises';
import {TextDecoder} from 'node:util';
import {KnownError} from '../domain/errors.js';

/** What the bytes of a text file are, found in one pass with flat memory. */
export interface FileFacts {
  /** Label as the Encoding Standard writes it: "utf-8", "utf-16le", "windows-1252", "gb18030" … */
  readonly encoding: string;
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
}

/** Turns bytes into text piece by piece; marks cut in two by a piece's end are put together again. */
export interface Decode {
  push(bytes: Uint8Array): string;
  end(): string;
}

const CHUNK = 256 * 1024;
const UTF8 = 'utf-8';
const ANSI = 'windows-1252';

/** What windows-1252 has at 0x80–0x9f; some Node versions decode these as Latin-1 (nodejs/node#56542). */
const ANSI_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** First bytes of files that are no text at all. */
const BINARY: readonly (readonly [kind: BinaryKind, bytes: readonly number[]])[] = [
  ['xlsx', [0x50, 0x4b, 0x03, 0x04]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['gzip', [0x1f, 0x8b]],
];

/** Why a file can not be read as a table. */
export type BinaryKind = 'xlsx' | 'xls' | 'pdf' | 'gzip' | 'binary' | 'folder';

/**
 * Reads a file once: its hash, and its encoding by byte-order mark, by its NULs (UTF-16 without a mark), else UTF-8
 * where it is valid UTF-8, else Windows-1252. An `asked` encoding is taken unless a mark says otherwise.
 *
 * @throws KnownError input: FILE_NOT_FOUND, FILE_EMPTY, FILE_NOT_TABLE, ENCODING_UNKNOWN.
 */
export async function inspectFile(file: string, asked?: string): Promise<FileFacts> {
  const size = await fileSize(file);
  if (size === 0) throw new KnownError('input', 'FILE_EMPTY', {file});
  const hash = createHash('sha256');
  const valid = new TextDecoder(UTF8, {fatal: true});
  let marked: string | null = null;
  let nul = false;
  let utf8 = true;
  let first = true;
  for await (const bytes of readBytes(file, 0)) {
    if (first) {
      refuseBinary(file, bytes);
      marked = markedEncoding(bytes) ?? utf16Guess(bytes);
      first = false;
    }
    hash.update(bytes);
    nul ||= bytes.includes(0);
    utf8 &&= decodes(valid, bytes);
  }
  utf8 &&= decodes(valid, null);
  const encoding = marked ?? (asked === undefined ? (utf8 ? UTF8 : ANSI) : knownLabel(asked));
  if (nul && !encoding.startsWith('utf-16')) throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'binary'});
  return {encoding, size, hash: hash.digest('hex')};
}

/** Bytes of a file from an offset on, in pieces. */
export function readBytes(file: string, start: number, end?: number): AsyncIterable<Buffer> {
  return createReadStream(file, {start, highWaterMark: CHUNK, ...(end === undefined ? {} : {end: end - 1})});
}

/** A decoder for a label that {@link inspectFile} gave. */
export function decoder(encoding: string, file: string): Decode {
  if (encoding === ANSI) return {push: decodeAnsi, end: () => ''};
  const text = new TextDecoder(encoding, {fatal: true, ignoreBOM: true});
  const said = <T>(decode: () => T): T => {
    try {
      return decode();
    } catch (cause) {
      throw new KnownError('input', 'FILE_NOT_IN_ENCODING', {file, encoding}, {cause});
    }
  };
  return {push: (bytes) => said(() => text.decode(bytes, {stream: true})), end: () => said(() => text.decode())};
}

function decodeAnsi(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u009f]/gu, (mark) => ANSI_HIGH.charAt(mark.charCodeAt(0) - 0x80));
}

async function fileSize(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (found.isFile()) return found.size;
  } catch (cause) {
    throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause});
  }
  throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'folder'});
}

function refuseBinary(file: string, bytes: Buffer): void {
  const found = BINARY.find(([, magic]) => magic.every((byte, at) => bytes[at] === byte));
  if (found !== undefined) throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: found[0]});
}

function markedEncoding(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? UTF8 : null;
}

/** A header in Latin letters leaves a NUL in every other byte; a file of nothing but NULs is no text. */
function utf16Guess(bytes: Buffer): string | null {
  const sample = bytes.subarray(0, 512 & ~1);
  const nuls = [0, 0];
  sample.forEach((byte, at) => {
    if (byte === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.4 && odd < half * 0.1) return 'utf-16be';
  return null;
}

function decodes(text: TextDecoder, bytes: Uint8Array | null): boolean {
  try {
    if (bytes === null) text.decode();
    else text.decode(bytes, {stream: true});
    return true;
  } catch {
    return false;
  }
}

function knownLabel(asked: string): string {
  try {
    return new TextDecoder(asked).encoding;
  } catch (cause) {
    throw new KnownError('input', 'ENCODING_UNKNOWN', {encoding: asked}, {cause});
  }
}
