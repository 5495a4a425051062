import {type Message, message} from '../../domain/errors.js';
import type {OrderRecord} from '../../domain/facts.js';
import {currencyKnown} from '../../domain/money.js';
import type {PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {forward, markOf, OVERLAP_MS} from '../order-mark.js';
import {ask} from './ask.js';
import {ORDER_FIELDS, recordsOf, type WireOrder} from './order-lines.js';
import {PAGE_ROWS} from './wire.js';

/** Where to ask, and how the shop counts. */
export interface OrderSource {
  readonly door: Door;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
}

/**
 * Orders that changed since the cursor, oldest change first, each with all its lines and refunds. The server ignores a
 * date that it can not read and answers every order, so the date is one of ours, and what is older is passed over.
 */
export async function* pullOrders(
  source: OrderSource,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'orders'>> {
  let mark = markOf(cursor);
  let from = Math.max(0, mark.at - OVERLAP_MS);
  for (let offset = 0, first = true; ; first = false) {
    signal.throwIfAborted();
    const page = await pageFrom(source.door, from, offset, signal);
    const changed = page.map((order) => ({order, at: Date.parse(order.updated_at)}));
    const fresh = changed.filter(({order: {id}, at}) => at >= from && mark.seen[id] !== at);
    const last = Math.max(mark.at, ...changed.map(({at}) => at));
    mark = forward(
      mark,
      last,
      fresh.map(({order, at}) => [order.id, at] as const),
    );
    if (fresh.length > 0 || first)
      yield {
        ...read(
          source,
          fresh.map(({order}) => order),
        ),
        cursor: JSON.stringify(mark),
      };
    if (page.length < PAGE_ROWS) return;
    const reached = changed.at(-1)?.at ?? from;
    offset = reached > from ? 0 : offset + PAGE_ROWS;
    from = Math.max(from, reached);
  }
}

async function pageFrom(door: Door, from: number, offset: number, signal: AbortSignal): Promise<readonly WireOrder[]> {
  const query = {
    'updated_at[$gte]': new Date(from).toISOString(),
    order: 'updated_at',
    limit: String(PAGE_ROWS),
    offset: String(offset),
    fields: ORDER_FIELDS,
  };
  return (await ask<{orders: readonly WireOrder[]}>(door, '/admin/orders', query, 'orders', signal)).orders;
}

/** Lines and refunds; an order in a currency that souk can not count is refused whole. */
function read(
  {pricesIncludeTax}: OrderSource,
  orders: readonly WireOrder[],
): Pick<PullPage<'orders'>, 'records' | 'refused'> {
  const records: OrderRecord[] = [];
  const refused: Message[] = [];
  for (const order of orders) {
    const currency = order.currency_code.toUpperCase();
    if (!currencyKnown(currency)) {
      const why = `its currency ${currency} is not known`;
      refused.push(message('MEDUSA_ORDER_UNREADABLE', {order: String(order.display_id), why}));
    } else records.push(...recordsOf(order, currency, pricesIncludeTax));
  }
  return {records, refused};
}
