import {STRIDE} from '../strategies/stride.js';
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
  const useful = Math.max(0, 1 - (nightsOf(apart, step) - 1) / period);
  let information = 0;
  for (const {a, b} of pairs) {
    const [x, y] = [rates.get(a) ?? 0, rates.get(b) ?? 0];
    if (x > 0 && y > 0) information += (apart ** 2 * ((x * y) / (x + y)) * useful) / (1 + UNREST * Math.max(x, y));
  }
  return information;
}

/** A price this far from what a test wanted, in parts of its step, is still a price of the test. */
export const TOLERANCE = 0.25;

/** Nights that a swap takes, in strides: only the last of them begins a day that counts. */
function nightsOf(apart: number, step: number): number {
  return Math.max(1, Math.ceil((apart - TOLERANCE * step) / STRIDE));
}

/** Days until the standard deviation of the elasticity is `precision`, in whole swaps; infinite without any sales. */
export function daysNeeded(information: number, precision: number, period: number): number {
  if (information <= 0) return Number.POSITIVE_INFINITY;
  const days = 1 / (precision ** 2 * information);
  return Math.ceil(days / (2 * period)) * 2 * period;
}

/** +1 where `a` of a pair is the dear one on that day and `b` the cheap one, −1 the other way round; null: no day of the test. */
export function armOn({period, from, until}: Design, {first}: Pair, day: number): 1 | -1 | null {
  if (day < from || day >= until) return null;
  const swapped = Math.floor((day - from) / period) % 2 === 1;
  return (first === 1) === swapped ? -1 : 1;
}

/** The first day after `day` on which every pair has spent as many days on each side: where a test may be looked at. */
export function looksOn({from, until, period}: Design, day: number): boolean {
  return day >= until || (day > from && (day - from) % (2 * period) === 0);
}
