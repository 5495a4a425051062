import {exponentOf, type Minor} from '../domain/money.js';
import {addDays, type Period, type Step, stepDays} from '../domain/sales/calendar.js';

/** Numbers and dates as a reader of a language writes them. */
export interface Texts {
  /** An amount without its currency: 1,204.10. */
  money(minor: Minor | null): string;
  count(value: number | null): string;
  /** A decimal fraction in per cent: "0.312" → 31.2 %. */
  share(fraction: string | null): string;
  /** The same with its sign: +18.3 %, −2.8 %. */
  change(fraction: string | null): string;
  /** A change in points, without the word: +0.6. */
  points(fraction: string | null): string;
  /** A day, week or month of the period as a row calls it: Oct 1–4. */
  step(key: string, step: Step): string;
  period(period: Period): string;
  /** The same, as short as a column allows: Sep 2026. */
  shortPeriod(period: Period): string;
  /** The last day counted, as an ISO date. */
  lastDay(period: Period): string;
}

/** The texts of a locale for amounts of one currency, within a report's period. */
export function textsFor(locale: string, currency: string, none: string, within: Period): Texts {
  const digits = exponentOf(currency);
  const money = new Intl.NumberFormat(locale, {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const count = new Intl.NumberFormat(locale, {maximumFractionDigits: 3});
  const tenth = new Intl.NumberFormat(locale, {minimumFractionDigits: 1, maximumFractionDigits: 1});
  const signed = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : '±'}${tenth.format(Math.abs(value))}`;
  const dates = datesFor(locale);
  return {
    money: (minor) => (minor === null ? none : money.format(minor / 10 ** digits)),
    count: (value) => (value === null ? none : count.format(value)),
    share: (fraction) => (fraction === null ? none : `${tenth.format(tenths(fraction))} %`),
    change: (fraction) => (fraction === null ? none : `${signed(tenths(fraction))} %`),
    points: (fraction) => (fraction === null ? none : signed(tenths(fraction))),
    step: (key, step) => dates.step(key, step, within),
    period: (period) => dates.period(period, dates.longMonth),
    shortPeriod: (period) => dates.period(period, dates.month),
    lastDay: ({to}) => lastDayBefore(to),
  };
}

/** Per cent to one place, rounded before the sign is looked at, so that nothing prints as −0.0. */
function tenths(fraction: string): number {
  const value = Math.round(Number(fraction) * 1000) / 10;
  return value === 0 ? 0 : value;
}

/** Names of periods in a locale; dates are days without an hour, so they are read and written in UTC. */
function datesFor(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, {...options, timeZone: 'UTC'});
  const day = format({month: 'short', day: 'numeric'});
  const dayWithYear = format({year: 'numeric', month: 'short', day: 'numeric'});
  const month = format({year: 'numeric', month: 'short'});
  const longMonth = format({year: 'numeric', month: 'long'});
  const range = (pen: Intl.DateTimeFormat, first: string, last: string) => {
    if (first === last) return pen.format(at(first));
    return pen.formatRange(at(first), at(last)).replace(/\s*[–-]\s*/gu, '–');
  };
  return {
    step: (key: string, step: Step, within: Period): string => {
      const {first, last} = stepDays(key, step, within);
      const pen = first.slice(0, 4) === within.from.slice(0, 4) && sameYear(within) ? day : dayWithYear;
      return step === 'month' ? month.format(at(first)) : range(pen, first, last);
    },
    month,
    longMonth,
    period: ({from, to}: Period, months: Intl.DateTimeFormat): string => {
      const last = stepDays(from.slice(0, 7), 'month', {from, to}).last;
      if (from.endsWith('-01') && to.endsWith('-01')) {
        const end = lastDayBefore(to);
        return last === end ? months.format(at(from)) : range(months, from, end);
      }
      return range(dayWithYear, from, lastDayBefore(to));
    },
  };
}

function sameYear({from, to}: Period): boolean {
  return lastDayBefore(to).slice(0, 4) === from.slice(0, 4);
}

function lastDayBefore(to: string): string {
  return addDays(to, -1);
}

function at(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
