import {chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync} from 'node:fs';
import path from 'node:path';

/** Makes the folder (for its owner only) and the file (0600) of a store before SQLite would make them for everybody. */
export function prepareFile(file: string): void {
  makeFolder(path.dirname(path.resolve(file)));
  // Opening for appending makes the file where there is none, and fails for a folder.
  closeSync(openSync(file, 'a', 0o600));
  closeToOthers(file);
}

/** Not `recursive`: under /proc Node would try for ever (a folder that can not be made is "no such file" there). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (!existsSync(path.dirname(folder))) makeFolder(path.dirname(folder));
  try {
    mkdirSync(folder, {mode: 0o700});
  } catch (error) {
    // Another souk that starts just now may have made it.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

function closeToOthers(file: string): void {
  if ((statSync(file).mode & 0o077) === 0) return;
  try {
    chmodSync(file, 0o600);
  } catch (error) {
    // A file of somebody else's keeps its rights; whether souk may write to it is found out on opening.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
  }
}

/** A name beside the store that no file has: `souk.db.v1.bak`, `souk.db.v1.2.bak` … */
export function backupName(file: string, version: number): string {
  for (let count = 1; ; count++) {
    const name = `${file}.v${version}${count === 1 ? '' : `.${count}`}.bak`;
    if (!existsSync(name)) return name;
  }
}
