import {type RawBuilder, type SqlBool, sql} from 'kysely';
import type {Upserted} from '../ports/data.js';
import type {Schema, TableName} from './schema.js';
import type {Store} from './store.js';
import {type Row, toValue, type Value} from './values.js';

type Column<T extends TableName> = keyof Schema[T] & string;

/** Most values one list asks for at once. */
const CHUNK = 5000;

/**
 * Rows of one statement on PostgreSQL: as many as fit, then fewer, so that four statements do for any number of rows. It
 * takes 65,535 parameters at most.
 */
const ROWS_A_STATEMENT: readonly number[] = [512, 64, 8, 1];

/** Marks the place of a value in a query that is compiled once and run for many rows. */
class Place {
  constructor(
    readonly row: number,
    readonly column: string,
  ) {}
}

/** What happens to a row whose key is there already. */
export type Conflict<T extends TableName> = {
  readonly keys: readonly Column<T>[];
  readonly write: 'over' | 'none';
} | null;

/**
 * Inserts rows (all with the same columns) by one query that Kysely compiles once: row by row through a prepared
 * statement on SQLite, some hundred rows a statement on PostgreSQL, where each statement is a trip to the server.
 *
 * @returns how many were written
 */
export async function insertRows<T extends TableName>(
  store: Store,
  table: T,
  rows: readonly Schema[T][],
  conflict: Conflict<T> = null,
): Promise<number> {
  const first = rows[0];
  if (first === undefined) return 0;
  const columns = Object.keys(first) as Column<T>[];
  let start = 0;
  let written = 0;
  for (const size of store.engine === 'sqlite' ? [1] : ROWS_A_STATEMENT) {
    const end = start + Math.floor((rows.length - start) / size) * size;
    written += await insertBy(store, table, columns, rows.slice(start, end), size, conflict);
    start = end;
  }
  return written;
}

async function insertBy<T extends TableName>(
  store: Store,
  table: T,
  columns: readonly Column<T>[],
  rows: readonly Schema[T][],
  size: number,
  conflict: Conflict<T>,
): Promise<number> {
  if (rows.length === 0) return 0;
  const {sql, parameters} = compileInsert(store, table, columns, size, conflict);
  const places = parameters.map((parameter) => {
    if (parameter instanceof Place) return parameter;
    throw new Error('a bulk insert holds values only');
  });
  return await store.executor.runMany(sql, setsOf(rows as unknown as readonly Row[], places, size));
}

/** The parameters of each statement, made when it is its turn: a page of rows would be copied as a whole otherwise. */
function* setsOf(rows: readonly Row[], places: readonly Place[], size: number): Iterable<readonly Value[]> {
  for (let start = 0; start < rows.length; start += size)
    yield places.map(({row, column}) => rows[start + row]?.[column] ?? null);
}

function compileInsert<T extends TableName>(
  store: Store,
  table: T,
  columns: readonly Column<T>[],
  size: number,
  conflict: Conflict<T>,
) {
  // The values are places and the columns are chosen at run time: Kysely's types can not follow, so they are told.
  const values = Array.from({length: size}, (_, row) =>
    Object.fromEntries(columns.map((column) => [column, new Place(row, column)])),
  );
  const insert = store.db.insertInto(table as 'meta').values(values as never);
  if (conflict === null) return insert.compile();
  const keys = conflict.keys as readonly string[];
  const rest = columns.filter((column) => !keys.includes(column));
  return insert
    .onConflict((on) => {
      const target = on.columns(keys as never);
      if (conflict.write === 'none' || rest.length === 0) return target.doNothing();
      return target.doUpdateSet(
        (eb) => Object.fromEntries(rest.map((column) => [column, eb.ref(`excluded.${column}` as never)])) as never,
      );
    })
    .compile();
}

/** Reads by a list of values, a chunk at a time; see {@link anyOf}. */
export async function readIn<V extends string | number, R>(
  values: Iterable<V>,
  read: (chunk: readonly V[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const wanted = [...new Set(values)];
  const found: R[] = [];
  for (let start = 0; start < wanted.length; start += CHUNK) {
    for (const row of await read(wanted.slice(start, start + CHUNK))) found.push(row);
  }
  return found;
}

/**
 * `column in (values)` with one parameter, so that a list of any length is one prepared statement. (PostgreSQL needs
 * longer to plan five hundred parameters than to answer.)
 */
export function anyOf(store: Store, column: string, values: readonly (string | number)[]): RawBuilder<SqlBool> {
  const checked = values.map(toValue);
  if (store.engine === 'postgres') return sql<SqlBool>`${sql.ref(column)} = any(${checked})`;
  return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(checked)}))`;
}

/** Tables of facts: keyed by shop and more. */
export type FactTable =
  | 'item_link'
  | 'cost'
  | 'fee_schedule'
  | 'bound'
  | 'supply'
  | 'rival_offer'
  | 'order_line'
  | 'daily';

export interface UpsertSpec<T extends FactTable> {
  /** The key within the shop. */
  readonly keys: readonly Column<T>[];
  /** Columns that do not make a row different: when it was learnt. They are written all the same. */
  readonly aside?: readonly Column<T>[];
}

/** Writes rows of one shop by key and counts what was new, changed and the same. Of two rows with one key the last wins. */
export async function upsertRows<T extends FactTable>(
  store: Store,
  table: T,
  shopId: number,
  rows: readonly Schema[T][],
  {keys, aside = []}: UpsertSpec<T>,
): Promise<Upserted> {
  const wanted = new Map(rows.map((row) => [keyOf(row as unknown as Row, keys), row]));
  const known = await existing(store, table, shopId, [...wanted.values()] as unknown as readonly Row[], keys);
  const write: Schema[T][] = [];
  let added = 0;
  let same = 0;
  for (const [key, row] of wanted) {
    const before = known.get(key);
    const equal = before !== undefined && sameRow(before, row as unknown as Row, aside);
    if (before === undefined) added++;
    if (equal) same++;
    if (!equal || aside.length > 0) write.push(row);
  }
  await insertRows(store, table, write, {keys: ['shop_id' as Column<T>, ...keys], write: 'over'});
  return {added, changed: wanted.size - added - same, same};
}

/** The rows that are there already, by their whole keys: a part of a key may be shared by any number of others. */
async function existing(
  store: Store,
  table: FactTable,
  shopId: number,
  rows: readonly Row[],
  keys: readonly string[],
): Promise<ReadonlyMap<string, Row>> {
  const known = new Map<string, Row>();
  for (let start = 0; start < rows.length; start += CHUNK) {
    const chunk = rows.slice(start, start + CHUNK).map((row) => keys.map((key) => toValue(row[key])));
    const matches = keys.map((key, index) => sql`${sql.ref(`there.${key}`)} = ${place(store, index)}`);
    const same = sql`there.shop_id = ${shopId} and ${sql.join(matches, sql` and `)}`;
    // On PostgreSQL one look a key, told so: its plans for lists of unknown length read the whole shop again and again.
    const joined =
      store.engine === 'sqlite'
        ? sql`${sql.table(table)} as there where ${same}`
        : sql`lateral (select * from ${sql.table(table)} as there where ${same} limit 1) as there`;
    const found = await sql<Row>`select there.* from ${asked(store, chunk, keys)} cross join ${joined}`.execute(
      store.db,
    );
    for (const row of found.rows) known.set(keyOf(row, keys), row);
  }
  return known;
}

/** Rows of values as a table `asked`, in one parameter (SQLite) or one a column (PostgreSQL), so that one statement does for all; see {@link place}. */
export function asked(
  store: Store,
  keys: readonly (readonly Value[])[],
  columns: readonly string[],
): RawBuilder<unknown> {
  if (store.engine === 'sqlite') return sql`json_each(${JSON.stringify(keys)}) as asked`;
  const arrays = columns.map((_, index) => {
    const values = keys.map((key) => key[index] ?? null);
    return typeof values[0] === 'number' ? sql`${values}::int8[]` : sql`${values}::text[]`;
  });
  const names = columns.map((_, index) => sql.ref(`k${index}`));
  return sql`unnest(${sql.join(arrays)}) as asked (${sql.join(names)})`;
}

/** The value of a column of `asked`. */
export function place(store: Store, index: number): RawBuilder<unknown> {
  return store.engine === 'sqlite'
    ? sql`json_extract(asked.value, ${sql.lit(`$[${index}]`)})`
    : sql.ref(`asked.k${index}`);
}

function keyOf(row: Row, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => row[key]));
}

/** True when every column of `row` but those set aside holds the same in `before`. */
export function sameRow(before: Row, row: Row, aside: readonly string[]): boolean {
  for (const column in row) {
    if (before[column] !== row[column] && !aside.includes(column)) return false;
  }
  return true;
}

/** Takes `count` ids of a sequence and returns the first of them. Both engines give the same ids in the same order. */
export async function takeIds(store: Store, name: string, count: number): Promise<number> {
  const {last} = await store.db
    .insertInto('sequence')
    .values({name, last: count})
    .onConflict((on) => on.column('name').doUpdateSet((eb) => ({last: eb('sequence.last', '+', count)})))
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}
