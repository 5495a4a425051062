import {below, chance} from './chance.js';

/** A SKU that may take part: how much of it sells a day. */
export interface Candidate {
  readonly sku: string;
  readonly category: string;
  /** Units a day at the price of now. */
  readonly rate: number;
}

/** Two SKUs of a category that sell about alike. `first`: whether `a` is the dear one in the first period (1) or the cheap one (−1). */
export interface Pair {
  readonly a: string;
  readonly b: string;
  readonly first: 1 | -1;
}

/** How a test is run. `step` is a fraction; days are counted since 1970-01-01 in the shop's zone; `until` is not included. */
export interface Design {
  readonly pairs: readonly Pair[];
  readonly step: number;
  readonly period: number;
  readonly from: number;
  readonly until: number;
}

/** Fewer pairs say nothing of how far pairs differ, and so have no honest interval. */
export const LEAST_PAIRS = 5;

/** Sales vary more than chance alone makes them: variance = mean × (1 + mean / 4), as PRICING formulas 3.9 has it. */
const UNREST = 0.25;

/** Neighbours by rate within their category; which of them begins as the dear one is drawn. One that is left over stays out. */
export function pairUp(candidates: readonly Candidate[], seed: number): readonly Pair[] {
  const draw = chance(seed);
  const categories = [...new Set(candidates.map(({category}) => category))].sort();
  return categories.flatMap((category) => {
    const ranked = candidates
      .filter((each) => each.category === category && each.rate > 0)
      .sort((x, y) => y.rate - x.rate || (x.sku < y.sku ? -1 : 1));
    return ranked.flatMap((a, at): Pair[] => {
      const b = ranked[at + 1];
      return at % 2 === 1 || b === undefined ? [] : [{a: a.sku, b: b.sku, first: below(draw, 2) === 0 ? 1 : -1}];
    });
  });
}

/**
 * What a day of a test says of the elasticity: the inverse of its variance. For one pair with rates x and y and prices that
 * differ by ln((1+d)/(1−d)), that is this squared × xy/(x+y); with equal rates the N d² of PRICING formulas 3.9.
 */
export function informationADay(
  pairs: readonly Pair[],
  rates: ReadonlyMap<string, number>,
  {step, period}: Pick<Design, 'step' | 'period'>,
): number {
  const apart = Math.log((1 + step) / (1 - step));
  // A swap takes two nights of steps of ten percent: about one day of each period says nothing.
  const useful = 1 - 1 / period;
  let information = 0;
  for (const {a, b} of pairs) {
    const [x, y] = [rates.get(a) ?? 0, rates.get(b) ?? 0];
    if (x > 0 && y > 0) information += (apart ** 2 * ((x * y) / (x + y)) * useful) / (1 + UNREST * Math.max(x, y));
  }
  return information;
}

/** Days until the standard deviation of the elasticity is `precision`, in whole swaps; infinite without any sales. */
export function daysNeeded(information: number, precision: number, period: number): number {
  if (information <= 0) return Number.POSITIVE_INFINITY;
  const days = 1 / (precision ** 2 * information);
  return Math.ceil(days / (2 * period)) * 2 * period;
}

/** +1 where the SKU is the dear one on that day, −1 where it is the cheap one; null: it takes no part, or the test does not run. */
export function armOn({pairs, period, from, until}: Design, sku: string, day: number): 1 | -1 | null {
  if (day < from || day >= until) return null;
  const pair = pairs.find(({a, b}) => a === sku || b === sku);
  if (pair === undefined) return null;
  const swaps = Math.floor((day - from) / period);
  const dear = swaps % 2 === 0 ? pair.first === 1 : pair.first === -1;
  return (pair.a === sku) === dear ? 1 : -1;
}

/** The first day after `day` on which every pair has spent as many days on each side: where a test may be looked at. */
export function looksOn({from, until, period}: Design, day: number): boolean {
  return day >= until || (day > from && (day - from) % (2 * period) === 0);
}
