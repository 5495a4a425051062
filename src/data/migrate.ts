import {sql} from 'kysely';
import {KnownError} from '../domain/errors.js';
import type {Migration} from './migrations/types.js';
import {POSTGRES_WORDS, SQLITE_WORDS} from './migrations/types.js';
import type {OpenStore, Store} from './store.js';

/** The key all souks agree on, so that two that start at once do not both make the tables. */
const MIGRATION_LOCK = 7_236_110_315;

export interface MigrateOptions {
  readonly migrations: readonly Migration[];
  /** Called before an existing store is changed, with the version it has. */
  readonly backup: (version: number) => Promise<void>;
}

/** Version of the schema a store has; 0: an empty one. */
export async function schemaVersion(store: Store): Promise<number> {
  const exists =
    store.engine === 'sqlite'
      ? await store.executor.run("select 1 as found from sqlite_master where type = 'table' and name = 'meta'", [])
      : await store.executor.run("select 1 as found where to_regclass('meta') is not null", []);
  if (exists.rows.length === 0) return 0;
  const row = await store.db.selectFrom('meta').select('value').where('key', '=', 'schema').executeTakeFirst();
  return row === undefined ? 0 : Number(row.value);
}

/**
 * Brings a store up to date. A store of a newer souk is refused (STORE_NEWER), and so is one with a run that is not
 * finished (STORE_RUN_OPEN); an existing store is copied first. Each step is one transaction.
 */
export async function migrate(store: OpenStore, {migrations, backup}: MigrateOptions): Promise<void> {
  const known = migrations.at(-1)?.version ?? 0;
  const found = await schemaVersion(store);
  if (found === known) return;
  if (found > known) throw new KnownError('input', 'STORE_NEWER', {location: store.location, found, known});
  if (found === 0) await checkEncoding(store);
  else {
    await refuseOpenRuns(store);
    await backup(found);
  }
  for (const migration of migrations) {
    if (migration.version > found) await store.transaction((within) => step(within, migration));
  }
}

async function step(store: Store, migration: Migration): Promise<void> {
  if (store.engine === 'postgres') await store.executor.run('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  const version = await schemaVersion(store);
  if (version >= migration.version) return;
  const words = store.engine === 'sqlite' ? SQLITE_WORDS : POSTGRES_WORDS;
  if (version === 0) {
    await store.executor.run(words.table('meta', `key ${words.text} primary key, value ${words.text} not null`), []);
  } else await refuseOpenRuns(store);
  for (const statement of migration.statements(words)) await store.executor.run(statement, []);
  const value = String(migration.version);
  await store.db
    .insertInto('meta')
    .values({key: 'schema', value})
    .onConflict((on) => on.column('key').doUpdateSet({value}))
    .execute();
}

async function refuseOpenRuns(store: Store): Promise<void> {
  const open = await store.db
    .selectFrom('run')
    .innerJoin('shop', 'shop.id', 'run.shop_id')
    .select(['run.id as run', 'shop.name as shop'])
    .where('run.state', 'in', ['open', 'interrupted'])
    .orderBy('run.number')
    .executeTakeFirst();
  if (open !== undefined) throw new KnownError('locked', 'STORE_RUN_OPEN', open);
}

async function checkEncoding(store: Store): Promise<void> {
  if (store.engine === 'sqlite') return;
  const {rows} = await sql<{encoding: string}>`select current_setting('server_encoding') as encoding`.execute(store.db);
  const encoding = rows[0]?.encoding ?? '';
  if (encoding !== 'UTF8') throw new KnownError('input', 'STORE_ENCODING', {location: store.location, encoding});
}
