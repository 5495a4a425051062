import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import {crc32} from 'node:zlib';

/** What V8 made of one source file, and by what it is known that it was made of these very bytes. */
interface Slice {
  readonly source: number;
  readonly at: number;
  readonly length: number;
  readonly sum: number;
}

/** The head of the file of compiled code; the slices follow it. */
interface Head {
  /** Commands that went well and whose code is in here. */
  readonly learned: readonly string[];
  readonly slices: Readonly<Record<string, Slice>>;
}

/** Compiled code of one source file, to be kept: `source` is the CRC-32 of what was compiled. */
export interface Compiled {
  readonly name: string;
  readonly source: number;
  readonly data: Buffer;
}

const EMPTY: Head = {learned: [], slices: {}};
const PREFIX = 8;
/** V8 wants what it reads aligned. */
const ALIGN = 8;
const STALE_MS = 30 * 24 * 3_600_000;

/**
 * The bytecode of earlier starts in one file of the user's cache folder: a start with it reads no source a second time.
 * Nothing depends on it: a file that is missing, foreign or damaged is as none, and one that can not be written is not
 * written. Bytecode is run as code, so it is taken only from a file that is this user's own and that nobody else may
 * write, of bytes that are as they were written; V8 itself looks at no more than the length of the source.
 */
export class CodeCache {
  private constructor(
    private readonly file: string | null,
    private readonly bytes: Buffer,
    private readonly head: Head,
  ) {}

  /** The code in this file; null: none is wanted, and none is kept. */
  static open(file: string | null): CodeCache {
    const bytes = file === null ? Buffer.alloc(0) : readOwn(file);
    return new CodeCache(file, bytes, headOf(bytes));
  }

  /** What was kept of this source, if it was of these bytes. */
  get(name: string, source: number): Buffer | undefined {
    const slice = this.head.slices[name];
    if (slice === undefined || slice.source !== source) return undefined;
    const data = this.bytes.subarray(slice.at, slice.at + slice.length);
    return data.length === slice.length && crc32(data) === slice.sum ? data : undefined;
  }

  /** True when a run of this command that went well is in here. */
  has(command: string): boolean {
    return this.head.learned.includes(command);
  }

  /** Keeps what a run of this command compiled, beside what others kept of files that the program still has, meanwhile too. */
  keep(command: string, compile: () => readonly Compiled[], isThere: (name: string) => boolean): void {
    if (this.file === null) return;
    try {
      const now = CodeCache.open(this.file);
      const compiled = compile();
      const mine = new Set(compiled.map(({name}) => name));
      const others = Object.entries(now.head.slices).flatMap(([name, {source}]): readonly Compiled[] => {
        // What is damaged gets no new sum that would be right.
        const data = mine.has(name) || !isThere(name) ? undefined : now.get(name, source);
        return data === undefined ? [] : [{name, source, data}];
      });
      writeOwn(this.file, bytesOf([...new Set([...now.head.learned, command])], [...others, ...compiled]));
    } catch {
      // A home that is read-only or full: the next start is as slow as this one.
    }
  }
}

function bytesOf(learned: readonly string[], all: readonly Compiled[]): Buffer {
  const slices: Record<string, Slice> = {};
  let at = 0;
  for (const {name, source, data} of all) {
    slices[name] = {source, at, length: data.length, sum: crc32(data)};
    at += padded(data.length);
  }
  const head = Buffer.from(JSON.stringify({learned, slices}));
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE(head.length, 0);
  prefix.writeUInt32LE(crc32(head), 4);
  const filled = (data: Buffer) => [data, Buffer.alloc(padded(data.length) - data.length)];
  return Buffer.concat([prefix, ...filled(head), ...all.flatMap(({data}) => filled(data))]);
}

/** The head with places in the whole file; none where the bytes are not as they were written. */
function headOf(bytes: Buffer): Head {
  if (bytes.length < PREFIX) return EMPTY;
  const length = bytes.readUInt32LE(0);
  // A file system may leave zeros after a power cut, and the sum of nothing is zero.
  if (length === 0) return EMPTY;
  const text = bytes.subarray(PREFIX, PREFIX + length);
  if (text.length !== length || crc32(text) !== bytes.readUInt32LE(4)) return EMPTY;
  const {learned, slices} = JSON.parse(text.toString('utf8')) as Head;
  const from = PREFIX + padded(length);
  const placed = Object.entries(slices).map(([name, slice]) => [name, {...slice, at: slice.at + from}]);
  return {learned, slices: Object.fromEntries(placed) as Head['slices']};
}

function padded(length: number): number {
  return Math.ceil(length / ALIGN) * ALIGN;
}

/** A file's bytes if it, and the folder it lies in, are this user's alone to write; else none. */
function readOwn(file: string): Buffer {
  const none = Buffer.alloc(0);
  let opened: number;
  try {
    if (!isOwn(statSync(path.dirname(file)))) return none;
    opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch {
    return none;
  }
  try {
    const stat = fstatSync(opened);
    if (!(stat.isFile() && isOwn(stat))) return none;
    const bytes = Buffer.alloc(stat.size);
    return bytes.subarray(0, readSync(opened, bytes, 0, bytes.length, 0));
  } catch {
    return none;
  } finally {
    closeSync(opened);
  }
}

function writeOwn(file: string, bytes: Buffer): void {
  const folder = path.dirname(file);
  mkdirSync(folder, {recursive: true, mode: 0o700});
  if (!isOwn(statSync(folder))) return;
  dropStale(folder);
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, bytes, {flag: 'wx', mode: 0o600, flush: true});
    renameSync(part, file);
  } finally {
    rmSync(part, {force: true});
  }
}

/** Windows has no such owner and mode; its user folders are the user's own. */
function isOwn({uid, mode}: {readonly uid: number; readonly mode: number}): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}

/** What older versions left, and what was cut short. */
function dropStale(folder: string): void {
  const before = Date.now() - STALE_MS;
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (statSync(file).mtimeMs < before) rmSync(file, {force: true});
  }
}
