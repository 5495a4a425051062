import type {Selectable} from 'kysely';
import type {DailyRecord} from '../../domain/facts.js';
import type {KeptOrder, SalesRepository, Upserted} from '../../ports/data.js';
import {anyOf, insertRows, readIn, upsertRows} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';

/** Rows of one page. Pages go on from the last key, so no statement stays open while the caller works. */
const PAGE = 2000;

export function salesRepository(store: Store): SalesRepository {
  return {
    putOrders: (shopId, lines) => store.atomic((within) => putOrders(within, shopId, lines)),
    lines: (shopId, from, to) => lines(store, shopId, from, to),
    putDaily: (shopId, days) =>
      store.atomic((within) => {
        const rows = days.map((day) => dailyRow(shopId, day));
        return upsertRows(within, 'daily', shopId, rows, {keys: ['date', 'sku']});
      }),
    daily: (shopId, from, to) => daily(store, shopId, from, to),
    sold: async (shopId, skus) => {
      const rows = await readIn(skus, (chunk) =>
        store.db
          .selectFrom('order_line')
          .select('sku')
          .distinct()
          .where('shop_id', '=', shopId)
          .where(anyOf(store, 'sku', chunk))
          .execute(),
      );
      return new Set(rows.map(({sku}) => sku));
    },
  };
}

async function putOrders(store: Store, shopId: number, orders: readonly KeptOrder[]): Promise<Upserted> {
  await putHeads(store, shopId, orders);
  const rows = orders.map((order) => lineRow(shopId, order));
  return await upsertRows(store, 'order_line', shopId, rows, {keys: ['order_id', 'line_id']});
}

/** The order itself: its earliest line's instant, and its customer as soon as one line says who. */
async function putHeads(store: Store, shopId: number, orders: readonly KeptOrder[]): Promise<void> {
  const known = await readIn(
    orders.map(({orderId}) => orderId),
    (chunk) =>
      store.db
        .selectFrom('sales_order')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where(anyOf(store, 'order_id', chunk))
        .execute(),
  );
  const heads = new Map(known.map((row) => [row.order_id, row]));
  const touched = new Set<string>();
  for (const {orderId, orderedAt, customer} of orders) {
    const head = heads.get(orderId);
    const next = {
      shop_id: shopId,
      order_id: orderId,
      ordered_at: Math.min(head?.ordered_at ?? orderedAt, orderedAt),
      customer: customer ?? head?.customer ?? null,
    };
    if (head !== undefined && head.ordered_at === next.ordered_at && head.customer === next.customer) continue;
    heads.set(orderId, next);
    touched.add(orderId);
  }
  const rows = [...heads.values()].filter(({order_id}) => touched.has(order_id));
  await insertRows(store, 'sales_order', rows, {keys: ['shop_id', 'order_id'], write: 'over'});
}

async function* lines(store: Store, shopId: number, from: number, to: number): AsyncGenerator<KeptOrder> {
  let last: Selectable<Schema['order_line']> | undefined;
  for (;;) {
    const rows = await linePage(store, shopId, from, to, last);
    for (const row of rows) yield toOrder(row);
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

function linePage(
  store: Store,
  shopId: number,
  from: number,
  to: number,
  last: Selectable<Schema['order_line']> | undefined,
) {
  let query = store.db
    .selectFrom('order_line as line')
    .innerJoin('sales_order as head', (on) =>
      on.onRef('head.shop_id', '=', 'line.shop_id').onRef('head.order_id', '=', 'line.order_id'),
    )
    .selectAll('line')
    .select('head.customer')
    .where('line.shop_id', '=', shopId)
    .where('line.ordered_at', '>=', from)
    .where('line.ordered_at', '<', to);
  if (last !== undefined) {
    const {ordered_at, order_id, line_id} = last;
    query = query.where(({eb, refTuple, tuple}) =>
      eb(refTuple('line.ordered_at', 'line.order_id', 'line.line_id'), '>', tuple(ordered_at, order_id, line_id)),
    );
  }
  return query.orderBy('line.ordered_at').orderBy('line.order_id').orderBy('line.line_id').limit(PAGE).execute();
}

function lineRow(shopId: number, order: KeptOrder): Schema['order_line'] {
  return {
    shop_id: shopId,
    order_id: order.orderId,
    line_id: order.lineId,
    ordered_at: order.orderedAt,
    sku: order.sku,
    quantity: order.quantity,
    unit_price: order.unitPrice,
    discount: order.discount,
    tax: order.tax,
    shipping: order.shipping,
    fee: order.fee,
    currency: order.currency,
    country: order.country,
    status: order.status,
  };
}

function toOrder(row: Selectable<Schema['order_line']> & {customer: string | null}): KeptOrder {
  return {
    orderId: row.order_id,
    lineId: row.line_id,
    orderedAt: row.ordered_at,
    sku: row.sku,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    discount: row.discount,
    tax: row.tax,
    shipping: row.shipping,
    fee: row.fee,
    currency: row.currency,
    country: row.country,
    status: row.status,
    customer: row.customer,
  };
}

type DayKey = Pick<DailyRecord, 'date' | 'sku'>;

async function* daily(store: Store, shopId: number, from: string, to: string): AsyncGenerator<DailyRecord> {
  let last: DayKey | undefined;
  for (;;) {
    const rows = await dayPage(store, shopId, from, to, last);
    for (const row of rows) yield toDay(row);
    if (rows.length < PAGE) return;
    last = rows.at(-1);
  }
}

function dayPage(store: Store, shopId: number, from: string, to: string, last: DayKey | undefined) {
  let query = store.db
    .selectFrom('daily')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('date', '>=', from)
    .where('date', '<=', to);
  if (last !== undefined) {
    const {date, sku} = last;
    query = query.where(({eb, refTuple, tuple}) => eb(refTuple('date', 'sku'), '>', tuple(date, sku)));
  }
  return query.orderBy('date').orderBy('sku').limit(PAGE).execute();
}

function dailyRow(shopId: number, {date, sku, price, units, startStock}: DailyRecord): Schema['daily'] {
  return {shop_id: shopId, date, sku, price, units, start_stock: startStock};
}

function toDay({date, sku, price, units, start_stock}: Selectable<Schema['daily']>): DailyRecord {
  return {date, sku, price, units, startStock: start_stock};
}
