import {type Selectable, sql} from 'kysely';
import type {RivalRecord} from '../../domain/facts.js';
import type {FactRepository, SightingSpan} from '../../ports/data.js';
import {asked, place, upsertRows} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {truth} from '../values.js';
import {bySku, ofSkus} from './by-sku.js';

export function rivalFacts(store: Store): Pick<FactRepository, 'putRivals' | 'rivals' | 'sightings' | 'seenIn'> {
  return {
    putRivals: (shopId, rivals, at) =>
      store.atomic((within) => {
        const rows = rivals.map((record) => rivalRow(shopId, record, at));
        return upsertRows(within, 'rival_offer', shopId, rows, {
          keys: ['sku', 'rival', 'seen_at'],
          aside: ['learnt_at'],
        });
      }),
    sightings: (shopId, from, to) => sightings(store, shopId, from, to),
    seenIn: (shopId, spans) => seenIn(store, shopId, spans),
    rivals: async (shopId, at, skus) => bySku((await latestRivals(store, shopId, at, skus)).map(toRival)),
  };
}

/** One seek a rival and SKU into the history, however long it is. */
function latestRivals(store: Store, shopId: number, at: number, skus: readonly string[] | undefined) {
  return store.db
    .with('pair', (db) =>
      db
        .selectFrom('rival_offer')
        .select(['sku', 'rival'])
        .distinct()
        .where('shop_id', '=', shopId)
        .where(ofSkus(store, 'sku', skus)),
    )
    .selectFrom('pair')
    .innerJoin('rival_offer as seen', (on) =>
      on.onRef('seen.sku', '=', 'pair.sku').onRef('seen.rival', '=', 'pair.rival'),
    )
    .selectAll('seen')
    .where('seen.shop_id', '=', shopId)
    .where('seen.seen_at', '=', (eb) =>
      eb
        .selectFrom('rival_offer as past')
        .select((inner) => inner.fn.max('past.seen_at').as('seen_at'))
        .where('past.shop_id', '=', shopId)
        .whereRef('past.sku', '=', 'pair.sku')
        .whereRef('past.rival', '=', 'pair.rival')
        .where('past.seen_at', '<=', at),
    )
    .orderBy('seen.sku')
    .orderBy('seen.rival')
    .execute();
}

/** One seek a span, along the key. */
async function seenIn(
  store: Store,
  shopId: number,
  spans: readonly SightingSpan[],
): Promise<ReadonlyMap<string, readonly RivalRecord[]>> {
  const found: Selectable<Schema['rival_offer']>[] = [];
  for (let start = 0; start < spans.length; start += SPANS) {
    const keys = spans.slice(start, start + SPANS).map(({sku, rival, from, to}) => [sku, rival, from, to]);
    const [sku, rival, from, to] = [0, 1, 2, 3].map((index) => place(store, index));
    const {rows} = await sql<Selectable<Schema['rival_offer']>>`
      select seen.* from ${asked(store, keys, ['sku', 'rival', 'from', 'to'])}
      cross join rival_offer as seen
      where seen.shop_id = ${shopId} and seen.sku = ${sku} and seen.rival = ${rival}
        and seen.seen_at >= ${from} and seen.seen_at <= ${to}`.execute(store.db);
    for (const row of rows) found.push(row);
  }
  found.sort((a, b) => a.seen_at - b.seen_at || (a.rival < b.rival ? -1 : 1));
  return bySku(found.map(toRival));
}

/** Rows of one page. Pages go on from the last key, so no statement stays open while the caller works. */
const PAGE = 5000;
const SPANS = 5000;

async function* sightings(store: Store, shopId: number, from: number, to: number): AsyncGenerator<RivalRecord> {
  let last: Selectable<Schema['rival_offer']> | undefined;
  for (;;) {
    let query = store.db
      .selectFrom('rival_offer')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where('seen_at', '>=', from)
      .where('seen_at', '<=', to);
    if (last !== undefined) {
      const {seen_at, sku, rival} = last;
      query = query.where(({eb, refTuple, tuple}) =>
        eb(refTuple('seen_at', 'sku', 'rival'), '>', tuple(seen_at, sku, rival)),
      );
    }
    const rows = await query.orderBy('seen_at').orderBy('sku').orderBy('rival').limit(PAGE).execute();
    for (const row of rows) yield toRival(row);
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

function rivalRow(shopId: number, record: RivalRecord, at: number): Schema['rival_offer'] {
  return {
    shop_id: shopId,
    sku: record.sku,
    rival: record.rival,
    seen_at: record.seenAt,
    price: record.price,
    shipping: record.shipping,
    in_stock: truth(record.inStock),
    condition: record.condition,
    learnt_at: at,
  };
}

function toRival(row: Selectable<Schema['rival_offer']>): RivalRecord {
  return {
    sku: row.sku,
    rival: row.rival,
    price: row.price,
    shipping: row.shipping,
    inStock: row.in_stock === 1,
    condition: row.condition,
    seenAt: row.seen_at,
  };
}
