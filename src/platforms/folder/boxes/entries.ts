import {lstat, mkdir, readFile, rename, rm} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../../../domain/errors.js';
import {syncFolder} from '../../../formats/write.js';
import {parsed, type Sent} from './notes.js';

/** Null: there is none. @throws KnownError input OUTBOX_NOTE_DAMAGED. */
export async function readNote(file: string): Promise<Sent | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const sent = text === null ? null : parsed(text);
  if (text !== null && sent === null) throw new KnownError('input', 'OUTBOX_NOTE_DAMAGED', {file});
  return sent;
}

/** Makes a batch count. @throws KnownError drift FILE_CHANGED when its note was taken for one left behind. */
export async function whole(part: string, note: string): Promise<void> {
  await requireFree(note);
  if (!(await renamed(part, note))) throw new KnownError('drift', 'FILE_CHANGED', {file: part});
  await syncFolder(path.dirname(note));
}

/** False: it is not there, or no more. @throws KnownError input FILE_NOT_WRITABLE. */
export async function renamed(from: string, to: string): Promise<boolean> {
  return await rename(from, to).then(
    () => true,
    (cause: unknown) => {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw unwritable(to, cause);
    },
  );
}

/** Takes a file away, if it is there. @throws KnownError input FILE_NOT_WRITABLE. */
export async function remove(file: string): Promise<void> {
  await rm(file, {force: true}).catch((cause: unknown) => {
    throw unwritable(file, cause);
  });
}

/**
 * Nobody who may write in the shop's folder should so write elsewhere.
 *
 * @throws KnownError input FILE_IS_LINK, FILE_NOT_WRITABLE.
 */
export async function requireFolder(folder: string): Promise<void> {
  const found = await lstat(folder).catch(() => null);
  if (found === null) return;
  if (found.isSymbolicLink()) throw new KnownError('input', 'FILE_IS_LINK', {file: folder});
  if (!found.isDirectory()) throw new KnownError('input', 'FILE_NOT_WRITABLE', {file: folder, why: 'ENOTDIR'});
}

/** @throws KnownError input FILE_NOT_WRITABLE. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, {recursive: true}).catch((cause: unknown) => {
    throw unwritable(folder, cause);
  });
}

function unwritable(file: string, cause: unknown): KnownError {
  const why = (cause as NodeJS.ErrnoException).code ?? 'EIO';
  return new KnownError('input', 'FILE_NOT_WRITABLE', {file, why}, {cause});
}

/** @throws KnownError drift FILE_CHANGED when there is something of that name. */
export async function requireFree(file: string): Promise<void> {
  if ((await lstat(file).catch(() => null)) !== null) throw new KnownError('drift', 'FILE_CHANGED', {file});
}
