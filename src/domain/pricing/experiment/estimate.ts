import {student95} from './normal.js';

/** What one pair sold in both of its states: A dear and B cheap, then the other way round. `apart`: how far ln(price A / price B) lies between the states. */
export interface PairSales {
  readonly dearA: number;
  readonly cheapB: number;
  readonly cheapA: number;
  readonly dearB: number;
  readonly apart: number;
}

/** An elasticity with its standard error and 95 % interval. */
export interface Estimate {
  readonly elasticity: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  readonly units: number;
}

/**
 * The elasticity that all pairs have in common, from the odds that a sold unit was A's (Mantel and Haenszel): what is the
 * same for both on a day, season, weekday or a campaign, falls out, and so does how well each of them sells. It stays true
 * with few sales in each of many pairs, where a likelihood with a level for each pair does not.
 *
 * The error is the larger of two: Robins, Breslow and Greenland's, and that of leaving out pair by pair, which also sees
 * sales more restless than chance and pairs that differ. Null: too little was sold to say anything.
 */
export function estimate(sales: readonly PairSales[]): Estimate | null {
  const told = sales.filter(({dearA, cheapB, cheapA, dearB}) => dearA + cheapA > 0 && cheapB + dearB > 0);
  const sums = sumsOf(told);
  const elasticity = pooled(sums);
  if (elasticity === null || told.length < 2) return null;
  const left = told.map((each) => pooled(minus(sums, sumsOf([each]))));
  const known = left.filter((each): each is number => each !== null);
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  const jackknife = ((known.length - 1) / known.length) * known.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const error = Math.sqrt(Math.max(jackknife, varianceOf(sums)));
  const reach = student95(told.length - 1) * error;
  const units = told.reduce((sum, {dearA, cheapB, cheapA, dearB}) => sum + dearA + cheapB + cheapA + dearB, 0);
  return {elasticity, error, low: elasticity - reach, high: elasticity + reach, pairs: told.length, units};
}

/** The sums that the common odds ratio and its variance are made of. */
interface Sums {
  readonly r: number;
  readonly s: number;
  readonly pr: number;
  readonly psqr: number;
  readonly qs: number;
  /** Mean distance of the states, by how much each pair says. */
  readonly weight: number;
  readonly weighted: number;
}

function sumsOf(sales: readonly PairSales[]): Sums {
  let [r, s, pr, psqr, qs, weight, weighted] = [0, 0, 0, 0, 0, 0, 0];
  for (const {dearA, cheapB, cheapA, dearB, apart} of sales) {
    const all = dearA + cheapB + cheapA + dearB;
    const [one, other] = [(dearA * dearB) / all, (cheapB * cheapA) / all];
    const [p, q] = [(dearA + dearB) / all, (cheapB + cheapA) / all];
    r += one;
    s += other;
    pr += p * one;
    psqr += p * other + q * one;
    qs += q * other;
    weight += all;
    weighted += all * apart;
  }
  return {r, s, pr, psqr, qs, weight, weighted};
}

function minus(one: Sums, other: Sums): Sums {
  return {
    r: one.r - other.r,
    s: one.s - other.s,
    pr: one.pr - other.pr,
    psqr: one.psqr - other.psqr,
    qs: one.qs - other.qs,
    weight: one.weight - other.weight,
    weighted: one.weighted - other.weighted,
  };
}

const NOTHING = 1e-9;

function pooled({r, s, weight, weighted}: Sums): number | null {
  const apart = weighted / weight;
  return r > NOTHING && s > NOTHING && apart > NOTHING ? -Math.log(r / s) / apart : null;
}

/** Robins, Breslow and Greenland 1986, of ln of the odds ratio; over the square of the distance. */
function varianceOf({r, s, pr, psqr, qs, weight, weighted}: Sums): number {
  const log = pr / (2 * r * r) + psqr / (2 * r * s) + qs / (2 * s * s);
  return log / (weighted / weight) ** 2;
}
