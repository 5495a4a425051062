import {type Good, SLOTS, type World} from './types.js';

/** Units a day that are wanted at the natural price's scale: 1 there, falling with the price as the good's form says. */
export function curveOf({form, elasticity, natural}: Good, price: number): number {
  const ratio = price / natural;
  switch (form) {
    case 'constant':
      return ratio ** -elasticity;
    case 'exponential':
      return Math.exp(-elasticity * (ratio - 1));
    case 'linear':
      return Math.max(0.005, 1 - elasticity * (ratio - 1));
    case 'logit': {
      const filled = 0.3;
      return 1 / filled / (1 + (1 / filled - 1) * Math.exp((elasticity * (ratio - 1)) / (1 - filled)));
    }
  }
}

/** Our share of the buyers against rivals' prices (0: not offered), from a slot on. */
export function shareOf(good: Good, price: number, rivals: Float64Array, from: number): number {
  if (good.rivals.length === 0) return 1;
  let others = 0;
  for (let slot = 0; slot < SLOTS; slot++) {
    const theirs = rivals[from + slot] ?? 0;
    if (theirs > 0) others += good.weight * (theirs / price) ** -good.theta;
  }
  return 1 / (1 + others);
}

/** Units that are wanted on a day, on average. */
export function wantedOn(world: World, good: Good, day: number, price: number, rivals: Float64Array): number {
  const days = world.warmUp + world.nights;
  const season = world.season[good.category * days + day] ?? 1;
  const weekday = world.weekday[day % 7] ?? 1;
  return good.rate * season * weekday * curveOf(good, price) * shareOf(good, price, rivals, good.index * SLOTS);
}

/** What a sold unit leaves at a price and cost of the day. */
export function marginOf(good: Good, price: number, cost: number): number {
  return price * (1 - good.feeRate) - good.feeFixed - cost;
}

export function breakEvenOf(good: Good, cost: number): number {
  return Math.ceil((cost + good.feeFixed) / (1 - good.feeRate));
}
