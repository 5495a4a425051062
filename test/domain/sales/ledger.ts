import type {DailyRecord} from '../../../src/domain/facts.js';
import type {Basis} from '../../../src/domain/sales/booking.js';
import {drawnStep, type Period, periodBefore} from '../../../src/domain/sales/calendar.js';
import {conversionOf} from '../../../src/domain/sales/conversion.js';
import {countsOf, noGaps, openCount, type SellingShop} from '../../../src/domain/sales/count.js';
import type {Dimension} from '../../../src/domain/sales/dimensions.js';
import type {SaleLine} from '../../../src/domain/sales/measure.js';
import type {SalesReport} from '../../../src/domain/sales/report.js';
import {rowsOf, totalsOf} from '../../../src/domain/sales/rows.js';
import {openTally} from '../../../src/domain/sales/tally.js';

/** A shop as tests use it: EUR, Berlin, prices without tax, nothing known of offers and costs. */
export function shopOf(more: Partial<SellingShop> = {}): SellingShop {
  return {
    name: 'main',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    pricesIncludeTax: false,
    taxRate: null,
    offers: new Map(),
    costs: new Map(),
    ...more,
  };
}

/** An order line; `at` is ISO text with its zone. */
export function lineOf(
  orderId: string,
  at: string,
  sku: string,
  quantity: number,
  unitPrice: number,
  more: Partial<SaleLine> = {},
): SaleLine {
  return {
    orderId,
    lineId: `${orderId}-${sku}-${quantity}`,
    orderedAt: Date.parse(at),
    sku,
    quantity,
    unitPrice,
    discount: null,
    tax: null,
    shipping: null,
    fee: null,
    currency: 'EUR',
    country: null,
    status: null,
    ...more,
  };
}

export interface Ledger {
  readonly shop: SellingShop;
  readonly lines: readonly SaleLine[];
  readonly days?: readonly DailyRecord[];
}

export interface Ask {
  readonly period: Period;
  readonly by?: readonly Dimension[];
  readonly basis?: Basis;
  readonly currency?: string;
  readonly rates?: Readonly<Record<string, string>>;
}

/** A report over ledgers in memory, made of the same parts as `src/app/report/sales.ts`. */
export function reportOf(
  ledgers: readonly Ledger[],
  {period, by = ['day'], basis = 'order', currency, rates = {}}: Ask,
): SalesReport {
  const before = periodBefore(period);
  const step = drawnStep(period);
  const tally = openTally([by, [step], ['product']]);
  const gaps = noGaps();
  let orders = 0;
  for (const {shop, lines, days = []} of ledgers) {
    const count = openCount(shop, {period, before, basis, tally, gaps, nextOrder: () => ++orders}, days.length > 0);
    const sorted = [...lines].sort((a, b) => a.orderedAt - b.orderedAt);
    for (const line of sorted) if (line.orderedAt >= count.start) count.booking.add(line);
    if (count.booking.open()) for (const line of sorted) if (line.orderedAt < count.start) count.booking.recall(line);
    count.booking.close();
    for (const day of days) count.day(day);
  }
  const found = new Set([...tally.now.money.keys(), ...tally.before.money.keys()]);
  const conversion = conversionOf(found, currency, new Map(Object.entries(rates)), ledgers[0]?.shop.currency ?? 'EUR');
  const shops = ledgers.map(({shop}) => shop.name);
  const rows = (index: number) => {
    const grouping = tally.groupings[index];
    return grouping === undefined ? [] : rowsOf(grouping, {period, shops}, conversion);
  };
  return {
    basis,
    period,
    before,
    shops,
    zones: [...new Set(ledgers.map(({shop}) => shop.zone))],
    ...conversion,
    by,
    rows: rows(0),
    totals: totalsOf(tally.now, conversion),
    totalsBefore: totalsOf(tally.before, conversion),
    series: {step, rows: rows(1)},
    products: rows(2),
    counts: countsOf(gaps),
  };
}

/** A row by the text of its key. */
export function rowNamed(report: SalesReport, ...values: readonly (string | null)[]) {
  const found = report.rows.find(({key}) => JSON.stringify(key.values) === JSON.stringify(values));
  if (found === undefined)
    throw new Error(`no row ${values.join(', ')} among ${report.rows.map(({key}) => key.values.join('/')).join(' ')}`);
  return found.figures;
}
