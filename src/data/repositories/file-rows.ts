import {type RawBuilder, sql} from 'kysely';
import type {TakenRow} from '../../ports/data.js';
import {anyOf, insertRows, readIn} from '../bulk.js';
import type {Store} from '../store.js';

/** Hashes that are read at once. */
const PAGE = 20_000;

/** Keeps the hashes of products that one listing of the shop goes by. */
export async function take(store: Store, shopId: number, dialect: string, rows: readonly TakenRow[]): Promise<void> {
  const ids = new Map<unknown, unknown>();
  const products = rows.map(({product}) => product);
  for (const [product, id] of await readIn(products, (chunk) => idsOf(store, shopId, chunk)))
    ids.set(product, ids.has(product) ? null : id);
  const found = rows.flatMap(({product, hash, unsaid}) => {
    const id = ids.get(product);
    return typeof id === 'number' ? [{dialect, listing_id: id, shop_id: shopId, hash, unsaid}] : [];
  });
  await insertRows(store, 'file_row', found, {keys: ['listing_id', 'dialect'], write: 'over'});
}

async function idsOf(store: Store, shopId: number, products: readonly string[]) {
  const {sql: text, parameters} = store.db
    .selectFrom('listing')
    .select(['product', 'id'])
    .where('shop_id', '=', shopId)
    .where(anyOf(store, 'product', products))
    .compile();
  return await store.executor.lists(text, parameters);
}

/** The hashes of a shop's rows, in pages. */
export async function* taken(
  store: Store,
  shopId: number,
  dialect: string,
): AsyncIterable<readonly Omit<TakenRow, 'product'>[]> {
  if (!(await keysAreUnique(store, shopId))) return;
  let last = 0;
  for (;;) {
    const {sql: text, parameters} = store.db
      .selectFrom('file_row')
      .select(['listing_id', 'hash', 'unsaid'])
      .where('shop_id', '=', shopId)
      .where('dialect', '=', dialect)
      .where('listing_id', '>', last)
      .orderBy('listing_id')
      .limit(PAGE)
      .compile();
    const rows = await store.executor.lists(text, parameters);
    if (rows.length > 0) yield rows.map(([, hash, unsaid]) => ({hash: Number(hash), unsaid: String(unsaid)}));
    if (rows.length < PAGE) return;
    last = Number(rows.at(-1)?.[0]);
  }
}

/** Rows of listings that change. */
export async function forgetRows(store: Store, listingIds: Iterable<number>): Promise<void> {
  await readIn(listingIds, async (chunk) => {
    await store.db
      .deleteFrom('file_row')
      .where(anyOf(store, 'listing_id', chunk))
      .execute();
    return [];
  });
}

/** What a row of a file means is a question of the whole shop where two things go by one name. */
async function keysAreUnique(store: Store, shopId: number): Promise<boolean> {
  const names: readonly (readonly [table: string, column: string])[] = [
    ['offer', 'sku'],
    ['listing', 'product'],
  ];
  for (const [table, column] of names) {
    const twin: RawBuilder<{n: number}> = sql`
      select 1 as n from ${sql.table(table)} where shop_id = ${shopId}
      group by trim(${sql.ref(column)}) having count(trim(${sql.ref(column)})) > 1 limit 1`;
    if ((await twin.execute(store.db)).rows.length > 0) return false;
  }
  return true;
}
