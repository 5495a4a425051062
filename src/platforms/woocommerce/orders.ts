import {type Message, message} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import type {PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {mapAtOnce} from '../at-once.js';
import {askAll, askList} from './ask.js';
import {instantOf, NOT_YET, recordsOf} from './order-lines.js';
import {ORDER_FIELDS, REFUND_FIELDS, type WireOrder, type WireRefund} from './order-wire.js';
import {AT_ONCE, PAGE_ROWS} from './wire.js';

/** Where to ask, and how the shop counts. */
export interface OrderSource {
  readonly door: Door;
  readonly pricesIncludeTax: boolean;
}

/** An order that is being written while a page is read may show up later with an earlier instant: so far back is looked again. */
const OVERLAP_MS = 60_000;
/** Instants of WooCommerce are whole seconds, and its "after" leaves out the second that is named. */
const SECOND_MS = 1000;

/** How far a pull came: the latest change seen (ms UTC), and what was seen in the minute before it. */
interface Mark {
  readonly at: number;
  readonly seen: Readonly<Record<string, string>>;
}

/**
 * Orders that changed since the cursor, oldest change first, each with all its lines and refunds. `orders` it is and never
 * `reports/sales`, which counts nothing on shops with order tables of their own (REAL-SERVERS.md §3).
 */
export async function* pullOrders(
  source: OrderSource,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'orders'>> {
  let mark = markOf(cursor);
  let from = Math.max(0, mark.at - OVERLAP_MS);
  for (let page = 1, first = true; ; first = false) {
    signal.throwIfAborted();
    const orders = await pageFrom(source.door, from, page, signal);
    const fresh = orders.filter((order) => mark.seen[order.id] !== stampOf(order));
    mark = forward(mark, fresh, Math.max(mark.at, ...orders.map(changedAt)));
    if (fresh.length > 0 || first) yield {...(await read(source, fresh, signal)), cursor: JSON.stringify(mark)};
    if (orders.length < PAGE_ROWS) return;
    const reached = changedAt(orders.at(-1) as WireOrder);
    page = reached > from ? 1 : page + 1;
    from = Math.max(from, reached);
  }
}

function changedAt({date_modified_gmt}: WireOrder): number {
  return instantOf(date_modified_gmt);
}

/** Within one second an order may change twice: state and refunds tell the two apart. */
function stampOf({date_modified_gmt, status, refunds}: WireOrder): string {
  return `${date_modified_gmt} ${status} ${refunds.length}`;
}

function markOf(cursor: string | null): Mark {
  if (cursor === null) return {at: 0, seen: {}};
  const {at, seen} = JSON.parse(cursor) as Mark;
  return {at, seen};
}

function forward({seen}: Mark, fresh: readonly WireOrder[], at: number): Mark {
  const all = {...seen, ...Object.fromEntries(fresh.map((order) => [String(order.id), stampOf(order)]))};
  const kept = Object.entries(all).filter(([, stamp]) => instantOf(stamp.split(' ')[0] ?? '') >= at - OVERLAP_MS);
  return {at, seen: Object.fromEntries(kept)};
}

async function pageFrom(door: Door, from: number, page: number, signal: AbortSignal): Promise<readonly WireOrder[]> {
  const after = new Date(Math.max(0, from - SECOND_MS)).toISOString().slice(0, 19);
  const query = {
    ...{modified_after: after, dates_are_gmt: 'true', orderby: 'modified', order: 'asc', status: 'any', dp: '6'},
    ...{page: String(page), _fields: ORDER_FIELDS},
  };
  return await askList<WireOrder>(door, '/orders', query, signal);
}

/** Lines and refunds; an order in a currency that souk can not count is refused whole. */
async function read(
  {door, pricesIncludeTax}: OrderSource,
  orders: readonly WireOrder[],
  signal: AbortSignal,
): Promise<Pick<PullPage<'orders'>, 'records' | 'refused'>> {
  const refused: Message[] = [];
  const known = orders.filter((order) => {
    if (NOT_YET.has(order.status)) return false;
    if (currencyKnown(order.currency)) return true;
    const why = `its currency ${order.currency} is not known`;
    refused.push(message('WOO_ORDER_UNREADABLE', {order: order.number ?? String(order.id), why}));
    return false;
  });
  const records = await mapAtOnce(known, AT_ONCE, async (order) => {
    const query = {dp: '6', _fields: REFUND_FIELDS};
    const refunds =
      order.refunds.length === 0 ? [] : await askAll<WireRefund>(door, `/orders/${order.id}/refunds`, query, signal);
    return recordsOf(order, refunds, pricesIncludeTax);
  });
  return {records: records.flat(), refused};
}
