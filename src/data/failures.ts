import {KnownError} from '../domain/errors.js';

/** Turns a failure of an engine into one that souk can explain; anything else is passed on as it is. */
export function explain(error: unknown, location: string): unknown {
  if (!(error instanceof Error) || error instanceof KnownError) return error;
  const code = codeOf(error);
  const where = {location};
  const because = {location, why: error.message};
  const options = {cause: error};
  if (isNativeMissing(error, code))
    return new KnownError('input', 'STORE_NATIVE_MISSING', {why: firstLine(error)}, options);
  if (BUSY.test(code)) return new KnownError('locked', 'STORE_BUSY', where, options);
  if (FULL.test(code)) return new KnownError('input', 'STORE_FULL', where, options);
  if (READONLY.test(code)) return new KnownError('input', 'STORE_READONLY', where, options);
  if (BROKEN.test(code)) return new KnownError('input', 'STORE_IO', because, options);
  if (DAMAGED.test(code)) return new KnownError('input', 'STORE_DAMAGED', because, options);
  if (SIGN_IN.test(code)) return new KnownError('auth', 'STORE_SIGN_IN', because, options);
  if (UNREACHABLE.test(code) || GONE.test(error.message)) {
    return new KnownError('unreachable', 'STORE_UNREACHABLE', {location, why: error.message || code}, options);
  }
  return error;
}

/** SQLite's names, PostgreSQL's SQLSTATE, the system's errno. */
const BUSY = /^(SQLITE_(BUSY|LOCKED).*|55P03|40P01|40001)$/u;
const FULL = /^(SQLITE_FULL|53100|53200|ENOSPC|EDQUOT)$/u;
const READONLY =
  /^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH).*|25006|42501|EACCES|EPERM|EROFS|EEXIST|ENOENT|ENOTDIR|EISDIR)$/u;
const DAMAGED = /^SQLITE_(NOTADB|CORRUPT).*$/u;
/** The disk said no: a quota that is used up, a cable, a sector. SQLite does not pass on which. */
const BROKEN = /^(SQLITE_IOERR.*|58030|EIO|EFBIG)$/u;
const SIGN_IN = /^(28\w{3}|3D000)$/u;
const UNREACHABLE = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|57P0\d|53300|08\w{3})$/u;
const GONE = /^(Connection terminated|timeout exceeded when trying to connect)/u;

function codeOf(error: Error): string {
  if (error instanceof AggregateError && 'errors' in error) {
    const inner = (error.errors as readonly unknown[]).find((part) => part instanceof Error);
    if (inner instanceof Error && !('code' in error && typeof error.code === 'string')) return codeOf(inner);
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isNativeMissing(error: Error, code: string): boolean {
  if (code === 'ERR_DLOPEN_FAILED') return true;
  return /Could not locate the bindings file|better_sqlite3\.node/u.test(error.message);
}

function firstLine(error: Error): string {
  return error.message.split('\n', 1)[0] ?? '';
}
