import type {DemandBelief} from '../learner/belief.js';

/** A rival that offers now: its price, and how much of a move of ours it follows. */
export interface ActiveRival {
  readonly price: number;
  readonly reaction: number;
}

/** Three elasticities that stand for all that are believed (Gauss and Hermite's points of a normal), with their weights. */
const POINTS: readonly (readonly [number, number])[] = [
  [-Math.sqrt(3), 1 / 6],
  [0, 2 / 3],
  [Math.sqrt(3), 1 / 6],
];
const LEAST_ELASTICITY = 0.3;

/**
 * Units a day at a price, as a factor of the believed rate: the mean of two curves that agree around the reference price
 * (constant elasticity and exponential: which it is can not be told from few sales), over the doubt in the elasticity.
 */
export function curveAt(belief: DemandBelief, price: number): number {
  const ratio = price / belief.reference;
  let sum = 0;
  for (const [point, weight] of POINTS) sum += weight * curveOf(belief.elasticity + point * belief.deviation, ratio);
  return sum;
}

/** The mean of both curves for one elasticity, at a price over the reference. */
export function curveOf(elasticity: number, ratio: number): number {
  const e = Math.max(LEAST_ELASTICITY, elasticity);
  return 0.5 * (ratio ** -e + Math.exp(-e * (ratio - 1)));
}

/** Our share of the buyers at a price, when each rival answers a move from `now` as it always did. */
export function shareAt({share}: DemandBelief, rivals: readonly ActiveRival[], price: number, now: number): number {
  if (rivals.length === 0) return 1;
  const move = Math.log(price / now);
  const ours = Math.log(price / share.reference);
  let pressure = 0;
  for (const {price: theirs, reaction} of rivals) {
    const answered = Math.log(theirs / share.reference) + reaction * move;
    pressure += share.weight * Math.exp(-share.theta * (answered - ours));
  }
  return 1 / (1 + pressure);
}
