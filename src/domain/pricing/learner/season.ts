import type {Memory} from './memory.js';

/** Bought and expected units by category and day, and by weekday: what the seasons are read from. */
export interface SeasonSums {
  readonly bought: Float64Array;
  readonly expected: Float64Array;
  readonly boughtOn: Float64Array;
  readonly expectedOn: Float64Array;
  /** Squares of misses beyond what chance makes, and squares of what was expected. */
  scatter: number;
  square: number;
}

export function newSeasonSums({categories, panel}: Memory): SeasonSums {
  const cells = categories.length * panel.width;
  return {
    bought: new Float64Array(cells),
    expected: new Float64Array(cells),
    boughtOn: new Float64Array(7),
    expectedOn: new Float64Array(7),
    scatter: 0,
    square: 0,
  };
}

/** Days over which a season is smoothed, and units that speak for "no season". */
const KERNEL_DAYS = 6;
const REACH = 18;
const STEADY = 15;
const STEADY_WEEKDAY = 20;
const KERNEL = Array.from({length: REACH + 1}, (_, lag) => Math.exp(-0.5 * (lag / KERNEL_DAYS) ** 2));

/**
 * Reads seasons off: ln of bought over expected units, smoothed over days and pulled to none where few units say so. It
 * takes the season out of the elasticities, which otherwise come out too small where prices follow demand.
 */
export function updateSeasons(memory: Memory, sums: SeasonSums): void {
  const {categories, panel, season, weekday} = memory;
  const {width, days} = panel;
  for (let category = 0; category < categories.length; category++) {
    const start = category * width;
    for (let day = 0; day < days; day++) season[start + day] = Math.log(levelAt(sums, start, day, days));
    centre(season, start, days);
  }
  for (let day = 0; day < 7; day++) {
    weekday[day] = Math.log(
      ((sums.boughtOn[day] ?? 0) + STEADY_WEEKDAY) / ((sums.expectedOn[day] ?? 0) + STEADY_WEEKDAY),
    );
  }
  centre(weekday, 0, 7);
}

/** Bought over expected units around a day, nearer days counting more. */
function levelAt({bought, expected}: SeasonSums, start: number, day: number, days: number): number {
  let [was, due] = [STEADY, STEADY];
  const last = Math.min(days - 1, day + REACH);
  for (let other = Math.max(0, day - REACH); other <= last; other++) {
    const weight = KERNEL[Math.abs(other - day)] ?? 0;
    was += weight * (bought[start + other] ?? 0);
    due += weight * (expected[start + other] ?? 0);
  }
  return was / due;
}

/** Only the levels say how much is sold; seasons and weekdays say when. */
function centre(values: Float64Array, start: number, count: number): void {
  let sum = 0;
  for (let at = start; at < start + count; at++) sum += values[at] ?? 0;
  for (let at = start; at < start + count; at++) values[at] = (values[at] ?? 0) - sum / count;
}

/** Weekday of a day since 1970-01-01, which was a Thursday: Monday is 0. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}
