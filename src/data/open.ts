import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import type {Data} from '../ports/data.js';
import {explain} from './failures.js';
import {backupName, prepareFile} from './file.js';
import {refuseNetwork} from './filesystem.js';
import {migrate, schemaVersion} from './migrate.js';
import {MIGRATIONS} from './migrations/index.js';
import type {Migration} from './migrations/types.js';
import {isPostgres, openPostgres} from './postgres.js';
import {catalogRepository} from './repositories/catalog.js';
import {experimentRepository} from './repositories/experiments.js';
import {exportRepository} from './repositories/exports.js';
import {factRepository} from './repositories/facts.js';
import {fileMemory} from './repositories/files.js';
import {learnerRepository} from './repositories/learner.js';
import {priceLedger} from './repositories/ledger.js';
import {limiterRepository} from './repositories/limiters.js';
import {lockRepository} from './repositories/locks.js';
import {planRepository} from './repositories/plans.js';
import {pricedRepository} from './repositories/priced.js';
import {promotionRepository} from './repositories/promotions.js';
import {runRepository} from './repositories/runs.js';
import {salesRepository} from './repositories/sales.js';
import {shopRepository} from './repositories/shops.js';
import {TABLES} from './schema.js';
import {backupSqlite, openSqlite} from './sqlite.js';
import type {OpenStore, Store} from './store.js';

export interface OpenOptions {
  /** Other steps than souk's own; for tests of migrations. */
  readonly migrations?: readonly Migration[];
  /** How long a write to SQLite waits for another process's, in ms; 10 s when absent. */
  readonly busyTimeout?: number;
}

/**
 * Opens souk's data and brings its schema up to date.
 *
 * @param location path of the SQLite file, `:memory:`, or a `postgres://` URL
 * @throws KnownError STORE_BUSY, STORE_READONLY, STORE_NEWER, STORE_RUN_OPEN, STORE_ON_NETWORK, STORE_UNREACHABLE, STORE_URL_INVALID …
 * @example const data = await openData(path.join(home, 'souk.db'));
 */
export async function openData(location: string, options: OpenOptions = {}): Promise<Data> {
  const store = await openStore(location, options);
  const file = isPostgres(location) || location === ':memory:' ? null : path.resolve(location);
  try {
    await migrate(store, {
      migrations: options.migrations ?? MIGRATIONS,
      backup: async (version) => {
        if (file !== null) await backupSqlite(file, backupName(file, version));
      },
    });
  } catch (error) {
    await store.close();
    throw error;
  }
  return dataOf(store);
}

async function openStore(location: string, {busyTimeout}: OpenOptions): Promise<OpenStore> {
  if (isPostgres(location)) return await openPostgres(location);
  if (location === ':memory:') return await openSqlite(location, busyTimeout);
  const scheme = /^[a-z][a-z\d+.-]*:\/\//iu.exec(location)?.[0];
  if (scheme !== undefined) throw new KnownError('usage', 'STORE_URL_INVALID', {location: `${scheme}…`});
  const file = path.resolve(location);
  refuseNetwork(path.dirname(file));
  try {
    prepareFile(file);
  } catch (error) {
    throw explain(error, file);
  }
  return await openSqlite(file, busyTimeout);
}

function dataOf(store: OpenStore): Data {
  return {
    ...repositories(store),
    transaction: (work) => store.transaction((within) => work(insideOf(within))),
    close: () => store.close(),
  };
}

/** The data a transaction works on: it can neither be closed nor begin another. */
function insideOf(store: Store): Data {
  const refuse = async (): Promise<never> => {
    throw new Error('a transaction is neither nested nor closed from inside');
  };
  return {...repositories(store), transaction: refuse, close: refuse};
}

function repositories(store: Store): Omit<Data, 'transaction' | 'close'> {
  return {
    engine: store.engine,
    shops: shopRepository(store),
    catalog: catalogRepository(store),
    priced: pricedRepository(store),
    facts: factRepository(store),
    sales: salesRepository(store),
    ledger: priceLedger(store),
    learner: learnerRepository(store),
    promotions: promotionRepository(store),
    experiments: experimentRepository(store),
    plans: planRepository(store),
    runs: runRepository(store),
    exports: exportRepository(store),
    files: fileMemory(store),
    locks: lockRepository(store),
    limiters: limiterRepository(store),
    info: () => info(store),
  };
}

async function info(store: Store): ReturnType<Data['info']> {
  const tables: {name: string; rows: number}[] = [];
  for (const name of TABLES) {
    const counted = store.db.selectFrom(name).select((eb) => eb.fn.countAll<number>().as('rows'));
    tables.push({name, rows: (await counted.executeTakeFirstOrThrow()).rows});
  }
  return {location: store.location, version: String(await schemaVersion(store)), tables};
}
