import {DateTime} from 'luxon';

/** A civil day of the shop's zone; with summer time it has 23 or 25 hours. Instants are ms UTC. */
export interface Day {
  /** ISO date. */
  readonly date: string;
  readonly start: number;
  /** The first instant of the next day. */
  readonly end: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** 1 … 366. */
  readonly yearDay: number;
}

/** The day in which an instant lies. */
function dayAt(instant: number, zone: string): Day {
  const start = DateTime.fromMillis(instant, {zone}).startOf('day');
  return {
    date: start.toISODate() ?? '',
    start: start.toMillis(),
    end: start.plus({days: 1}).startOf('day').toMillis(),
    weekday: start.weekday,
    yearDay: start.ordinal,
  };
}

/** The days that a stretch of time touches, first to last. */
export function* daysBetween(from: number, to: number, zone: string): Iterable<Day> {
  for (let day = dayAt(from, zone); day.start <= to; day = dayAt(day.end, zone)) yield day;
}
