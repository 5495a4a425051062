import path from 'node:path';
import type {Target} from '../../../domain/change/types.js';
import type {After} from './apply.js';

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

/**
 * What a note is: of a batch that is there (`json`), of one whose files are not all there yet (`part`) or are being
 * taken back (`undone`); `seen`: another export came after the batch of this number.
 */
export type NoteKind = 'json' | 'part' | 'undone' | 'seen';

/** A note by its name alone. */
export interface NoteName {
  readonly name: string;
  readonly number: number;
  /** The export, by the first digits of its hash. */
  readonly mark: string;
  readonly kind: NoteKind;
}

const NAME = /^(\d{4,9})-([0-9a-f]{16})\.(json|part|undone|seen)$/u;

/** A batch's number as names begin with it: so that they sort, four digits at least. */
export function numbered(number: number): string {
  return String(number).padStart(4, '0');
}

/** @param base SHA-256 of the export, hex */
export function noteName(number: number, base: string, kind: NoteKind): string {
  return `${numbered(number)}-${mark(base)}.${kind}`;
}

/** The notes among the names of a folder. */
export function noteNames(names: readonly string[]): NoteName[] {
  return names.flatMap((name) => {
    const [, number, own = '', kind] = NAME.exec(name) ?? [];
    return number === undefined ? [] : [{name, number: Number(number), mark: own, kind: kind as NoteKind}];
  });
}

/** Batches made of an export since it last was the newest: none that stands before anything of another export. */
export function batchesOf(notes: readonly NoteName[], base: string): NoteName[] {
  const own = mark(base);
  const latest = Math.max(0, ...notes.filter((each) => each.mark !== own).map(rank));
  return notes.filter(
    (note) => (note.kind === 'json' || note.kind === 'part') && note.mark === own && rank(note) >= latest,
  );
}

/** The number of the last batch, when it was made of another export than this and nothing says yet that it is over. */
export function overtaken(notes: readonly NoteName[], base: string): number | null {
  const last = notes.filter(({kind}) => kind === 'json').reduce<NoteName | null>(later, null);
  if (last === null || last.mark === mark(base)) return null;
  const over = notes.some((note) => note.mark !== last.mark && rank(note) > rank(last));
  return over ? null : last.number;
}

function later(best: NoteName | null, note: NoteName): NoteName {
  return best === null || rank(note) > rank(best) ? note : best;
}

/** An export that was seen after a batch stands between it and the next one. */
function rank({number, kind}: NoteName): number {
  return kind === 'seen' ? number + 0.5 : number;
}

function mark(base: string): string {
  return base.slice(0, 16);
}

/** Notes are souk's own: one of another form is damaged, or of a newer souk; null. */
export function parsed(text: string): Sent | null {
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
