import type {Readable} from 'node:stream';
import type {Entry, ZipFile} from 'yauzl';
import {KnownError} from '../../domain/errors.js';

/** The files inside a ZIP archive. */
export interface Archive {
  has(name: string): boolean;
  /** The bytes of one, in pieces. @throws KnownError input FILE_DAMAGED when it is not there or broken. */
  read(name: string): AsyncIterable<Buffer>;
  close(): void;
}

/** More files than any workbook holds. */
const ENTRIES = 10_000;

/** @throws KnownError input FILE_NOT_TABLE for what is no archive that can be read. */
export async function openArchive(file: string): Promise<Archive> {
  const {default: yauzl} = await import('yauzl');
  const zip = await yauzl.openPromise(file, {autoClose: false, lazyEntries: true}).catch((cause: unknown) => {
    throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'xlsx'}, {cause});
  });
  try {
    const entries = await entriesOf(zip);
    return {
      has: (name) => entries.has(name),
      read: (name) => bytesOf(zip, entries.get(name), file),
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'xlsx'}, {cause});
  }
}

async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    if (entries.size > ENTRIES) throw new RangeError('more files than a workbook holds');
  }
  return entries;
}

async function* bytesOf(zip: ZipFile, entry: Entry | undefined, file: string): AsyncIterable<Buffer> {
  if (entry === undefined) throw new KnownError('input', 'FILE_DAMAGED', {file, why: 'a part is missing'});
  let stream: Readable | undefined;
  try {
    stream = await zip.openReadStreamPromise(entry);
    for await (const bytes of stream) yield bytes as Buffer;
  } catch (cause) {
    if (cause instanceof KnownError) throw cause;
    throw new KnownError('input', 'FILE_DAMAGED', {file, why: (cause as Error).message}, {cause});
  } finally {
    stream?.destroy();
  }
}
