import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type {Schema} from './schema.js';
import type {Engine, Executor} from './store.js';

/** Kysely over an executor of ours, so that typed queries and prepared bulk loops share one connection and one transaction. */
export function queriesOn(engine: Engine, executor: Executor): Kysely<Schema> {
  return new Kysely<Schema>({dialect: dialectOf(engine, driverOf(executor))});
}

function dialectOf(engine: Engine, driver: Driver): Dialect {
  if (engine === 'sqlite') {
    return {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    };
  }
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/** Transactions are the store's, never Kysely's. */
function driverOf(executor: Executor): Driver {
  const connection: DatabaseConnection = {
    executeQuery: async <R>({sql, parameters}: CompiledQuery): Promise<QueryResult<R>> => {
      const {rows, affected} = await executor.run(sql, parameters);
      return {rows: rows as unknown as R[], numAffectedRows: BigInt(affected)};
    },
    streamQuery: () => {
      throw new Error('rows are read in pages, not streamed');
    },
  };
  const refuse = async (): Promise<void> => {
    throw new Error('transactions are begun by the store');
  };
  return Object.assign(new DummyDriver(), {
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
  });
}
