import {createHash} from 'node:crypto';
import {lstat, mkdir, readdir, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Target} from '../../../domain/change/types.js';
import {KnownError} from '../../../domain/errors.js';
import {hashOf} from '../../../formats/csv.js';
import {fileState} from '../../../formats/encoding.js';
import {writeAtomic} from '../../../formats/write.js';
import type {Clock} from '../../../ports/clock.js';
import {Known} from '../known.js';
import type {After} from './apply.js';

export const OUTBOX = 'outbox';
/** Where souk notes beside the files what they mean. */
const NOTES = '.souk';

/** A change that an upload asks for. */
export interface Asked {
  readonly target: Target;
  readonly after: After;
}

/** One batch of uploads: what the files ask for, and of which export they were made. */
export interface Sent {
  readonly format: 'souk-outbox';
  readonly version: 1;
  readonly number: number;
  /** SHA-256 of the export. */
  readonly base: string;
  readonly run: string | null;
  readonly files: readonly {readonly name: string; readonly hash: string}[];
  readonly changes: readonly Asked[];
}

/** How a batch stands: it counts, or a file of it was taken away or changed by hand. */
export type Standing = 'counts' | 'gone' | 'altered';

/** The outbox of a shop: upload files in the order in which they are to be uploaded. */
export class Outbox {
  readonly #box: string;
  readonly #clock: Clock;
  readonly #notes = new Map<string, Sent>();
  readonly #hashes = new Map<string, Known<{readonly hash: string}>>();

  constructor(directory: string, clock: Clock) {
    this.#box = path.join(directory, OUTBOX);
    this.#clock = clock;
  }

  get directory(): string {
    return this.#box;
  }

  /**
   * The batches that were made of an export, the oldest first; those of older exports are not even opened.
   *
   * @throws KnownError input FILE_IS_LINK, OUTBOX_NOTE_DAMAGED.
   */
  async batches(base: string): Promise<readonly Sent[]> {
    const notes = path.join(this.#box, NOTES);
    for (const folder of [this.#box, notes]) await requireFolder(folder);
    const names = (await readdir(notes).catch(() => [])).filter((name) => name.endsWith(`-${mark(base)}.json`));
    const sent = await Promise.all(names.map(async (name) => await this.#note(path.join(notes, name))));
    return sent.filter((each) => each.base === base).sort((a, b) => a.number - b.number);
  }

  async standing({files}: Sent): Promise<Standing> {
    for (const {name, hash: written} of files) {
      const now = await this.#hashOf(path.join(this.#box, name));
      if (now !== written) return now === null ? 'gone' : 'altered';
    }
    return 'counts';
  }

  /**
   * Puts files into the box, none over another, each in one step. Either all of them are there at the end, or none.
   *
   * @param contents by the ending of the name: `-1.csv`
   * @throws KnownError input FILE_NOT_WRITABLE, FILE_IS_LINK; drift FILE_CHANGED
   */
  async put(
    contents: ReadonlyMap<string, string>,
    made: Pick<Sent, 'base' | 'run' | 'changes'>,
    before: () => Promise<void>,
  ): Promise<void> {
    const notes = path.join(this.#box, NOTES);
    for (const folder of [this.#box, notes]) {
      await requireFolder(folder);
      await makeFolder(folder);
    }
    const number = await this.#next();
    const stem = [String(number).padStart(4, '0'), ...(made.run === null ? [] : [made.run])].join('-');
    const files = [...contents].map(([ending, text]) => ({name: `${stem}${ending}`, text, hash: sha256(text)}));
    const sent: Sent = {
      format: 'souk-outbox',
      version: 1,
      number,
      ...made,
      files: files.map(({name, hash}) => ({name, hash})),
    };
    const note = path.join(notes, `${String(number).padStart(4, '0')}-${mark(made.base)}.json`);
    const done: string[] = [];
    try {
      await before();
      for (const [file, text] of [
        [note, `${JSON.stringify(sent)}\n`] as const,
        ...files.map(({name, text: content}) => [path.join(this.#box, name), content] as const),
      ]) {
        await writeAtomic(file, [text], () => requireFree(file));
        done.push(file);
      }
    } catch (error) {
      for (const file of done) await rm(file, {force: true});
      throw error;
    }
  }

  /** After the highest number that is there, in the box or in the notes. */
  async #next(): Promise<number> {
    const names = [...(await readdir(this.#box)), ...(await readdir(path.join(this.#box, NOTES)))];
    const numbers = names.flatMap((name) => /^(\d{4,9})-/u.exec(name)?.[1] ?? []).map(Number);
    return Math.max(0, ...numbers) + 1;
  }

  async #note(file: string): Promise<Sent> {
    const known = this.#notes.get(file);
    if (known !== undefined) return known;
    const sent = parsed(await readFile(file, 'utf8'));
    if (sent === null) throw new KnownError('input', 'OUTBOX_NOTE_DAMAGED', {file});
    this.#notes.set(file, sent);
    return sent;
  }

  async #hashOf(file: string): Promise<string | null> {
    const state = await fileState(file).catch(() => null);
    if (state === null) return null;
    const known = this.#hashes.get(file) ?? new Known<{readonly hash: string}>(this.#clock);
    this.#hashes.set(file, known);
    return (await known.of(file, async () => ({hash: await hashOf(file, state.size)}))).hash;
  }
}

/** Nobody who may write in the shop's folder should so write elsewhere. */
async function requireFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => null);
  if (found === null) return;
  if (found.isSymbolicLink()) throw new KnownError('input', 'FILE_IS_LINK', {file: folder});
  if (!found.isDirectory()) throw new KnownError('input', 'FILE_NOT_WRITABLE', {file: folder, why: 'ENOTDIR'});
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, {recursive: true});
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'EIO';
    throw new KnownError('input', 'FILE_NOT_WRITABLE', {file: folder, why}, {cause});
  }
}

async function requireFree(file: string): Promise<void> {
  if ((await lstat(file).catch(() => null)) !== null) throw new KnownError('drift', 'FILE_CHANGED', {file});
}

/** An export in the names of notes. */
function mark(base: string): string {
  return base.slice(0, 16);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Notes are souk's own: one of another form is damaged, or of a newer souk. */
function parsed(text: string): Sent | null {
  try {
    const value = JSON.parse(text) as Partial<Sent> | null;
    const whole =
      value?.format === 'souk-outbox' &&
      value.version === 1 &&
      Number.isSafeInteger(value.number) &&
      typeof value.base === 'string' &&
      Array.isArray(value.files) &&
      value.files.every(({name, hash}) => path.basename(String(name)) === name && typeof hash === 'string') &&
      Array.isArray(value.changes) &&
      value.changes.every(({target, after}) => typeof target.key === 'object' && typeof after === 'object');
    return whole ? (value as Sent) : null;
  } catch {
    return null;
  }
}
