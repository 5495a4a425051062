import {createHash} from 'node:crypto';
import {sql} from 'kysely';
import type {Pool, PoolClient, PoolConfig} from 'pg';
import {KnownError} from '../domain/errors.js';
import {explain} from './failures.js';
import {createInside} from './gate.js';
import {queriesOn} from './query.js';
import type {Executor, OpenStore, Store} from './store.js';
import {parseInteger, type Row, toParameter, type Value} from './values.js';

const LOCK_TIMEOUT = 10_000;
const CONNECT_TIMEOUT = 15_000;
const INT8 = 20;
const NUMERIC = 1700;

/** An intent is on disk before its request leaves, whatever the server, the database or the role has set. */
const COMMIT_TO_DISK = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`;

/** True for a location that is a PostgreSQL URL. */
export function isPostgres(location: string): boolean {
  return /^postgres(ql)?:\/\//iu.test(location);
}

/** The URL as it may be shown: without its password, and without its options, which can hold others (`sslpassword`). */
export function shownUrl(url: string): string {
  try {
    const parsed = new URL(url);
    if (parsed.password !== '') parsed.password = '***';
    parsed.search = '';
    parsed.hash = '';
    return parsed.toString();
  } catch {
    return 'postgres://…';
  }
}

/**
 * Opens a shared store.
 *
 * @throws KnownError usage STORE_URL_INVALID before anything could print the URL, and with it a password
 */
export async function openPostgres(url: string): Promise<OpenStore> {
  if (!URL.canParse(url)) throw new KnownError('usage', 'STORE_URL_INVALID', {location: shownUrl(url)});
  const location = shownUrl(url);
  const {default: pg} = await import('pg');
  const getTypeParser: NonNullable<PoolConfig['types']>['getTypeParser'] = (id: number, format?: unknown) =>
    id === INT8 || id === NUMERIC ? parseInteger : pg.types.getTypeParser(id, format === 'binary' ? 'binary' : 'text');
  const pool = new pg.Pool({
    connectionString: url,
    max: 4,
    application_name: 'souk',
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    lock_timeout: LOCK_TIMEOUT,
    types: {getTypeParser},
  });
  // A connection that dies while idle is replaced by the pool; its error must not end the process.
  pool.on('error', () => undefined);
  // The first query of every connection; where it fails, so does the next.
  pool.on('connect', (client) => void client.query(COMMIT_TO_DISK).catch(() => undefined));
  return storeOn(pool, location);
}

function storeOn(pool: Pool, location: string): OpenStore {
  const inside = createInside();
  const shared = executorOn(location, async (work) => {
    inside.refuse();
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  });
  const transaction = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
    inside.refuse();
    return await withClient(pool, location, (client) => inside.run(() => inTransaction(client, location, work)));
  };
  const root = storeParts(location, shared);
  return {...root, atomic: transaction, transaction, close: async () => await pool.end()};
}

function storeParts(location: string, executor: Executor): Omit<Store, 'atomic'> {
  const db = queriesOn('postgres', executor);
  return {
    engine: 'postgres',
    location,
    executor,
    db,
    leaseClock: async () => {
      const now = sql<{now: number}>`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`;
      return (await now.execute(db)).rows[0]?.now ?? Number.NaN;
    },
  };
}

async function withClient<T>(pool: Pool, location: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw explain(error, location);
  });
  let broken: Error | undefined;
  const onError = (error: Error): void => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

async function inTransaction<T>(client: PoolClient, location: string, work: (store: Store) => Promise<T>): Promise<T> {
  const direct = executorOn(location, (use) => use(client));
  const within: Store = {...storeParts(location, direct), atomic: (inner) => inner(within)};
  await direct.run('begin', []);
  try {
    const result = await work(within);
    await direct.run('commit', []);
    return result;
  } catch (error) {
    await direct.run('rollback', []).catch(() => undefined);
    throw error;
  }
}

type Use = <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>;

function executorOn(location: string, use: Use): Executor {
  const one = async (client: PoolClient, sql: string, parameters: readonly unknown[]) => {
    const {rows, rowCount} = await client.query<Row>({
      name: nameOf(sql),
      text: sql,
      values: parameters.map(toParameter),
    });
    return {rows, affected: rowCount ?? 0};
  };
  return {
    run: async (sql, parameters) => {
      try {
        return await use((client) => one(client, sql, parameters));
      } catch (error) {
        throw explain(error, location);
      }
    },
    lists: async (sql, parameters) => {
      try {
        return await use(async (client) => {
          const values = parameters.map(toParameter);
          const query = {name: nameOf(sql), text: sql, values, rowMode: 'array'} as const;
          return (await client.query<Value[]>(query)).rows;
        });
      } catch (error) {
        throw explain(error, location);
      }
    },
    runMany: async (sql, sets) => {
      try {
        return await use(async (client) => {
          let affected = 0;
          for (const parameters of sets) affected += (await one(client, sql, parameters)).affected;
          return affected;
        });
      } catch (error) {
        throw explain(error, location);
      }
    },
  };
}

/** A name of the statement on its connection, so that the server plans it once. */
function nameOf(sql: string): string {
  return createHash('sha1').update(sql).digest('base64url');
}
