import type {Reply} from './answer.js';
import {takeOrder, takeRefund} from './orders.js';
import type {State, Thing} from './state.js';

/** So many of a SKU. */
export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

/** What is in a cart, in cents of the shop's price convention. */
export interface Cart {
  readonly goods: number;
  readonly units: number;
}

const TAX = 0.19;
const SHIPPING = 490;

/** What goods come to today, by the price that the shop itself worked out. */
export function cartOf(state: State, lines: readonly Line[]): Cart {
  return {
    goods: lines.reduce((sum, {sku, quantity}) => sum + cents(thingOf(state, sku)) * quantity, 0),
    units: lines.reduce((sum, {quantity}) => sum + quantity, 0),
  };
}

/** A shopper buys: the order's lines are told without their tax and beside it, whatever the convention of the shop. */
export function buy(state: State, lines: readonly Line[]): Cart & {readonly id: string; readonly shipping: number} {
  const line_items = lines.map(({sku, quantity}) => {
    const thing = thingOf(state, sku);
    const {net, tax} = parted(state, cents(thing) * quantity);
    const ids =
      thing.parent > 0 ? {product_id: thing.parent, variation_id: thing.id} : {product_id: thing.id, variation_id: 0};
    return {sku, quantity, ...ids, subtotal: net, subtotal_tax: tax, total: net, total_tax: tax};
  });
  const {net, tax} = parted(state, SHIPPING);
  const {body} = takeOrder(state, {line_items, shipping_total: net, shipping_tax: tax});
  return {...cartOf(state, lines), id: String((body as {id: number}).id), shipping: SHIPPING};
}

/** Gives money back and no goods. */
export function giveBack(state: State, order: number, amount: number): Reply {
  return takeRefund(state, order, {amount: text(amount), line_items: []});
}

/** An amount of the shop's convention as the net amount and its tax. */
function parted({settings}: State, amount: number): {net: string; tax: string} {
  const withTax = settings['tax']?.['woocommerce_prices_include_tax'] === 'yes';
  const net = withTax ? Math.round(amount / (1 + TAX)) : amount;
  return {net: text(net), tax: text(withTax ? amount - net : Math.round(amount * TAX))};
}

function thingOf({things}: State, code: string): Thing {
  const found = [...things.values()].find(({sku, status}) => sku === code && status !== 'trash');
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
}

function cents({price}: Thing): number {
  return Math.round(Number(price) * 100);
}

function text(amount: number): string {
  return (amount / 100).toFixed(2);
}
