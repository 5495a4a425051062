import {writeSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import type {Database, Statement} from 'better-sqlite3';

/**
 * Loaded into souk's own process before it starts (`--import`): counts what it writes to its store, and kills it by
 * SIGKILL right before or after the n-th of these writes. From outside no such moment can be met: they take
 * microseconds. souk knows nothing of it.
 */
const [side, nth] = (process.env['SOUK_STRIKE'] ?? '').split(' ');
const mark = Number(nth);
let writes = 0;

/** File descriptor on which is told how many writes were made, or at which one it ended. */
const REPORT = 3;

interface SqliteModule {
  readonly prototype: Database;
}

const require = createRequire(path.join(process.cwd(), 'package.json'));
const {prototype} = require('better-sqlite3') as SqliteModule;
const prepare = prototype.prepare as (this: Database, sql: string) => Statement;

prototype.prepare = function (this: Database, sql: string) {
  const statement = prepare.call(this, sql);
  if (statement.readonly && sql !== 'commit') return statement;
  for (const method of ['run', 'all', 'get'] as const) {
    const real = statement[method].bind(statement) as (...args: readonly unknown[]) => unknown;
    Object.defineProperty(statement, method, {
      value: (...args: readonly unknown[]) => counted(sql, () => real(...args)),
    });
  }
  return statement;
} as Database['prepare'];

function counted(sql: string, work: () => unknown): unknown {
  writes += 1;
  if (side === 'before' && writes === mark) die(sql);
  const result = work();
  if (side === 'after' && writes === mark) die(sql);
  return result;
}

/** SIGKILL to oneself is delivered before the call returns. */
function die(sql: string): void {
  writeSync(REPORT, sql);
  process.kill(process.pid, 'SIGKILL');
}

process.on('exit', () => {
  writeSync(REPORT, String(writes));
});
