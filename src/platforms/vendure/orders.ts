import type {PullPage} from '../../ports/platform.js';
import {parts} from '../parts.js';
import type {Line} from './desk.js';
import {type Cursor, cursorText, parseCursor} from './order-cursor.js';
import {ORDER, orderRecords, type WireOrder} from './order-records.js';

const PAGE = 100;
/** So long after an order its refunds are looked for: Vendure names them nowhere but in the order, which they leave untouched. */
const REFUND_DAYS = 180;
/** Orders of one look for refunds: ids and sums only. */
const LOOK = 1000;

/** Orders that were placed, changed or refunded since the cursor, whole. */
export async function* pullOrders(
  line: Line,
  from: string | null,
  now: number,
  signal: AbortSignal,
): AsyncIterable<PullPage<'orders'>> {
  let cursor = parseCursor(from);
  const desk = await line.desk(signal);
  const page = async (filter: object, skip: number, take: number) => {
    const query = `query ($options: OrderListOptions) { orders(options: $options) { totalItems items { ...Whole } } } ${ORDER}`;
    const options = {take, skip, sort: {updatedAt: 'ASC', id: 'ASC'}, filter: {active: {eq: false}, ...filter}};
    return (await line.door.ask<{orders: {totalItems: number; items: WireOrder[]}}>(query, {options}, signal)).orders;
  };
  const looked = from === null ? null : await refundedSince(line, cursor, now, signal);
  // Orders that have left the time of refunds are not looked at again, and theirs need not be known.
  if (looked !== null) cursor = {...cursor, refunds: cursor.refunds.filter((id) => looked.ids.has(id))};
  const since = cursor;
  const filter = since.updatedAt === 0 ? {} : {updatedAt: {after: new Date(since.updatedAt - SLACK_MS).toISOString()}};
  for (let skip = 0; ; skip += PAGE) {
    signal.throwIfAborted();
    const {items, totalItems} = await page(filter, skip, PAGE);
    const fresh = items.filter((order) => order.orderPlacedAt !== null && !since.seen.includes(stateOf(order)));
    cursor = items.reduce(advance, cursor);
    const records = fresh.flatMap((order) => orderRecords(order, desk, line.shop.terms.pricesIncludeTax));
    yield {records, cursor: cursorText(cursor), refused: []};
    if (skip + PAGE >= totalItems) break;
  }
  for (const codes of parts(looked?.codes ?? [], PAGE)) {
    const {items} = await page({code: {in: codes}}, 0, PAGE);
    cursor = items.reduce(refunds, cursor);
    const records = items.flatMap((order) => orderRecords(order, desk, line.shop.terms.pricesIncludeTax));
    yield {records, cursor: cursorText(cursor), refused: []};
  }
}

/** Databases keep times to the second only: what happened in the cursor's own second is told apart by `seen`. */
const SLACK_MS = 2000;

function stateOf({id, state, updatedAt}: WireOrder): string {
  return `${id} ${state} ${updatedAt}`;
}

function advance(cursor: Cursor, order: WireOrder): Cursor {
  const updatedAt = Math.max(cursor.updatedAt, Date.parse(order.updatedAt));
  const seen = [...cursor.seen.filter((each) => each !== stateOf(order)), stateOf(order)];
  const recent = seen.filter((each) => Date.parse(each.split(' ').at(-1) ?? '') >= updatedAt - SLACK_MS);
  return refunds({...cursor, updatedAt, seen: recent}, order);
}

function refunds(cursor: Cursor, {payments}: Pick<WireOrder, 'payments'>): Cursor {
  const ids = (payments ?? []).flatMap((payment) => payment.refunds.map(({id}) => id));
  return ids.length === 0 ? cursor : {...cursor, refunds: [...new Set([...cursor.refunds, ...ids])]};
}

/** Codes of orders with a refund that the cursor does not know, and the refunds of all that were looked at. */
async function refundedSince(
  line: Line,
  cursor: Cursor,
  now: number,
  signal: AbortSignal,
): Promise<{readonly codes: readonly string[]; readonly ids: ReadonlySet<string>}> {
  const query =
    'query ($options: OrderListOptions) { orders(options: $options) { totalItems items { code payments { refunds { id } } } } }';
  const after = new Date(now - REFUND_DAYS * 86_400_000).toISOString();
  const known = new Set(cursor.refunds);
  const all = new Set<string>();
  const codes: string[] = [];
  for (let skip = 0; ; skip += LOOK) {
    const options = {take: LOOK, skip, sort: {id: 'ASC'}, filter: {active: {eq: false}, orderPlacedAt: {after}}};
    const {orders} = await line.door.ask<{
      orders: {totalItems: number; items: (Pick<WireOrder, 'payments'> & {code: string})[]};
    }>(query, {options}, signal);
    for (const {code, payments} of orders.items) {
      const ids = (payments ?? []).flatMap((payment) => payment.refunds.map(({id}) => id));
      for (const id of ids) all.add(id);
      if (ids.some((id) => !known.has(id))) codes.push(code);
    }
    if (skip + LOOK >= orders.totalItems) return {codes, ids: all};
  }
}
