import {isUtf8} from 'node:buffer';
import {createHash} from 'node:crypto';
import {TextDecoder} from 'node:util';
import {KnownError} from '../domain/errors.js';
import {fileState, kindOf, type Packing, readBytes, textBytes} from './bytes.js';
import {ANSI, likelyEncodings} from './guess.js';

export {type BinaryKind, type FileState, fileState, openedState, readBytes} from './bytes.js';

/** What the bytes of a text file are, found in one pass with flat memory. */
export interface FileFacts {
  /** Label as the Encoding Standard writes it: "utf-8", "utf-16le", "windows-1252", "gb18030" … */
  readonly encoding: string;
  /** True when nothing in the file says so: neither a mark nor that it is valid UTF-8, nor who asked. */
  readonly guessed: boolean;
  readonly packing: Packing;
  readonly size: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  readonly stamp: string;
}

/** Turns bytes into text piece by piece; marks cut in two by a piece's end are put together again. */
export interface Decode {
  push(bytes: Uint8Array): string;
  end(): string;
}

const UTF8 = 'utf-8';

/** What windows-1252 has at 0x80–0x9f; some Node versions decode these as Latin-1 (nodejs/node#56542). */
const ANSI_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Reads a file once: its hash, and its encoding by byte-order mark, by its NULs (UTF-16 without a mark), else UTF-8
 * where it is valid UTF-8, else the likeliest that can read all of it. An `asked` encoding is taken unless a mark says
 * otherwise. Gzip is taken off.
 *
 * @throws KnownError input: FILE_NOT_FOUND, FILE_EMPTY, FILE_NOT_TABLE, FILE_DAMAGED, ENCODING_UNKNOWN.
 */
export async function inspectFile(file: string, asked?: string): Promise<FileFacts> {
  const {size, stamp} = await fileState(file);
  if (size === 0) throw new KnownError('input', 'FILE_EMPTY', {file});
  const kind = await kindOf(file);
  if (kind !== null && kind !== 'gzip') throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind});
  const packing: Packing = kind === 'gzip' ? 'gzip' : 'plain';
  const hash = createHash('sha256');
  const facts = new TextFacts();
  if (packing === 'plain') {
    for await (const bytes of readBytes(file, 0, size)) {
      hash.update(bytes);
      facts.push(bytes);
    }
  } else {
    for await (const bytes of readBytes(file, 0, size)) hash.update(bytes);
    for await (const bytes of textBytes(file, packing, size)) facts.push(bytes);
  }
  const known = facts.marked ?? (asked === undefined ? (facts.utf8 ? UTF8 : null) : knownLabel(asked));
  if (facts.nul && known?.startsWith('utf-16') !== true)
    throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'binary'});
  const encoding = known ?? (await guessed(file, packing, size, facts.sample));
  return {encoding, guessed: known === null, packing, size, hash: hash.digest('hex'), stamp};
}

/** What is learnt of a text's bytes while they pass by. */
class TextFacts {
  marked: string | null = null;
  nul = false;
  readonly #samples: Buffer[] = [];
  #sampled = 0;
  #first = true;
  #valid = true;
  #cut: Buffer = Buffer.alloc(0);

  push(bytes: Buffer): void {
    if (this.#first) this.marked = markedEncoding(bytes) ?? utf16Guess(bytes);
    this.#first = false;
    this.nul ||= bytes.includes(0);
    if (this.#valid) this.#validate(bytes);
    if (!this.#valid) this.#take(bytes);
  }

  get utf8(): boolean {
    return this.#valid && this.#cut.length === 0;
  }

  get sample(): Buffer {
    return Buffer.concat(this.#cut.length === 0 ? this.#samples : [...this.#samples, this.#cut]);
  }

  /** A letter of several bytes that a piece cuts in two waits for its rest. */
  #validate(bytes: Buffer): void {
    const all = this.#cut.length === 0 ? bytes : Buffer.concat([this.#cut, bytes]);
    const end = wholeLetters(all);
    this.#valid = isUtf8(all.subarray(0, end));
    this.#cut = Buffer.from(all.subarray(end));
  }

  /** From where letters beyond ASCII begin: of a table of numbers the first pieces say nothing. */
  #take(bytes: Buffer): void {
    if (this.#sampled >= SAMPLE) return;
    const at = bytes.findIndex((byte) => byte >= 0x80);
    if (at < 0) return;
    const piece = Buffer.from(bytes.subarray(Math.max(0, at - 64), at + SAMPLE / 4));
    this.#samples.push(piece);
    this.#sampled += piece.length;
  }
}

const SAMPLE = 64 * 1024;

/** Offset after the last letter of UTF-8 that is there as a whole. */
function wholeLetters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** The likeliest encoding that can read the whole file. */
async function guessed(file: string, packing: Packing, size: number, sample: Buffer): Promise<string> {
  for (const encoding of await likelyEncodings(sample)) {
    if (encoding === ANSI || (await reads(encoding, textBytes(file, packing, size)))) return encoding;
  }
  return ANSI;
}

async function reads(encoding: string, pieces: AsyncIterable<Buffer>): Promise<boolean> {
  const text = new TextDecoder(encoding, {fatal: true});
  try {
    for await (const bytes of pieces) text.decode(bytes, {stream: true});
    text.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
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

function knownLabel(asked: string): string {
  try {
    return new TextDecoder(asked).encoding;
  } catch (cause) {
    throw new KnownError('input', 'ENCODING_UNKNOWN', {encoding: asked}, {cause});
  }
}
