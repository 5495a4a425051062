import {allocate, exponentOf, type Minor, scale} from '../../../domain/money.js';
import type {Buyer, Market} from './buyers.js';
import {priceScale} from './categories.js';
import type {Good, MarketTerms, OrderLine, PendingReturn} from './types.js';

/** What the practice marketplace takes of a sale, and a fixed part for each line. */
export const FEE_RATE = '0.08';
const FEE_FIXED = 0.3;
const RETURN_COST = 3;
const SHIPPING = 4.9;
const FREE_SHIPPING_FROM = 50;

/** The order line of a buyer who buys, without shipping, which belongs to the whole order. */
export function lineOf(
  {terms, day, visits}: Market,
  good: Good,
  buyer: Buyer,
  quantity: number,
  price: Minor,
): OrderLine {
  const {at, customerId, country} = visits(buyer.visit);
  const amount = price * quantity;
  return {
    orderId: `${day.date.replaceAll('-', '')}-${String(buyer.visit).padStart(3, '0')}`,
    lineId: `${good.sku}:${buyer.index}`,
    orderedAt: at,
    sku: good.sku,
    quantity,
    unitPrice: price,
    tax: taxOf(terms, good, amount),
    shipping: 0,
    fee: scale(amount, FEE_RATE) + fixedFee(terms.currency),
    country,
    customerId,
    status: 'paid',
  };
}

/** What will come back of a line, if anything. The tax comes back with it, the fee does not. */
export function returnOf(buyer: Buyer, line: OrderLine): PendingReturn[] {
  if (buyer.returns === null) return [];
  const quantity = buyer.returns.all ? line.quantity : 1;
  const at = line.orderedAt + buyer.returns.after;
  const tax = line.tax === null ? null : -Math.round((line.tax * quantity) / line.quantity);
  const back: OrderLine = {
    ...line,
    lineId: `${line.lineId}:R`,
    orderedAt: at,
    quantity: -quantity,
    tax: tax === 0 ? 0 : tax,
    shipping: 0,
    fee: 0,
    status: 'returned',
  };
  return [{at, restocked: buyer.returns.restocked, line: back}];
}

/** Shares an order's shipping among its lines by their value. Small orders pay it. */
export function withShipping({currency}: MarketTerms, lines: readonly OrderLine[]): OrderLine[] {
  const orders = new Map<string, OrderLine[]>();
  for (const line of lines) {
    const order = orders.get(line.orderId);
    if (order === undefined) orders.set(line.orderId, [line]);
    else order.push(line);
  }
  return [...orders.values()].flatMap((order) => {
    const values = order.map(({unitPrice, quantity}) => unitPrice * quantity);
    const free = values.reduce((sum, value) => sum + value, 0) >= minor(FREE_SHIPPING_FROM, currency);
    const shares = allocate(free ? 0 : minor(SHIPPING, currency), values, currency);
    return order.map((line, i) => ({...line, shipping: shares[i] ?? 0}));
  });
}

export function fixedFee(currency: string): Minor {
  return minor(FEE_FIXED, currency);
}

/** What taking one unit back costs the merchant. */
export function returnCost(currency: string): Minor {
  return minor(RETURN_COST, currency);
}

function minor(dollars: number, currency: string): Minor {
  return Math.round(dollars * priceScale(currency) * 10 ** exponentOf(currency));
}

/** The tax in or on an amount; unknown where nobody says the rate. */
function taxOf(terms: MarketTerms, {taxRate}: Good, amount: Minor): Minor | null {
  const rate = taxRate ?? terms.taxRate;
  if (rate === null) return null;
  if (!terms.pricesIncludeTax) return scale(amount, rate);
  return amount - Math.round(amount / (1 + Number(rate)));
}
