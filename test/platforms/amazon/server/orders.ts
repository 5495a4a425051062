import {type Answer, type Asked, refusedWith} from './operations.js';
import {type KeptOrder, nowOf, STORE, type State} from './state.js';

/** What is younger is not told yet ("LastUpdatedBefore" is two minutes ago at the latest). */
const HIDDEN_MS = 2 * 60_000;

export function getOrders(state: State, {query}: Asked): Answer {
  const after = query['LastUpdatedAfter'] ?? query['CreatedAfter'];
  if (after === undefined || Number.isNaN(Date.parse(after)))
    return refusedWith(400, 'InvalidInput', 'CreatedAfter or LastUpdatedAfter must be specified');
  if (query['MarketplaceIds'] !== STORE) return refusedWith(400, 'InvalidInput', 'Invalid MarketplaceId');
  const before = new Date(nowOf(state) - HIDDEN_MS).toISOString();
  const from = Number(query['NextToken'] ?? 0);
  const size = Number(query['MaxResultsPerPage'] ?? 100);
  const all = state.orders.filter(({order}) => order.LastUpdateDate >= after && order.LastUpdateDate <= before);
  const token = from + size < all.length ? {NextToken: String(from + size)} : {};
  const Orders = all.slice(from, from + size).map(({order}) => order);
  return {status: 200, body: {payload: {...token, LastUpdatedBefore: before, Orders}}};
}

export function getOrderItems(state: State, {path}: Asked): Answer {
  const found = state.orders.find(({order}) => order.AmazonOrderId === path['orderId']);
  if (found === undefined) return refusedWith(404, 'InvalidInput', 'No such order');
  const {order, items} = found;
  return {status: 200, body: {payload: {AmazonOrderId: order.AmazonOrderId, OrderItems: items}}};
}

/** Shoppers buy one of each SKU; one of them has not paid yet. Then twenty minutes pass. */
export function trade(state: State, skus: readonly string[]): void {
  const at = new Date(nowOf(state)).toISOString().replace(/\.\d+Z$/u, 'Z');
  for (const sku of skus) state.orders.push(orderOf(state, sku, at, 'Unshipped'));
  const [first] = skus;
  if (first !== undefined) state.orders.push(orderOf(state, first, at, 'Pending'));
  state.aheadMs += 20 * 60_000;
}

function orderOf({orders}: State, sku: string, at: string, OrderStatus: string): KeptOrder {
  const number = String(orders.length + 1).padStart(7, '0');
  const money = (Amount: string) => ({CurrencyCode: 'USD', Amount});
  const paid = OrderStatus === 'Pending' ? {} : {ItemPrice: money('25.00'), ItemTax: money('2.01')};
  const item = {ASIN: 'B071VG5N9D', SellerSKU: sku, OrderItemId: `1${number}`, QuantityOrdered: 2, ...paid};
  const AmazonOrderId = `902-1845936-${number}`;
  return {
    order: {AmazonOrderId, PurchaseDate: at, LastUpdateDate: at, OrderStatus, MarketplaceId: STORE},
    items: [item],
  };
}
