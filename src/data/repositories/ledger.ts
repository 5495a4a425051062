import {type Selectable, sql} from 'kysely';
import type {PriceCut} from '../../domain/pricing/war.js';
import type {LedgerEntry, PriceLedger} from '../../ports/data.js';
import {insertRows, readIn, takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {bySku, ofSkus} from './by-sku.js';

export function priceLedger(store: Store): PriceLedger {
  return {
    record: (shopId, entries) => store.atomic((within) => record(within, shopId, entries)),
    history: async (shopId, sku) => {
      const rows = await store.db
        .selectFrom('price_ledger')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where('sku', '=', sku)
        .orderBy('at')
        .orderBy('seq')
        .execute();
      return rows.map(toEntry);
    },
    at: async (shopId, at, skus) => {
      // Sorted here: the database would make an index for it, which takes longer than all the rest.
      const rows = [...(await holding(store, shopId, at, skus))].sort((a, b) => (a.sku < b.sku ? -1 : 1));
      return new Map(rows.map((row) => [row.sku, {price: row.price, compareAt: row.compare_at, since: row.at}]));
    },
    cuts: async (shopId, from, to, often) => bySku(await cuts(store, shopId, from, to, often)),
    highest: async (shopId, from, to, skus) => {
      const rows = await store.db
        .selectFrom('price_ledger as held')
        .select(['held.sku', (eb) => eb.fn.max('held.price').as('price')])
        .where('held.shop_id', '=', shopId)
        .where(ofSkus(store, 'held.sku', skus))
        .where('held.promotion', 'is', null)
        .where('held.at', '<=', to)
        // Of what came before, only the last one still held.
        .where((eb) =>
          eb.or([
            eb('held.at', '>=', from),
            eb(
              'held.seq',
              '=',
              eb
                .selectFrom('price_ledger as past')
                .select('past.seq')
                .where('past.shop_id', '=', shopId)
                .whereRef('past.sku', '=', 'held.sku')
                .where('past.promotion', 'is', null)
                .where('past.at', '<', from)
                .orderBy('past.at', 'desc')
                .orderBy('past.seq', 'desc')
                .limit(1),
            ),
          ]),
        )
        .groupBy('held.sku')
        .execute();
      return new Map(rows.map(({sku, price}) => [sku, Number(price)]));
    },
    changed: async (shopId, from, to, skus) => {
      const rows = await store.db
        .selectFrom('price_ledger as now')
        .select(['now.sku', (eb) => eb.fn.max('now.at').as('at')])
        .where('now.shop_id', '=', shopId)
        .where(ofSkus(store, 'now.sku', skus))
        .where('now.at', '>', from)
        .where('now.at', '<=', to)
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('price_ledger as past')
              .select('past.seq')
              .where('past.shop_id', '=', shopId)
              .whereRef('past.sku', '=', 'now.sku')
              .where((past) =>
                past.or([
                  past('past.at', '<', past.ref('now.at')),
                  past.and([past('past.at', '=', past.ref('now.at')), past('past.seq', '<', past.ref('now.seq'))]),
                ]),
              ),
          ),
        )
        .groupBy('now.sku')
        .execute();
      return new Map(rows.map((row) => [row.sku, Number(row.at)]));
    },
  };
}

/** The database finds the few SKUs that were cut often, along its index; all other prices stay there. */
async function cuts(
  store: Store,
  shopId: number,
  from: number,
  to: number,
  {count, within}: {readonly count: number; readonly within: number},
): Promise<readonly (PriceCut & {readonly sku: string})[]> {
  const {rows} = await sql<{sku: string; at: number; before: number; price: number}>`
    with priced as (
      select sku, at, seq, price, lag(price) over (partition by sku order by at, seq) as before
      from price_ledger
      where shop_id = ${shopId} and promotion is null and at > ${from} and at <= ${to}
    ), cut as (
      select sku, at, seq, before, price,
        lag(at, ${sql.lit(count - 1)}) over (partition by sku order by at, seq) as earlier
      from priced where price < before
    )
    select sku, at, before, price from cut
    where sku in (select sku from cut where at - earlier <= ${within})
    order by sku, at, seq`.execute(store.db);
  return rows.map(({sku, at, before, price}) => ({sku, at, from: before, to: price}));
}

/** Instants come oldest first, so that each entry is compared with what holds just before it. */
async function record(store: Store, shopId: number, entries: readonly LedgerEntry[]): Promise<void> {
  for (const at of [...new Set(entries.map((entry) => entry.at))].sort((a, b) => a - b)) {
    const moment = entries.filter((entry) => entry.at === at);
    const held = await readIn(
      moment.map(({sku}) => sku),
      (chunk) => holding(store, shopId, at, chunk),
    );
    const last = new Map<string, Pick<Schema['price_ledger'], 'price' | 'compare_at'>>(
      held.map((row) => [row.sku, row]),
    );
    const fresh = moment.filter((entry) => {
      const before = last.get(entry.sku);
      if (before !== undefined && before.price === entry.price && before.compare_at === entry.compareAt) return false;
      last.set(entry.sku, {price: entry.price, compare_at: entry.compareAt});
      return true;
    });
    if (fresh.length === 0) continue;
    const first = await takeIds(store, 'price_ledger', fresh.length);
    await insertRows(
      store,
      'price_ledger',
      fresh.map((entry, index) => toRow(shopId, first + index, entry)),
    );
  }
}

/** What holds at an instant for a SKU. */
interface Holding extends Pick<Schema['price_ledger'], 'sku' | 'price' | 'compare_at' | 'at'> {}

/** The entry of each SKU that holds at an instant, in no order: one seek a SKU, however long its history. */
async function holding(
  store: Store,
  shopId: number,
  at: number,
  skus: readonly string[] | undefined,
): Promise<readonly Holding[]> {
  return await store.db
    .with('known', (db) => {
      const known = db.selectFrom('price_ledger').select('sku').distinct().where('shop_id', '=', shopId);
      return known.where(ofSkus(store, 'sku', skus));
    })
    .selectFrom('known')
    .innerJoin('price_ledger as held', 'held.sku', 'known.sku')
    .select(['held.sku', 'held.price', 'held.compare_at', 'held.at'])
    .where('held.shop_id', '=', shopId)
    .where('held.seq', '=', (eb) =>
      eb
        .selectFrom('price_ledger as past')
        .select('past.seq')
        .where('past.shop_id', '=', shopId)
        .whereRef('past.sku', '=', 'known.sku')
        .where('past.at', '<=', at)
        .orderBy('past.at', 'desc')
        .orderBy('past.seq', 'desc')
        .limit(1),
    )
    .execute();
}

function toRow(shopId: number, seq: number, entry: LedgerEntry): Schema['price_ledger'] {
  return {
    seq,
    shop_id: shopId,
    sku: entry.sku,
    at: entry.at,
    price: entry.price,
    compare_at: entry.compareAt,
    currency: entry.currency,
    source: entry.source,
    run: entry.run,
    promotion: entry.promotion,
  };
}

function toEntry(row: Selectable<Schema['price_ledger']>): LedgerEntry {
  return {
    sku: row.sku,
    at: row.at,
    price: row.price,
    compareAt: row.compare_at,
    currency: row.currency,
    source: row.source,
    run: row.run,
    promotion: row.promotion,
  };
}
