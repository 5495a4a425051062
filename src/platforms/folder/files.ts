import {access, constants, realpath, stat} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../../domain/errors.js';

/** The one file that is written: the shop's listings. */
export const LISTINGS_FILE = 'listings.csv';
export const PROMOTIONS_FILE = 'promotions.csv';

/** Makes sure that the shop's directory is there. @throws KnownError unreachable FOLDER_MISSING, input FOLDER_NOT_DIRECTORY. */
export async function requireDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => null);
  if (found === null) throw new KnownError('unreachable', 'FOLDER_MISSING', {directory});
  if (!found.isDirectory()) throw new KnownError('input', 'FOLDER_NOT_DIRECTORY', {directory});
}

/**
 * Path of one of the shop's files, or null when it is not there. A link that leads out of the directory is refused:
 * refusals show cells, and nobody who may write in the folder should so read other files.
 *
 * @throws KnownError input FOLDER_LINK_OUTSIDE.
 */
export async function findFile(directory: string, name: string): Promise<string | null> {
  const file = path.join(directory, name);
  const real = await realpath(file).catch(() => null);
  if (real === null) return null;
  if (path.dirname(real) !== (await realpath(directory))) throw new KnownError('input', 'FOLDER_LINK_OUTSIDE', {file});
  return file;
}

export async function writable(directory: string): Promise<boolean> {
  return await access(directory, constants.W_OK).then(
    () => true,
    () => false,
  );
}
