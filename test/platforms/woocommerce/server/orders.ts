import {badParam, No, type Reply, yes} from './answer.js';
import {gmt} from './price.js';
import {paged, type Query} from './products.js';
import {type Json, nextId, nowOf, type State} from './state.js';

/** Orders that changed after an instant, which is in whole seconds and not among them; a date that is none is refused. */
export function listOrders(state: State, query: Query): Reply {
  const after = query['modified_after'];
  if (after !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.test(after))
    throw badParam('modified_after', 'rest_invalid_date', 'Invalid date.');
  const statuses = query['status'] === undefined || query['status'] === 'any' ? null : query['status'].split(',');
  const rows = [...state.orders.values()]
    .filter((order) => after === undefined || String(order['date_modified_gmt']) > after)
    .filter((order) => statuses === null || statuses.includes(String(order['status'])))
    .sort((a, b) => (String(a['date_modified_gmt']) < String(b['date_modified_gmt']) ? -1 : 1));
  return paged(rows as (Json & {id: number})[], query, (order) => ({
    ...order,
    refunds: summaries(state, Number(order['id'])),
  }));
}

/** Of refunds an order tells the sums alone. */
function summaries({refunds}: State, order: number): Json[] {
  return (refunds.get(order) ?? []).map((each) => ({id: each['id'], reason: '', total: `-${String(each['amount'])}`}));
}

export function listRefunds(state: State, order: number, query: Query): Reply {
  if (!state.orders.has(order)) throw new No(404, 'woocommerce_rest_invalid_order_id', 'Invalid order ID.');
  return paged((state.refunds.get(order) ?? []) as (Json & {id: number})[], query, (each) => each);
}

/** An order that comes in, with lines as a test gives them. */
export function takeOrder(state: State, order: Json): Reply {
  const id = nextId(state);
  const at = gmt(nowOf(state));
  const lines = (order['line_items'] as Json[]).map((line) => ({id: nextId(state), meta_data: [], ...line}));
  const whole = {
    ...{id, number: String(id), status: 'processing', date_created_gmt: at, date_modified_gmt: at, customer_id: 7},
    ...{currency: state.settings['general']?.['woocommerce_currency'], shipping_total: '0', shipping_tax: '0'},
    ...{billing: {email: 'a@example.com', country: 'US'}, shipping: {country: 'US'}, ...order, line_items: lines},
  };
  state.orders.set(id, whole);
  return yes(whole, 201);
}

/** A refund; its order counts as changed. */
export function takeRefund(state: State, order: number, refund: Json): Reply {
  const at = gmt(nowOf(state));
  const lines = ((refund['line_items'] ?? []) as Json[]).map((line) => ({id: nextId(state), ...line}));
  const whole = {id: nextId(state), date_created_gmt: at, shipping_lines: [], ...refund, line_items: lines};
  state.refunds.set(order, [...(state.refunds.get(order) ?? []), whole]);
  Object.assign(state.orders.get(order) ?? {}, {date_modified_gmt: at});
  return yes(whole, 201);
}

/** Orders for these SKUs at the prices of today, one of each. */
export function trade(state: State, skus: readonly string[]): Reply {
  const lines = skus.map((code) => {
    const thing = [...state.things.values()].find(({sku}) => sku === code);
    const total = thing?.price ?? '0';
    const parent = thing?.parent ?? 0;
    const ids = parent > 0 ? {product_id: parent, variation_id: thing?.id} : {product_id: thing?.id, variation_id: 0};
    return {sku: code, ...ids, quantity: 1, subtotal: total, subtotal_tax: '0', total, total_tax: '0'};
  });
  return takeOrder(state, {line_items: lines});
}
