import {KnownError} from '../../domain/errors.js';
import {currencyKnown} from '../../domain/money.js';
import {addDays, daysBetween, lastPeriod, MOST_DAYS, type Period, parseDay} from '../../domain/sales/calendar.js';
import {parseRate} from '../../domain/sales/conversion.js';
import {DIMENSIONS, type Dimension, parseDimensions} from '../../domain/sales/dimensions.js';

/** What a person typed of a period: `--from`, `--to` (the first day no longer counted), or `--last 30d`. */
export interface PeriodAsk {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly last?: string | undefined;
}

const USUAL = '30d';

/**
 * The period that was asked for; without words, the 30 days up to and with today.
 *
 * @throws KnownError usage REPORT_DATE_INVALID, REPORT_LAST_INVALID, REPORT_PERIOD_EMPTY, REPORT_PERIOD_LONG
 */
export function periodOf(ask: PeriodAsk, today: string): Period {
  const from = dayOf(ask.from, '--from');
  const to = dayOf(ask.to, '--to');
  const lastDay = to === undefined ? today : addDays(to, -1);
  const period = from === undefined ? lastOf(ask.last ?? USUAL, lastDay) : {from, to: to ?? addDays(today, 1)};
  const days = daysBetween(period.from, period.to);
  if (days <= 0) throw new KnownError('usage', 'REPORT_PERIOD_EMPTY', period);
  if (days > MOST_DAYS) throw new KnownError('usage', 'REPORT_PERIOD_LONG', {days, most: MOST_DAYS});
  return period;
}

function dayOf(text: string | undefined, flag: string): string | undefined {
  if (text === undefined) return undefined;
  const day = parseDay(text);
  if (day === null) throw new KnownError('usage', 'REPORT_DATE_INVALID', {text, flag});
  return day;
}

function lastOf(text: string, lastDay: string): Period {
  const period = lastPeriod(text, lastDay);
  if (period === null) throw new KnownError('usage', 'REPORT_LAST_INVALID', {text});
  return period;
}

/** The dimensions of `--by`. */
export function dimensionsOf(text: string): readonly Dimension[] {
  const read = parseDimensions(text);
  if ('by' in read) return read.by;
  throw new KnownError('usage', 'REPORT_BY_INVALID', {text: read.wrong, known: DIMENSIONS.join(', ')});
}

/** The rates of `--rate USD=0.9214`, each currency once. */
export function ratesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const rates = new Map<string, string>();
  for (const text of texts) {
    const read = parseRate(text);
    if (read === null || rates.has(read.from)) throw new KnownError('usage', 'REPORT_RATE_INVALID', {text});
    rates.set(read.from, read.rate);
  }
  return rates;
}

/** The currency of `--currency`. */
export function currencyOf(text: string | undefined): string | undefined {
  const currency = text?.trim().toUpperCase();
  if (currency !== undefined && !currencyKnown(currency)) throw new KnownError('usage', 'CURRENCY_UNKNOWN', {currency});
  return currency;
}
