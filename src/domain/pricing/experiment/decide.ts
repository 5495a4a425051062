import type {Estimate} from './estimate.js';
import {normalCdf} from './normal.js';

/** What selling a SKU leaves at the price of now and at both prices of the test, a unit, and how many sell a day now. */
export interface Stake {
  readonly rate: number;
  readonly now: number;
  readonly dear: number;
  readonly cheap: number;
}

/** How sure it is that higher prices earn more, that lower ones do, and that neither does. */
export interface Verdict {
  readonly up: number;
  readonly down: number;
  readonly stay: number;
  /** The one that is surer than `SURE`; null: none yet. */
  readonly decided: 'up' | 'down' | 'stay' | null;
}

/** A test ends when one answer is likelier than this (PRICING formulas 3.9). */
const SURE = 0.95;

/** What 1,851 published elasticities say before anything was sold (PRICING.md §1.2). */
const PRIOR = {mean: 2.4, deviation: 0.7} as const;

/** Elasticities beyond these are not met (the same bounds as the learner's). */
const [LEAST, MOST] = [0.2, 8];

/**
 * What the estimate, with what is known of elasticities in general, says about the category's profit at prices higher and
 * lower by the step of the test. It is a posterior, so it may be looked at again after every swap: no p-value is peeked at.
 */
export function verdictOn(found: Estimate | null, stakes: readonly Stake[], step: number): Verdict {
  const {mean, deviation} = posterior(found);
  // Raising pays below one elasticity, lowering above another.
  const raise = turningPoint((elasticity) => gain(stakes, 'dear', (1 + step) ** -elasticity));
  const lower = turningPoint((elasticity) => -gain(stakes, 'cheap', (1 - step) ** -elasticity));
  const up = normalCdf((raise - mean) / deviation);
  const down = Math.min(1 - up, 1 - normalCdf((lower - mean) / deviation));
  const stay = Math.max(0, 1 - up - down);
  const decided = up > SURE ? 'up' : down > SURE ? 'down' : stay > SURE ? 'stay' : null;
  return {up, down, stay, decided};
}

function posterior(found: Estimate | null): {readonly mean: number; readonly deviation: number} {
  if (found === null) return PRIOR;
  const own = 1 / found.error ** 2;
  const prior = 1 / PRIOR.deviation ** 2;
  return {
    mean: (found.elasticity * own + PRIOR.mean * prior) / (own + prior),
    deviation: 1 / Math.sqrt(own + prior),
  };
}

/** Profit a day at the other price, over now's, when `factor` times as many sell. */
function gain(stakes: readonly Stake[], at: 'dear' | 'cheap', factor: number): number {
  return stakes.reduce((sum, stake) => sum + stake.rate * (factor * stake[at] - stake.now), 0);
}

/** Where a falling function of the elasticity becomes negative, by halving; the bounds where it never does, or always is. */
function turningPoint(of: (elasticity: number) => number): number {
  let [low, high] = [LEAST, MOST];
  if (of(low) <= 0) return low;
  if (of(high) > 0) return high;
  for (let turn = 0; turn < 50; turn++) {
    const middle = (low + high) / 2;
    if (of(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}
