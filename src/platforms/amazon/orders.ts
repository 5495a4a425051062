import {type Message, message} from '../../domain/errors.js';
import type {OrderRecord} from '../../domain/facts.js';
import type {PullPage} from '../../ports/platform.js';
import {tell} from '../answers.js';
import {orderItemsRequest, ordersRequest, type Seller} from './ask.js';
import {isOrdered, recordsOf, type WireOrder, type WireOrderItem} from './order-lines.js';

/** Where to ask, how the shop counts, and from when on at first. */
export interface OrderSource {
  readonly seller: Seller;
  readonly currency: string;
  readonly since: number;
}

/** How far a pull came: from which change on it asked (ms UTC), and which orders it has by their last change. */
interface Mark {
  readonly at: number;
  readonly seen: Readonly<Record<string, number>>;
}

/** So far back is asked again: an order may show up later than its own instant says. */
const OVERLAP_MS = 10 * 60_000;
/** So many orders are handed over at once: each takes a question of its own, at one in two seconds. */
const PORTION = 20;

interface OrdersAnswer {
  readonly payload: {
    readonly Orders: readonly WireOrder[];
    readonly NextToken?: string;
    readonly LastUpdatedBefore?: string;
  };
}

/**
 * Orders that changed since the cursor, each with its lines. Amazon promises no order of them, so that the cursor moves
 * on when all are read; until then it names those that are, and a pull that was broken off asks for none of them twice.
 */
export async function* pullOrders(
  source: OrderSource,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'orders'>> {
  const begun = markOf(cursor, source.since);
  const seen: Record<string, number> = {...begun.seen};
  let until = begun.at;
  let token: string | undefined;
  do {
    signal.throwIfAborted();
    const {payload} = await ordersFrom(source.seller, begun.at - OVERLAP_MS, token, signal);
    const told = Date.parse(payload.LastUpdatedBefore ?? '');
    const changed = payload.Orders.map((order) => ({order, at: Date.parse(order.LastUpdateDate)}));
    until = Math.max(until, ...(Number.isNaN(told) ? changed.map(({at}) => at) : [told]));
    const fresh = changed.filter(({order, at}) => seen[order.AmazonOrderId] !== at);
    for (let from = 0; from < fresh.length; from += PORTION) {
      const part = fresh.slice(from, from + PORTION);
      const read = await linesOf(
        source,
        part.map(({order}) => order),
        signal,
      );
      for (const {order, at} of part) seen[order.AmazonOrderId] = at;
      yield {...read, cursor: JSON.stringify({at: begun.at, seen} satisfies Mark)};
    }
    token = payload.NextToken;
  } while (token !== undefined && token !== '');
  const kept = Object.entries(seen).filter(([, at]) => at >= until - OVERLAP_MS);
  yield {records: [], refused: [], cursor: JSON.stringify({at: until, seen: Object.fromEntries(kept)} satisfies Mark)};
}

function markOf(cursor: string | null, since: number): Mark {
  if (cursor === null) return {at: since, seen: {}};
  const {at, seen} = JSON.parse(cursor) as Mark;
  return {at, seen};
}

async function ordersFrom(
  seller: Seller,
  from: number,
  token: string | undefined,
  signal: AbortSignal,
): Promise<OrdersAnswer> {
  const request = ordersRequest(seller, {
    LastUpdatedAfter: new Date(Math.max(0, from)).toISOString(),
    MaxResultsPerPage: '100',
    ...(token === undefined ? {} : {NextToken: token}),
  });
  return await tell<OrdersAnswer>(seller.door, request, 'payload', signal);
}

async function linesOf(
  {seller, currency}: OrderSource,
  orders: readonly WireOrder[],
  signal: AbortSignal,
): Promise<Pick<PullPage<'orders'>, 'records' | 'refused'>> {
  const records: OrderRecord[] = [];
  const refused: Message[] = [];
  for (const order of orders.filter(isOrdered)) {
    signal.throwIfAborted();
    const lines = recordsOf(order, await itemsOf(seller, order.AmazonOrderId, signal), currency);
    if (lines === null) refused.push(message('AMAZON_ORDER_UNREADABLE', {order: order.AmazonOrderId}));
    else records.push(...lines);
  }
  return {records, refused};
}

async function itemsOf(seller: Seller, orderId: string, signal: AbortSignal): Promise<readonly WireOrderItem[]> {
  const items: WireOrderItem[] = [];
  let token: string | undefined;
  do {
    const request = orderItemsRequest(orderId, token);
    const {payload} = await tell<{
      readonly payload: {readonly OrderItems: readonly WireOrderItem[]; readonly NextToken?: string};
    }>(seller.door, request, 'payload', signal);
    items.push(...payload.OrderItems);
    token = payload.NextToken;
  } while (token !== undefined && token !== '');
  return items;
}
