import {Decimal} from 'decimal.js';
import type {Minor} from '../money.js';
import type {MoneySums, Sums} from './sums.js';

/**
 * The figures of one row or of the totals. Money is minor units of the report's currency; shares are decimal fractions as
 * text, rounded to four places ("0.0312"); null is unknown or without meaning (the AOV of no orders), never zero.
 */
export interface Figures {
  /** Distinct orders with a positive line. Rows by product do not add up to the total: an order can hold two products. */
  readonly orders: number;
  /** Units sold, returns not taken off. */
  readonly units: number;
  readonly unitsReturned: number;
  readonly gmv: Minor;
  readonly discounts: Minor;
  readonly returns: Minor;
  readonly tax: Minor;
  /** GMV − discounts − returns − tax, exactly. */
  readonly netSales: Minor;
  /** Amount whose tax is unknown and still inside net sales. */
  readonly taxUnknown: Minor;
  /** Average order value: GMV of orders ÷ orders. */
  readonly aov: Minor | null;
  /** Returned units ÷ units sold. */
  readonly returnRate: string | null;
  /** COGS and gross profit (net sales − COGS) of the part whose cost is known. */
  readonly cogs: Minor | null;
  readonly grossProfit: Minor | null;
  /** Gross profit ÷ net sales, both of the known part. */
  readonly grossMargin: string | null;
  /** Share of the GMV whose cost is known. */
  readonly marginCoverage: string | null;
  /** Fees that lines name; null when none does. */
  readonly fees: Minor | null;
}

/** Figures from sums and their amounts in the report's currency. */
export function figuresOf(sums: Sums, money: MoneySums): Figures {
  const {gmv, discounts, returns, tax, knownNet, cogs} = money;
  const orders = sums.orders.size;
  const marginUnknown = sums.lines > 0 && sums.costed === 0;
  const grossProfit = knownNet - cogs;
  return {
    orders,
    units: sums.units,
    unitsReturned: sums.unitsReturned,
    gmv,
    discounts,
    returns,
    tax,
    netSales: gmv - discounts - returns - tax,
    taxUnknown: money.taxUnknown,
    aov:
      orders === 0
        ? null
        : new Decimal(money.orderGmv).div(orders).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber(),
    returnRate: share(sums.unitsReturned, sums.units),
    cogs: marginUnknown ? null : cogs,
    grossProfit: marginUnknown ? null : grossProfit,
    grossMargin: marginUnknown ? null : share(grossProfit, knownNet),
    marginCoverage: share(money.knownGmv, gmv),
    fees: sums.withFee === 0 && sums.lines > 0 ? null : money.fees,
  };
}

/** a ÷ b as a decimal fraction with four places, or null where b is not above zero. */
function share(a: number, b: number): string | null {
  return b > 0 ? new Decimal(a).div(b).toFixed(4, Decimal.ROUND_HALF_UP) : null;
}

/** What the key figures are, in the order people read them. */
export const KPIS = [
  'gmv',
  'netSales',
  'orders',
  'aov',
  'units',
  'returnRate',
  'grossMargin',
] as const satisfies readonly (keyof Figures)[];
export type Kpi = (typeof KPIS)[number];

/** How a key figure is counted. */
export function kpiType(kpi: Kpi): 'money' | 'count' | 'share' {
  if (kpi === 'orders' || kpi === 'units') return 'count';
  return kpi === 'returnRate' || kpi === 'grossMargin' ? 'share' : 'money';
}

/**
 * How a figure moved against the period before, as a decimal fraction: of the earlier value for amounts and counts
 * ("0.1831" is 18.31 % more), in points for shares ("-0.006" is 0.6 points less). Null where there is nothing to compare with.
 */
export function changeOf(kpi: Kpi, now: Figures, before: Figures): string | null {
  const [a, b] = [now[kpi], before[kpi]];
  if (a === null || b === null) return null;
  if (kpiType(kpi) === 'share') return new Decimal(a).minus(b).toFixed(4);
  return share(Number(a) - Number(b), Number(b));
}
