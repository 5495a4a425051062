import path from 'node:path';

/** Folder of all state: --home or SOUK_HOME, else the user's data directory. */
export function homeOf(flag: string | undefined, dataDirectory: string): string {
  return path.resolve(flag !== undefined && flag !== '' ? flag : dataDirectory);
}
