import {closeSync, openSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type BetterSqlite3 from 'better-sqlite3';
import {KnownError} from '../domain/errors.js';
import {explain} from './failures.js';
import {createGate, createInside} from './gate.js';
import {queriesOn} from './query.js';
import type {Executor, OpenStore, Ran, Store} from './store.js';
import {checkList, checkRow, toValue} from './values.js';

/** How long a write waits for another process's, in ms. */
const BUSY_TIMEOUT = 10_000;

/**
 * How long it waits when another one waited in vain just before: what ends a run asks for the store several times. After
 * a while of that it waits as long as ever.
 */
const IMPATIENT_MS = 500;
const IMPATIENT_FOR_MS = 5000;

/** Most memory for pages of the database. */
const CACHE_KIB = 32 * 1024;

/** The log is brought into the database when it has grown to 16 MB. */
const CHECKPOINT_PAGES = 4096;

/** Opens a SQLite database: WAL, foreign keys, and every commit on disk before it returns. */
export async function openSqlite(file: string, timeout: number = BUSY_TIMEOUT): Promise<OpenStore> {
  const {default: Database} = await import('better-sqlite3');
  const database = explained(file, () => connect(new Database(file, {timeout})));
  return storeOn(database, file, timeout);
}

/** Copies a database that others may be using into a new file, for its owner only. */
export async function backupSqlite(file: string, copy: string): Promise<void> {
  const {default: Database} = await import('better-sqlite3');
  explained(copy, () => {
    closeSync(openSync(copy, 'wx', 0o600));
    const database = new Database(file, {readonly: true, timeout: BUSY_TIMEOUT});
    try {
      database.prepare('vacuum into ?').run(copy);
    } finally {
      database.close();
    }
  });
}

function connect(database: BetterSqlite3.Database): BetterSqlite3.Database {
  try {
    if (database.pragma('journal_mode', {simple: true}) !== 'wal') database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    // Indexes of a large catalogue do not fit the usual 2 MB: pages would be read, and written to the log, over and over.
    database.pragma(`cache_size = -${CACHE_KIB}`);
    database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** One connection, used by one async caller at a time: a transaction keeps the others waiting until it ends. */
function storeOn(database: BetterSqlite3.Database, location: string, timeout: number): OpenStore {
  const gate = createGate();
  const inside = createInside();
  const direct = executorOn(database, location);
  const patience = {most: timeout, vainAt: Number.NEGATIVE_INFINITY};
  const shared: Executor = {
    run: async (sql, parameters) => {
      inside.refuse();
      return await gate.pass(() => direct.run(sql, parameters));
    },
    lists: async (sql, parameters) => {
      inside.refuse();
      return await gate.pass(() => direct.lists(sql, parameters));
    },
    runMany: async (sql, sets) => {
      inside.refuse();
      return await gate.pass(() => direct.runMany(sql, sets));
    },
  };
  const parts = {engine: 'sqlite', location, leaseClock: async (at: number) => at} as const;
  const within: Store = {...parts, executor: direct, db: queriesOn('sqlite', direct), atomic: (work) => work(within)};
  const transaction = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    inside.refuse();
    return await gate.pass(() => inside.run(() => inTransaction(direct, patience, () => work(within))));
  };
  return {
    ...parts,
    executor: shared,
    db: queriesOn('sqlite', shared),
    atomic: transaction,
    transaction,
    close: async () => await gate.pass(() => void database.close()),
  };
}

/** How long this connection waits for others at most, in ms. */
interface Patience {
  readonly most: number;
  /** When one last waited in vain. */
  vainAt: number;
}

function patient({most, vainAt}: Patience): number {
  return performance.now() - vainAt < IMPATIENT_FOR_MS ? Math.min(most, IMPATIENT_MS) : most;
}

/**
 * IMMEDIATE: the write lock is taken at once, so that what was read first is still so when it is written. While another
 * holds it, this waits without blocking the process, so that Ctrl-C is heard.
 */
async function begin(direct: Executor, patience: Patience): Promise<void> {
  const wait = patient(patience);
  const deadline = performance.now() + wait;
  for (;;) {
    await direct.run('pragma busy_timeout = 0', []);
    try {
      await direct.run('begin immediate', []);
      patience.vainAt = Number.NEGATIVE_INFINITY;
      return;
    } catch (error) {
      if (!(error instanceof KnownError && error.code === 'STORE_BUSY')) throw error;
      if (performance.now() >= deadline) {
        // Counted from the first in vain: those that follow it closely do not make it longer.
        if (wait === patience.most) patience.vainAt = performance.now();
        throw error;
      }
    } finally {
      await direct.run(`pragma busy_timeout = ${patience.most}`, []);
    }
    await sleep(5 + Math.random() * 20);
  }
}

async function inTransaction<T>(direct: Executor, patience: Patience, work: () => Promise<T>): Promise<T> {
  await begin(direct, patience);
  try {
    const result = await work();
    await direct.run('commit', []);
    return result;
  } catch (error) {
    // After some failures (a full disk) SQLite has rolled back by itself, and says so.
    await direct.run('rollback', []).catch(() => undefined);
    throw error;
  }
}

function executorOn(database: BetterSqlite3.Database, location: string): Executor {
  const kept = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  const prepared = (sql: string): BetterSqlite3.Statement<unknown[]> => {
    const known = kept.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare<unknown[]>(sql);
    kept.set(sql, statement);
    return statement;
  };
  const asLists = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  const listed = (sql: string): BetterSqlite3.Statement<unknown[]> => {
    const statement = asLists.get(sql) ?? database.prepare<unknown[]>(sql).raw();
    asLists.set(sql, statement);
    return statement;
  };
  const once = (statement: BetterSqlite3.Statement<unknown[]>, parameters: readonly unknown[]): Ran => {
    const values = parameters.map(toValue);
    if (!statement.reader) return {rows: [], affected: statement.run(values).changes};
    const rows = (statement.all(values) as Record<string, unknown>[]).map(checkRow);
    return {rows, affected: rows.length};
  };
  return {
    run: async (sql, parameters) => explained(location, () => once(prepared(sql), parameters)),
    lists: async (sql, parameters) =>
      explained(location, () => {
        const statement = listed(sql);
        return (statement.all(parameters.map(toValue)) as unknown[][]).map(checkList);
      }),
    runMany: async (sql, sets) =>
      explained(location, () => {
        const statement = prepared(sql);
        let affected = 0;
        for (const parameters of sets) affected += statement.run(parameters.map(toValue)).changes;
        return affected;
      }),
  };
}

function explained<T>(location: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw explain(error, location);
  }
}
