import type {Minor} from '../money.js';

/** The amounts that add up, in one currency. What each means: `measure.ts`. */
export interface MoneySums {
  gmv: Minor;
  /** GMV of lines that belong to an order: days known only by their units have no orders, and no part in the AOV. */
  orderGmv: Minor;
  discounts: Minor;
  returns: Minor;
  tax: Minor;
  /** Sales and returns, in absolute amounts, whose tax is unknown and still inside net sales. */
  taxUnknown: Minor;
  /** Net sales, and GMV, of the lines whose cost and tax are known: the part that has a margin. */
  knownNet: Minor;
  knownGmv: Minor;
  cogs: Minor;
  fees: Minor;
}

export const MONEY_FIELDS = [
  'gmv',
  'orderGmv',
  'discounts',
  'returns',
  'tax',
  'taxUnknown',
  'knownNet',
  'knownGmv',
  'cogs',
  'fees',
] as const satisfies readonly (keyof MoneySums)[];

/** What was counted for one row: orders by number, so that an order with three lines is one order. */
export interface Sums {
  readonly orders: Set<number>;
  units: number;
  unitsReturned: number;
  /** Lines counted, lines with a known cost and tax, and lines that name a fee. */
  lines: number;
  costed: number;
  withFee: number;
  readonly money: Map<string, MoneySums>;
}

export function noMoney(): MoneySums {
  return {
    gmv: 0,
    orderGmv: 0,
    discounts: 0,
    returns: 0,
    tax: 0,
    taxUnknown: 0,
    knownNet: 0,
    knownGmv: 0,
    cogs: 0,
    fees: 0,
  };
}

export function noSums(): Sums {
  return {orders: new Set(), units: 0, unitsReturned: 0, lines: 0, costed: 0, withFee: 0, money: new Map()};
}

/** The money of one measured line. `net` is negative for a return. */
export interface EntryMoney {
  readonly currency: string;
  readonly gmv: Minor;
  readonly discounts: Minor;
  readonly returns: Minor;
  readonly tax: Minor;
  readonly net: Minor;
  readonly taxKnown: boolean;
  /** COGS of the line, negative for a return, in `costCurrency`; null: unknown. */
  readonly cogs: Minor | null;
  readonly costCurrency: string;
  readonly fee: Minor | null;
}

/** What is added to the sums of a row: a line, or units alone where a day's history knows more than its orders. */
export interface Entry {
  /** Number of the order that was placed; null for returns and for days without orders. */
  readonly order: number | null;
  readonly units: number;
  readonly returned: number;
  readonly money: EntryMoney | null;
}

/** Adds an entry to the sums of a row. */
export function addEntry(sums: Sums, {order, units, returned, money}: Entry): void {
  sums.units += units;
  sums.unitsReturned += returned;
  if (order !== null) sums.orders.add(order);
  if (money === null) return;
  sums.lines += 1;
  const own = moneyOf(sums, money.currency);
  own.gmv += money.gmv;
  if (order !== null) own.orderGmv += money.gmv;
  own.discounts += money.discounts;
  own.returns += money.returns;
  own.tax += money.tax;
  if (!money.taxKnown) own.taxUnknown += Math.abs(money.net);
  if (money.fee !== null) {
    sums.withFee += 1;
    own.fees += money.fee;
  }
  if (money.cogs === null || !money.taxKnown) return;
  sums.costed += 1;
  own.knownNet += money.net;
  own.knownGmv += money.gmv;
  moneyOf(sums, money.costCurrency).cogs += money.cogs;
}

function moneyOf(sums: Sums, currency: string): MoneySums {
  let money = sums.money.get(currency);
  if (money === undefined) {
    money = noMoney();
    sums.money.set(currency, money);
  }
  return money;
}
