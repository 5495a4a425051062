import {below, chance} from './chance.js';
import {Z95} from './normal.js';

/** A SKU's revenue a day, by which it is put beside its like. */
export interface Weighed {
  readonly sku: string;
  readonly revenue: number;
}

/**
 * SKUs that keep their old prices: one of each run of neighbours by revenue, as many as the share says, so that both sides
 * hold as many that sell well as that sell badly. The same seed draws the same.
 */
export function drawHoldout(all: readonly Weighed[], share: number, seed: number): readonly string[] {
  const draw = chance(seed);
  const ranked = [...all].sort((x, y) => y.revenue - x.revenue || (x.sku < y.sku ? -1 : 1));
  const count = Math.floor(ranked.length * share);
  return Array.from({length: count}, (_, run) => {
    const from = Math.floor((run * ranked.length) / count);
    const to = Math.floor(((run + 1) * ranked.length) / count);
    return ranked[from + below(draw, to - from)]?.sku ?? '';
  }).sort();
}

/** What a SKU earned a day before the holdout began, and since. */
export interface Earned {
  readonly before: number;
  readonly since: number;
}

/** By how much prices by the rules earn more than old ones: a fraction, with its 95 % interval. */
export interface Uplift {
  readonly uplift: number;
  readonly low: number;
  readonly high: number;
  /** Standard error of ln(1 + uplift). */
  readonly error: number;
}

const DRAWS = 2000;

/**
 * Profit since over profit before, of the SKUs that were priced over those that were held (PRICING formulas 3.9). What moves
 * all of them, season or a campaign, falls out. The interval is drawn over SKUs; null: a side earned nothing.
 */
export function upliftOf(priced: readonly Earned[], held: readonly Earned[], seed: number): Uplift | null {
  const point = logRatio(priced, held);
  if (point === null || priced.length < 2 || held.length < 2) return null;
  const draw = chance(seed);
  const drawn: number[] = [];
  for (let turn = 0; turn < DRAWS; turn++) {
    const each = logRatio(again(priced, draw), again(held, draw));
    if (each !== null) drawn.push(each);
  }
  // A market in which every tenth draw earns nothing on one side says nothing.
  if (drawn.length < 0.9 * DRAWS) return null;
  const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length;
  const variance = drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (drawn.length - 1);
  // The smaller side draws from too few for its own spread: n/(n−1) mends that.
  const error = Math.sqrt((variance * held.length) / (held.length - 1));
  const reach = Z95 * error;
  return {
    uplift: Math.exp(point) - 1,
    low: Math.exp(point - reach) - 1,
    high: Math.exp(point + reach) - 1,
    error,
  };
}

function logRatio(priced: readonly Earned[], held: readonly Earned[]): number | null {
  const [one, other] = [ratio(priced), ratio(held)];
  return one > 0 && other > 0 ? Math.log(one / other) : null;
}

/** NaN and infinity, of a side that earned nothing before, are no ratio. */
function ratio(side: readonly Earned[]): number {
  let [before, since] = [0, 0];
  for (const each of side) {
    before += each.before;
    since += each.since;
  }
  return before > 0 ? since / before : 0;
}

function again(side: readonly Earned[], draw: () => number): readonly Earned[] {
  return Array.from({length: side.length}, () => side[below(draw, side.length)] ?? {before: 0, since: 0});
}

/**
 * Days until an uplift can be told to within `reach` (0.05 = five points each way), from how far both sides came apart by
 * chance in a past of `days` days, one half against the other: errors shrink with the root of the days. Infinite: unknown.
 */
export function waitFor(placebo: Uplift | null, days: number, reach: number): number {
  if (placebo === null) return Number.POSITIVE_INFINITY;
  return Math.ceil((days / 2) * ((Z95 * placebo.error) / reach) ** 2);
}
