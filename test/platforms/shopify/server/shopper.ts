import type {Taken} from '../../job/taken.js';
import {connection} from './shapes.js';
import {gid, type Order, type ShopState, type Variant} from './state.js';

/** So many of a SKU. */
export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

interface Carried {
  readonly shop: number;
  readonly lines: readonly Line[];
}

/** What is in a cart, in cents. */
export interface Cart {
  readonly goods: number;
  readonly units: number;
}

const SHIPPING = 490;

/** What shoppers do at a shop, and its own journal of prices: told beside the API, by the shop's number. */
export const SHOPPER = {
  taken: ({shop}: {shop: number}, shops: readonly ShopState[]): readonly Taken[] => of(shops, shop).taken,
  cart: ({shop, lines}: Carried, shops: readonly ShopState[]): Cart => cartOf(of(shops, shop), lines),
  buy: ({shop, lines}: Carried, shops: readonly ShopState[]) => buy(of(shops, shop), lines),
  'give-back': ({shop, order, amount}: {shop: number; order: string; amount: number}, shops: readonly ShopState[]) =>
    giveBack(of(shops, shop), order, amount),
} as const;

function of(shops: readonly ShopState[], number: number): ShopState {
  const shop = shops[number];
  if (shop === undefined) throw new RangeError(`no shop ${number}`);
  return shop;
}

function cartOf(shop: ShopState, lines: readonly Line[]): Cart {
  return {
    goods: lines.reduce((sum, {sku, quantity}) => sum + cents(variantOf(shop, sku)) * quantity, 0),
    units: lines.reduce((sum, {quantity}) => sum + quantity, 0),
  };
}

/** An order at the prices of today, made now and paid. */
function buy(shop: ShopState, lines: readonly Line[]): Cart & {readonly id: string; readonly shipping: number} {
  const at = new Date().toISOString();
  const items = lines.map(({sku, quantity}) => ({
    ...{id: gid(shop, 'LineItem'), sku, quantity},
    originalUnitPriceSet: money(cents(variantOf(shop, sku))),
    ...{discountAllocations: [], taxLines: []},
  }));
  const id = gid(shop, 'Order');
  const order: Order = {
    ...{id, name: `#${shop.nextId}`, processedAt: at, updatedAt: at, cancelledAt: null, test: false},
    ...{currencyCode: shop.terms.currency, taxesIncluded: shop.terms.pricesIncludeTax},
    ...{displayFinancialStatus: 'PAID', totalShippingPriceSet: money(SHIPPING), customer: null},
    ...{shippingAddress: {countryCodeV2: 'DE'}, refunds: [], lineItems: (args: object) => connection(items, args)},
  };
  shop.orders.push(order);
  return {...cartOf(shop, lines), id, shipping: SHIPPING};
}

/** Gives money back and no goods: the order counts as changed. */
function giveBack(shop: ShopState, wanted: string, amount: number): object {
  const at = new Date().toISOString();
  const place = shop.orders.findIndex(({id}) => id === wanted);
  const order = shop.orders[place];
  if (order === undefined) throw new Error(`no ${wanted}`);
  const refund = {
    ...{id: gid(shop, 'Refund'), createdAt: at, processedAt: at, totalRefundedSet: money(amount)},
    refundLineItems: (args: object) => connection([], args),
    refundShippingLines: (args: object) => connection([], args),
  };
  const refunds = [...(order['refunds'] as readonly object[]), refund];
  shop.orders[place] = {...order, refunds, updatedAt: at, displayFinancialStatus: 'PARTIALLY_REFUNDED'};
  return {};
}

function variantOf({products}: ShopState, code: string): Variant {
  const found = [...products.values()].flatMap(({variants}) => variants).find(({sku}) => sku === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
}

function cents({price}: Variant): number {
  return Math.round(Number(price) * 100);
}

function money(amount: number): {readonly shopMoney: {readonly amount: string}} {
  return {shopMoney: {amount: (amount / 100).toFixed(2)}};
}
