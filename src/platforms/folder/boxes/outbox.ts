import {createHash} from 'node:crypto';
import {readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../../../domain/errors.js';
import {hashOf} from '../../../formats/csv.js';
import {openedState} from '../../../formats/encoding.js';
import {writeAtomic} from '../../../formats/write.js';
import type {Clock} from '../../../ports/clock.js';
import {Known} from '../known.js';
import {makeFolder, readNote, remove, renamed, requireFolder, requireFree, whole} from './entries.js';
import {batchesOf, type NoteName, noteName, noteNames, numbered, overtaken, type Sent} from './notes.js';

export const OUTBOX = 'outbox';
/** Where souk notes beside the files what they mean. */
const NOTES = '.souk';

/** A batch of the outbox, and how it stands: it counts, or a file of it is not there or was changed by hand. */
export interface Batch {
  readonly sent: Sent;
  readonly standing: 'counts' | 'gone' | 'altered';
}

/** The outbox of a shop: upload files in the order in which they are to be uploaded. */
export class Outbox {
  readonly #box: string;
  readonly #clock: Clock;
  readonly #notes: string;
  readonly #known = new Map<string, Sent>();
  readonly #hashes = new Map<string, Known<{readonly hash: string}>>();

  constructor(directory: string, clock: Clock) {
    this.#box = path.join(directory, OUTBOX);
    this.#notes = path.join(this.#box, NOTES);
    this.#clock = clock;
  }

  get directory(): string {
    return this.#box;
  }

  /**
   * The batches that were made of an export since it last came, the oldest first; those of other exports are not even
   * opened. Notes that the export was seen, where batches of another stand: they do not come back with that one's bytes.
   *
   * @throws KnownError input FILE_IS_LINK, OUTBOX_NOTE_DAMAGED.
   */
  async batches(base: string): Promise<readonly Batch[]> {
    for (const folder of [this.#box, this.#notes]) await requireFolder(folder);
    const notes = await this.#names();
    const over = overtaken(notes, base);
    if (over !== null) await this.#see(over, base);
    const batches = await Promise.all(batchesOf(notes, base).map(async (note) => await this.#batch(note)));
    return batches
      .flatMap((batch) => (batch?.sent.base === base ? [batch] : []))
      .sort((a, b) => a.sent.number - b.sent.number);
  }

  /**
   * Puts files into the box, none over another, each in one step. Either all of them are there at the end, or none: the
   * note of the batch gets its name last, and what a batch left that never got so far is taken away by the next.
   *
   * @param contents by the ending of the name: `-1.csv`
   * @throws KnownError input FILE_NOT_WRITABLE, FILE_IS_LINK; drift FILE_CHANGED
   */
  async put(
    contents: ReadonlyMap<string, string>,
    made: Pick<Sent, 'base' | 'run' | 'changes'>,
    before: () => Promise<void>,
  ): Promise<void> {
    for (const folder of [this.#box, this.#notes]) {
      await requireFolder(folder);
      await makeFolder(folder);
    }
    const number = await this.#next();
    await this.#takeBack();
    const stem = [numbered(number), ...(made.run === null ? [] : [made.run])].join('-');
    const files = [...contents].map(([ending, text]) => ({name: `${stem}${ending}`, text, hash: sha256(text)}));
    const names = files.map(({name, hash}) => ({name, hash}));
    const sent: Sent = {format: 'souk-outbox', version: 1, number, ...made, files: names};
    const part = path.join(this.#notes, noteName(number, made.base, 'part'));
    const done: string[] = [];
    try {
      await before();
      for (const [file, text] of [
        [part, `${JSON.stringify(sent)}\n`] as const,
        ...files.map(({name, text: content}) => [path.join(this.#box, name), content] as const),
      ]) {
        await writeAtomic(file, [text], () => requireFree(file));
        done.push(file);
      }
      await whole(part, path.join(this.#notes, noteName(number, made.base, 'json')));
    } catch (error) {
      // The note last: as long as a file is there, it says whose it is.
      for (const file of done.reverse()) await rm(file, {force: true});
      throw error;
    }
  }

  /** After the highest number that is there, in the box or in the notes. */
  async #next(): Promise<number> {
    const names = [...(await readdir(this.#box)), ...(await readdir(this.#notes))];
    const numbers = names.flatMap((name) => /^(\d{4,9})-/u.exec(name)?.[1] ?? []).map(Number);
    return Math.max(0, ...numbers) + 1;
  }

  /** Takes files away, as souk wrote them, of batches that never came to be whole: nobody counts what they ask for. */
  async #takeBack(): Promise<void> {
    for (const {name, kind} of await this.#names()) {
      if (kind !== 'part' && kind !== 'undone') continue;
      const undone = path.join(this.#notes, name.replace(/part$/u, 'undone'));
      // Whoever may still be at it, on another machine, finds the note gone at the end, and takes back the rest.
      if (kind === 'part' && !(await renamed(path.join(this.#notes, name), undone))) continue;
      const sent = await readNote(undone);
      const files = (sent?.files ?? []).map((each) => ({...each, file: path.join(this.#box, each.name)}));
      for (const {file, hash} of files) if ((await this.#hashOf(file)) === hash) await remove(file);
      await remove(undone);
    }
  }

  async #see(number: number, base: string): Promise<void> {
    try {
      await writeAtomic(path.join(this.#notes, noteName(number, base, 'seen')), [`${base}\n`]);
    } catch (error) {
      // Who may only read the folder leaves the noting to those who write the batches.
      if (!(error instanceof KnownError) || error.code !== 'FILE_NOT_WRITABLE') throw error;
    }
  }

  async #names(): Promise<NoteName[]> {
    return noteNames(await readdir(this.#notes).catch(() => []));
  }

  /** Null: it was taken back meanwhile. */
  async #batch({name, kind}: NoteName): Promise<Batch | null> {
    const file = path.join(this.#notes, name);
    const sent = this.#known.get(file) ?? (await readNote(file));
    if (sent === null) return null;
    if (kind === 'part') return {sent, standing: 'gone'};
    this.#known.set(file, sent);
    for (const each of sent.files) {
      const now = await this.#hashOf(path.join(this.#box, each.name));
      if (now !== each.hash) return {sent, standing: now === null ? 'gone' : 'altered'};
    }
    return {sent, standing: 'counts'};
  }

  async #hashOf(file: string): Promise<string | null> {
    const state = await openedState(file).catch(() => null);
    if (state === null) return null;
    const known = this.#hashes.get(file) ?? new Known<{readonly hash: string}>(this.#clock);
    this.#hashes.set(file, known);
    return (await known.of(file, async () => ({hash: await hashOf(file, state.size)}))).hash;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
