import {KnownError, type Message, message} from '../../domain/errors.js';
import type {OrderRecord} from '../../domain/facts.js';
import {currencyKnown} from '../../domain/money.js';
import type {PullPage} from '../../ports/platform.js';
import {forward, markOf, OVERLAP_MS} from '../order-mark.js';
import {type Line, may} from './desk.js';
import type {Operation} from './door.js';
import {recordsOf} from './order-records.js';
import {
  MORE_LINES,
  ORDERS,
  REFUND_LINES,
  REFUNDS,
  type WireLine,
  type WireOrder,
  type WireRefund,
  type WireRefundLine,
} from './order-wire.js';
import type {Page} from './wire.js';

/** Orders of the first page; the shop then says how many it can be. */
const FEW = 8;

/** Orders that changed since the cursor, oldest change first, each whole: its lines and what went back. */
export async function* pullOrders(
  line: Line,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'orders'>> {
  let mark = markOf(cursor);
  let who = may((await line.desk(signal)).scopes, 'read_customers');
  const query = mark.at === 0 ? '' : `updated_at:>='${new Date(mark.at - OVERLAP_MS).toISOString()}'`;
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted();
    const first = line.door.rows(ORDERS, FEW);
    const ask = async (): Promise<{orders: Page<WireOrder>}> =>
      await line.door.ask(ORDERS, {first, after, query, who}, signal);
    const {orders}: {orders: Page<WireOrder>} = await ask().catch(async (error: unknown) => {
      // The scope alone does not open what Shopify calls protected customer data: orders are worth having without it.
      if (!who || !(error instanceof KnownError) || error.code !== 'SHOPIFY_SCOPE') throw error;
      who = false;
      return await ask();
    });
    const changed = orders.nodes.map((order) => ({order, at: Date.parse(order.updatedAt)}));
    const fresh = changed.filter(({order: {id}, at}) => mark.seen[id] !== at);
    const records: OrderRecord[] = [];
    const refused: Message[] = [];
    for (const {order} of fresh) {
      if (order.test) continue;
      if (currencyKnown(order.currencyCode)) records.push(...(await wholeOrder(line, order, signal)));
      else refused.push(message('SHOPIFY_ORDER_UNREADABLE', {order: order.name, currency: order.currencyCode}));
    }
    const last = Math.max(mark.at, ...changed.map(({at}) => at));
    mark = forward(
      mark,
      last,
      fresh.map(({order, at}) => [order.id, at] as const),
    );
    yield {records, cursor: JSON.stringify(mark), refused};
    if (!orders.pageInfo.hasNextPage) return;
    after = orders.pageInfo.endCursor;
  }
}

async function wholeOrder(line: Line, order: WireOrder, signal: AbortSignal): Promise<readonly OrderRecord[]> {
  const lines = await allOf<WireLine>(
    order.lineItems,
    async (after) =>
      (await line.door.ask<{order: {lineItems: Page<WireLine>}}>(MORE_LINES, {id: order.id, after}, signal)).order
        .lineItems,
  );
  const refunds = order.refunds.length === 0 ? [] : await refundsOf(line, order.id, signal);
  return recordsOf(order, lines, refunds, line.shop.terms.pricesIncludeTax);
}

/** A refund with all of its lines. */
export interface Refund extends Omit<WireRefund, 'refundLineItems'> {
  readonly lines: readonly WireRefundLine[];
}

async function refundsOf(line: Line, id: string, signal: AbortSignal): Promise<readonly Refund[]> {
  const ask = async <T>(operation: Operation, variables: object) =>
    await line.door.ask<T>(operation, variables, signal);
  const {order} = await ask<{order: {refunds: readonly WireRefund[]}}>(REFUNDS, {id});
  const refunds: Refund[] = [];
  for (const {refundLineItems, ...refund} of order.refunds) {
    const lines = await allOf<WireRefundLine>(refundLineItems, async (after) => {
      const more = await ask<{refund: {refundLineItems: Page<WireRefundLine>}}>(REFUND_LINES, {id: refund.id, after});
      return more.refund.refundLineItems;
    });
    refunds.push({...refund, lines});
  }
  return refunds;
}

/** A first page and all that come after it. */
async function allOf<T>(first: Page<T>, next: (after: string | null) => Promise<Page<T>>): Promise<readonly T[]> {
  const all = [...first.nodes];
  for (let {pageInfo} = first; pageInfo.hasNextPage; ) {
    const page = await next(pageInfo.endCursor);
    all.push(...page.nodes);
    pageInfo = page.pageInfo;
  }
  return all;
}
