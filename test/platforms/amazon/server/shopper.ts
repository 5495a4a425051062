import type {Desk} from './desk.js';
import {type Kept, nowOf, STORE, type State, settled} from './state.js';

/** So many of a SKU. */
export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** A listing's price to everybody in the store, as decimal text; '' where there is none. */
export function priceIn({purchasable_offer: offers = []}: Kept['attributes']): string {
  const own = offers.find(({marketplace_id, audience = 'ALL'}) => marketplace_id === STORE && audience === 'ALL');
  const price = /"value_with_tax":"?(-?[\d.]+)/u.exec(JSON.stringify(own?.['our_price'] ?? []))?.[1];
  return price === undefined ? '' : Number(price).toFixed(2);
}

/** What shoppers do, and the server's own journal of prices. */
export const SHOPPER = {
  shelf: ({state}: Desk) => [...state.listings.values()].map((kept) => [kept.sku, priceIn(settled(kept).attributes)]),
  taken: ({state}: Desk) => state.taken,
  empty: ({state}: Desk) => {
    state.listings.clear();
    state.orders.length = 0;
    state.taken.length = 0;
    return {};
  },
  buy: ({state}: Desk, {lines}: {readonly lines: readonly Line[]}) => buy(state, lines),
} as const;

/** Younger orders are not told of yet. */
const AGE_MS = 5 * 60_000;
const SHIPPING = 490;

/** An order at the prices of today, some minutes old, paid and not sent. Amounts in cents. */
function buy(state: State, lines: readonly Line[]) {
  const at = new Date(nowOf(state) - AGE_MS).toISOString().replace(/\.\d+Z$/u, 'Z');
  const AmazonOrderId = `902-1845936-${String(state.orders.length + 1).padStart(7, '0')}`;
  const cents = ({sku}: Line) => Math.round(Number(priceIn(state.listings.get(sku)?.attributes ?? {})) * 100);
  const items = lines.map((line, i) => ({
    ...{ASIN: 'B071VG5N9D', SellerSKU: line.sku, OrderItemId: `${state.orders.length + 1}000${i}`},
    ...{QuantityOrdered: line.quantity, ItemPrice: usd(cents(line) * line.quantity), ItemTax: usd(8 * line.quantity)},
    ...(i === 0 ? {ShippingPrice: usd(SHIPPING)} : {}),
  }));
  const order = {AmazonOrderId, PurchaseDate: at, LastUpdateDate: at, OrderStatus: 'Unshipped', MarketplaceId: STORE};
  state.orders.push({order, items});
  return {
    id: AmazonOrderId,
    units: lines.reduce((sum, {quantity}) => sum + quantity, 0),
    goods: lines.reduce((sum, line) => sum + cents(line) * line.quantity, 0),
    shipping: SHIPPING,
  };
}

function usd(amount: number): {readonly CurrencyCode: string; readonly Amount: string} {
  return {CurrencyCode: 'USD', Amount: (amount / 100).toFixed(2)};
}
