import {lstat, readdir, realpath} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../../../domain/errors.js';
import {type FileState, openedState} from '../../../formats/encoding.js';
import type {Clock} from '../../../ports/clock.js';
import {findFile} from '../files.js';

const INBOX = 'inbox';

/** Files that may be exports. What a browser or a copying program calls a file that is still coming is none. */
const EXPORT = /^[^.~].*\.(?:csv|tsv|txt|xml|xlsx|gz)$/iu;
const ENDINGS = /(?:\.[a-z0-9]{1,5})?(?:\.gz)?$/iu;

/** How long a file must not have changed to be taken for whole. */
const REST_MS = 1000;
const LOOKS = 3;
/** How long where its end does not show that it is whole: the last cell may be cut short. */
const UNENDED_REST_MS = 60_000;

/** The newest export of an inbox. */
export interface Newest {
  readonly file: string;
  /** A file that changed later, and is not taken since its name comes before. */
  readonly later: string | null;
}

interface Candidate {
  readonly name: string;
  readonly changedAt: number;
}

/**
 * The newest export by the order of names, as people number them: `export-9` before `export-10`, `export` before
 * `export (1)`, dates as `2026-03-01`. Names that differ in case or ending only: the one that was changed last.
 *
 * @throws KnownError input INBOX_EMPTY, FOLDER_LINK_OUTSIDE.
 */
export async function newestExport(directory: string, dialect: string): Promise<Newest> {
  const box = path.join(directory, INBOX);
  const real = await realpath(box).catch(() => null);
  if (real !== null && path.dirname(real) !== (await realpath(directory)))
    throw new KnownError('input', 'FOLDER_LINK_OUTSIDE', {file: box});
  const candidates = real === null ? [] : await candidatesIn(box);
  const newest = candidates.reduce<Candidate | null>(
    (best, each) => (best === null || later(each, best) ? each : best),
    null,
  );
  const file = newest === null ? null : await findFile(box, newest.name);
  if (newest === null || file === null) throw new KnownError('input', 'INBOX_EMPTY', {directory: box, dialect});
  const touched = candidates.find(({changedAt}) => changedAt > newest.changedAt + REST_MS);
  return {file, later: touched?.name ?? null};
}

async function candidatesIn(box: string): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const name of (await readdir(box)).filter((each) => EXPORT.test(each))) {
    const state = await lstat(path.join(box, name)).catch(() => null);
    if (state !== null && !state.isDirectory()) found.push({name, changedAt: state.mtimeMs});
  }
  return found;
}

function later(a: Candidate, b: Candidate): boolean {
  const order = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});
  const stem = ({name}: Candidate) => name.replace(ENDINGS, '');
  const by = order.compare(stem(a), stem(b)) || a.changedAt - b.changedAt || (a.name < b.name ? -1 : 1);
  return by > 0;
}

/**
 * Reads a file that has stopped changing, and did not go on while it was read: a copy may stall at the end of a row.
 * Many exports have no line end at their end; one that has none (`ended`) must have been at rest for a minute.
 *
 * @throws KnownError input INBOX_GROWING.
 */
export async function readAtRest<T extends {readonly ended: boolean}>(
  file: string,
  clock: Clock,
  signal: AbortSignal,
  read: () => Promise<T>,
): Promise<T> {
  const {stamp, changedAt} = await atRest(file, clock, signal);
  const made = await read();
  const rested = made.ended || clock.real() - changedAt > UNENDED_REST_MS;
  if (!rested || (await openedState(file)).stamp !== stamp) throw new KnownError('input', 'INBOX_GROWING', {file});
  return made;
}

async function atRest(file: string, clock: Clock, signal: AbortSignal): Promise<FileState> {
  for (let looked = 0; looked < LOOKS; looked++) {
    const state = await openedState(file);
    if (clock.real() - state.changedAt > REST_MS) return state;
    await clock.sleep(REST_MS, signal);
    if ((await openedState(file)).stamp === state.stamp) return state;
  }
  throw new KnownError('input', 'INBOX_GROWING', {file});
}
