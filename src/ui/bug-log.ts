import {existsSync, mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';

/**
 * Keeps the stack where a person can find it, and nobody else: in `logs` of the home where there is one, else in a new
 * folder of its own (a name that is known beforehand, in a folder that all share, could be somebody's link). Secrets are
 * never in errors' texts, by construction of `KnownError`s and connectors; the password of a URL that was typed goes here.
 */
export function logBug(error: unknown, argv: readonly string[], home: string | null): string {
  try {
    const name = `bug-${Date.now()}-${process.pid}.log`;
    const file = path.join(logFolder(home), name);
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    writeFileSync(file, withoutPasswords(`souk ${argv.join(' ')}\n${stack}\n`), {mode: 0o600, flag: 'wx'});
    return file;
  } catch {
    return 'standard error';
  }
}

/** A text whose URLs have lost their passwords. */
export function withoutPasswords(text: string): string {
  return text.replace(/(:\/\/[^\s/:@]*):[^\s]*@/gu, '$1:***@');
}

function logFolder(home: string | null): string {
  if (home === null || !existsSync(home)) return mkdtempSync(path.join(tmpdir(), 'souk-log-'));
  const folder = path.join(home, 'logs');
  if (!existsSync(folder)) mkdirSync(folder, {mode: 0o700});
  return folder;
}
