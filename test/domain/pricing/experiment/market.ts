import {normal, poissonAt, uniform} from '../../../../bench/pricing/chance.js';
import {
  armOn,
  type Candidate,
  type Design,
  daysNeeded,
  informationADay,
  pairUp,
} from '../../../../src/domain/pricing/experiment/design.js';
import type {PairSales} from '../../../../src/domain/pricing/experiment/estimate.js';

/** A simulated category: what is hidden from the test. */
export interface Market {
  readonly seed: number;
  readonly skus: number;
  /** Units a day of a middling SKU. */
  readonly rate: number;
  readonly elasticity: number;
  /** How far SKUs differ in their elasticity. */
  readonly spread: number;
  /** 1/r of the negative binomial: 0 is a Poisson. */
  readonly unrest: number;
}

/** Units of a SKU on a day, at a price of so many times the old one; a season and weekday that all share. */
export function sold(
  {seed, rate, elasticity, spread, unrest}: Market,
  sku: number,
  day: number,
  price: number,
): number {
  const level = rate * Math.exp(0.6 * normal(seed, 11, sku));
  const own = Math.max(0.3, elasticity + spread * normal(seed, 12, sku));
  const season = Math.exp(0.4 * Math.sin(day / 9) + 0.01 * day + (day % 7 > 4 ? 0.3 : 0));
  const size = unrest === 0 ? 0 : Math.round(1 / unrest);
  const gust =
    size === 0
      ? 1
      : Array.from({length: size}, (_, n) => -Math.log(uniform(seed, 13, sku, day, n))).reduce((a, b) => a + b) / size;
  return poissonAt(level * season * gust * price ** -own, uniform(seed, 14, sku, day));
}

export const PAST_DAYS = 56;
const numberOf = (sku: string) => Number(sku.slice(1));

/** A test planned from eight weeks of sales, for the precision that is asked for; rates are those of the past, not the true ones. */
export function planned(market: Market, precision: number): Design & {readonly rates: ReadonlyMap<string, number>} {
  const candidates = Array.from({length: market.skus}, (_, n): Candidate => {
    const units = Array.from({length: PAST_DAYS}, (_, day) => sold(market, n, day - PAST_DAYS, 1));
    return {sku: `S${n}`, category: 'Mugs', rate: units.reduce((a, b) => a + b) / PAST_DAYS};
  });
  const pairs = pairUp(candidates, market.seed);
  const rates = new Map(candidates.map(({sku, rate}) => [sku, rate]));
  const how = {step: 0.08, period: 14};
  return {...how, pairs, rates, from: 0, until: daysNeeded(informationADay(pairs, rates, how), precision, how.period)};
}

/** What the pairs sold while the test ran. */
export function run(market: Market, design: Design): readonly PairSales[] {
  const apart = 2 * Math.log((1 + design.step) / (1 - design.step));
  return design.pairs.map((each) => {
    const {a, b} = each;
    const pair = {dearA: 0, cheapB: 0, cheapA: 0, dearB: 0, apart};
    for (let day = design.from; day < design.until; day++) {
      const arm = armOn(design, each, day) ?? 1;
      const unitsA = sold(market, numberOf(a), day, 1 + arm * design.step);
      const unitsB = sold(market, numberOf(b), day, 1 - arm * design.step);
      if (arm === 1) {
        pair.dearA += unitsA;
        pair.cheapB += unitsB;
      } else {
        pair.cheapA += unitsA;
        pair.dearB += unitsB;
      }
    }
    return pair;
  });
}
