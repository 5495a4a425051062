import type {Kysely} from 'kysely';
import type {Schema} from './schema.js';
import type {Row, Value} from './values.js';

export type Engine = 'sqlite' | 'postgres';

export interface Ran {
  readonly rows: readonly Row[];
  /** Rows inserted, updated or deleted. */
  readonly affected: number;
}

/** Runs statements on one engine, prepared and kept by their text. */
export interface Executor {
  run(sql: string, parameters: readonly unknown[]): Promise<Ran>;
  /** The rows of a query as lists of values in the order of its columns: half the work of rows by name. */
  lists(sql: string, parameters: readonly unknown[]): Promise<readonly (readonly Value[])[]>;
  /** The same statement for each set of parameters, one after the other; returns the rows affected in all. */
  runMany(sql: string, sets: Iterable<readonly unknown[]>): Promise<number>;
}

/** One engine behind one face. Repositories are built on a store and know nothing of the engine. */
export interface Store {
  readonly engine: Engine;
  /** What `data info` shows: the file, or the URL without its password. */
  readonly location: string;
  /** Builds and runs single statements. */
  readonly db: Kysely<Schema>;
  readonly executor: Executor;
  /** Runs `work` in this store's transaction, or in one of its own when there is none: all of it or nothing. */
  atomic<T>(work: (store: Store) => Promise<T>): Promise<T>;
  /** The clock that leases go by: the server's where several machines share a store, else what the caller says. */
  leaseClock(at: number): Promise<number>;
}

/** A store that was opened and must be closed. */
export interface OpenStore extends Store {
  /** Starts a transaction. A second one inside it is a bug and is refused. */
  transaction<T>(work: (store: Store) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
