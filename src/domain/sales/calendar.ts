import {DateTime} from 'luxon';

/** Days of a report as ISO dates in the shop's zone: `from` is the first day, `to` the first day no longer counted. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** How long one row of a report over time is. Weeks begin on Monday (ISO 8601). */
export type Step = 'day' | 'week' | 'month';

const FIRST_YEAR = 1990;
const LAST_YEAR = 2199;

/** Longest period of one report: ten years and a little, so that rows for empty days stay countable. */
export const MOST_DAYS = 3700;

/** Reads an ISO date ("2026-10-01") between 1990 and 2199; null for anything else, such as 2026-02-30. */
export function parseDay(text: string): string | null {
  const trimmed = text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(trimmed)) return null;
  const date = utc(trimmed);
  return date.isValid && date.year >= FIRST_YEAR && date.year <= LAST_YEAR ? trimmed : null;
}

/** The date `days` after (or, negative, before) a date. */
export function addDays(date: string, days: number): string {
  return iso(utc(date).plus({days}));
}

/** Days from `from` up to but not including `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round(utc(to).diff(utc(from), 'days').days);
}

/** The later, and the earlier, of two dates. */
export function laterDay(a: string, b: string): string {
  if (a > b) return a;
  return b;
}

export function earlierDay(a: string, b: string): string {
  if (a < b) return a;
  return b;
}

/** The date on a shop's wall at an instant (ms UTC). */
export function dayAt(instant: number, zone: string): string {
  return iso(DateTime.fromMillis(instant, {zone}));
}

const LENGTH = /^(\d{1,4})\s*([dwmy])$/u;

/**
 * A stretch of days, weeks, months or years that ends with `lastDay`: "30d", "12w", "6m", "1y". Null when the text says
 * no such thing, or nothing, or more than {@link MOST_DAYS}.
 */
export function lastPeriod(text: string, lastDay: string): Period | null {
  const [, digits = '', unit = ''] = LENGTH.exec(text.trim().toLowerCase()) ?? [];
  const count = Number(digits);
  if (digits === '' || count === 0) return null;
  const to = addDays(lastDay, 1);
  const end = utc(to);
  const start =
    unit === 'd'
      ? end.minus({days: count})
      : unit === 'w'
        ? end.minus({weeks: count})
        : unit === 'm'
          ? end.minus({months: count})
          : end.minus({years: count});
  const period = {from: iso(start), to};
  return daysBetween(period.from, to) <= MOST_DAYS ? period : null;
}

/**
 * The period to compare with: whole months are compared with as many months before them (October with September, though
 * it is a day shorter), any other stretch with as many days before it.
 */
export function periodBefore({from, to}: Period): Period {
  const start = utc(from);
  const end = utc(to);
  if (start.day === 1 && end.day === 1) {
    const months = (end.year - start.year) * 12 + end.month - start.month;
    return {from: iso(start.minus({months})), to: from};
  }
  return {from: addDays(from, -daysBetween(from, to)), to: from};
}

/** The key of the day, week or month a date falls in: the date, the week's first day within the period, or "2026-10". */
export function stepKey(date: string, step: Step, from: string): string {
  if (step === 'day') return date;
  if (step === 'month') return date.slice(0, 7);
  const monday = iso(utc(date).startOf('week'));
  return laterDay(monday, from);
}

/** Every step key of a period, in order, without gaps. */
export function stepKeys({from, to}: Period, step: Step): readonly string[] {
  const keys = new Set<string>();
  for (const date of datesOf({from, to})) keys.add(stepKey(date, step, from));
  return [...keys];
}

/** First and last day of a step, cut to the period. */
export function stepDays(key: string, step: Step, {from, to}: Period): {readonly first: string; readonly last: string} {
  const lastDay = addDays(to, -1);
  if (step === 'day') return {first: key, last: key};
  if (step === 'month') {
    const first = `${key}-01`;
    const last = iso(utc(first).endOf('month'));
    return {first: laterDay(first, from), last: earlierDay(last, lastDay)};
  }
  const last = iso(utc(key).endOf('week'));
  return {first: key, last: earlierDay(last, lastDay)};
}

/** The step that draws a period in a readable number of points: days up to a quarter, weeks up to two years, then months. */
export function drawnStep({from, to}: Period): Step {
  const days = daysBetween(from, to);
  if (days <= 93) return 'day';
  return days <= 731 ? 'week' : 'month';
}

/** The days of a period as a zone counts them, for finding the day of an instant without asking luxon each time. */
export interface ZoneDays {
  readonly dates: readonly string[];
  /** First instant of the period, and first instant after it. */
  readonly start: number;
  readonly end: number;
  /** Index of the day an instant falls in, or -1 outside the period. */
  indexOf(instant: number): number;
  /** Index of a date, or -1 outside the period; and the first instant of the day at an index. */
  indexOfDate(date: string): number;
  instantOf(index: number): number;
}

/**
 * Lays out the days of a period in a zone. Each day runs from its first instant to the first instant of the next, so a day
 * of 23 or 25 hours is one day, and a day that a zone never had is empty.
 */
export function zoneDays(period: Period, zone: string): ZoneDays {
  const dates = [...datesOf(period)];
  const starts = [...dates, period.to].map((date) => DateTime.fromISO(date, {zone}).startOf('day').toMillis());
  const start = starts[0] ?? 0;
  const end = starts.at(-1) ?? 0;
  const indices = new Map(dates.map((date, index) => [date, index]));
  return {
    dates,
    start,
    end,
    indexOf: (instant) => (instant < start || instant >= end ? -1 : lastAtOrBefore(starts, instant)),
    indexOfDate: (date) => indices.get(date) ?? -1,
    instantOf: (index) => starts[index] ?? start,
  };
}

function* datesOf({from, to}: Period): Iterable<string> {
  for (let day = utc(from); iso(day) < to; day = day.plus({days: 1})) yield iso(day);
}

function lastAtOrBefore(starts: readonly number[], instant: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= instant) low = middle;
    else high = middle - 1;
  }
  return low;
}

function utc(date: string): DateTime {
  return DateTime.fromISO(date, {zone: 'utc'});
}

function iso(date: DateTime): string {
  return date.toFormat('yyyy-MM-dd');
}
