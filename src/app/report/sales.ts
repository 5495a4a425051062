import type {Shop} from '../../domain/catalog/types.js';
import type {Basis} from '../../domain/sales/booking.js';
import {dayAt, drawnStep, laterDay, periodBefore} from '../../domain/sales/calendar.js';
import {conversionOf} from '../../domain/sales/conversion.js';
import {countsOf, noGaps} from '../../domain/sales/count.js';
import type {Dimension} from '../../domain/sales/dimensions.js';
import type {SalesReport} from '../../domain/sales/report.js';
import {rowsOf, totalsOf} from '../../domain/sales/rows.js';
import {openTally, type Tally} from '../../domain/sales/tally.js';
import type {Context} from '../context.js';
import {findShops} from '../shop/find.js';
import {shopNow} from '../shop/now.js';
import {currencyOf, dimensionsOf, type PeriodAsk, periodOf, ratesOf} from './ask.js';
import {readShop} from './read.js';

/** A sales report as it is asked for; texts as they were typed. */
export interface SalesAsk extends PeriodAsk {
  /** Default: the default shop, else all. */
  readonly shops?: readonly string[] | undefined;
  /** Such as "day" or "month,shop". */
  readonly by: string;
  readonly basis: Basis;
  readonly currency?: string | undefined;
  /** Such as "USD=0.9214". */
  readonly rates?: readonly string[] | undefined;
}

/**
 * What was sold, by the rows that were asked for, over time, by product, and in the period before. Reads the store only.
 *
 * @throws KnownError usage for what was typed; REPORT_CURRENCIES and REPORT_RATE_MISSING when currencies would have to be added
 */
export async function salesReport(context: Context, ask: SalesAsk): Promise<SalesReport> {
  const by = dimensionsOf(ask.by);
  const given = ratesOf(ask.rates ?? []);
  const wanted = currencyOf(ask.currency);
  const shops = await findShops(context, ask.shops);
  const nows = new Map<number, number>();
  for (const shop of shops) nows.set(shop.id, await shopNow(context, shop));

  const period = periodOf(ask, todayIn(shops, nows));
  const before = periodBefore(period);
  const step = drawnStep(period);
  const tally = openTally([by, [step], ['product']]);
  const gaps = noGaps();
  let orders = 0;
  const frame = {period, before, basis: ask.basis, tally, gaps, nextOrder: () => ++orders};
  const progress = context.progress.start('report', shops.length);
  for (const shop of shops) {
    await readShop(context, shop, frame, nows.get(shop.id) ?? 0);
    progress.advance(1, shop.name);
  }
  progress.end();

  const usual = shops[0]?.terms.currency ?? 'USD';
  const conversion = conversionOf(currenciesOf(tally), wanted, given, usual, shops.length);
  const names = shops.map(({name}) => name);
  const rows = (dimensions: readonly Dimension[]) => {
    const grouping = tally.groupings.find((each) => each.by.join() === dimensions.join());
    return grouping === undefined ? [] : rowsOf(grouping, {period, shops: names}, conversion);
  };
  return {
    basis: ask.basis,
    period,
    before,
    shops: names,
    zones: [...new Set(shops.map(({terms}) => terms.zone))],
    ...conversion,
    by,
    rows: rows(by),
    totals: totalsOf(tally.now, conversion),
    totalsBefore: totalsOf(tally.before, conversion),
    series: {step, rows: rows([step])},
    products: rows(['product']),
    counts: countsOf(gaps),
  };
}

/** The latest of the shops' present days: a simulated shop may be months ahead of the wall. */
function todayIn(shops: readonly Shop[], nows: ReadonlyMap<number, number>): string {
  return shops.map(({id, terms}) => dayAt(nows.get(id) ?? 0, terms.zone)).reduce(laterDay, '');
}

function currenciesOf({now, before}: Tally): ReadonlySet<string> {
  return new Set([...now.money.keys(), ...before.money.keys()]);
}
