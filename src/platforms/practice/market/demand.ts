import {exponentOf, type Minor} from '../../../domain/money.js';
import type {Day} from './calendar.js';
import {priceScale, temperOf} from './categories.js';
import {stream} from './random.js';
import type {Demand, MarketTerms, Rival} from './types.js';

/** No price brings more than so many times the buyers of the reference price. */
export const MOST_BUYERS = 5;
/** How hard buyers compare, and what one rival weighs against us at the same price. */
const COMPARISON = 4;
const RIVAL_WEIGHT = 0.35;

/** The hidden demand that a good gets when it comes to market: from the seed, its code, category and first price. */
export function demandAtBirth(terms: MarketTerms, key: string, category: string, price: Minor): Demand {
  const draw = stream(terms.seed, 'demand', key);
  const temper = temperOf(category);
  const dollars = price / 10 ** exponentOf(terms.currency) / priceScale(terms.currency);
  const dear = Math.min(3, Math.max(0.2, (dollars / 25) ** -0.4));
  return {
    dailyRate: temper.dailyRate * dear * Math.exp(0.7 * draw.normal()),
    referencePrice: Math.max(1, Math.round(price * Math.exp(0.1 * draw.normal()))),
    elasticity: Math.min(4, Math.max(1.4, temper.elasticity + 0.4 * draw.normal())),
    seasonPeak: temper.seasonPeak + 12 * draw.normal(),
    seasonSwing: temper.seasonSwing,
    weekend: temper.weekend,
    returnRate: temper.returnRate,
  };
}

/** Buyers who would come on a day at the reference price. */
export function expectedBuyers(demand: Demand, day: Day): number {
  const wave = 1 + demand.seasonSwing * Math.cos((2 * Math.PI * (day.yearDay - demand.seasonPeak)) / 365.25);
  return demand.dailyRate * wave * (day.weekday >= 6 ? demand.weekend : 1);
}

/**
 * The share of possible buyers ({@link MOST_BUYERS} times those of the reference price) who buy at this price. It falls
 * with our price, rises with the rivals', and rises when rivals are gone.
 */
export function willingness(demand: Demand, price: Minor, rivals: readonly Rival[]): number {
  const own = (Math.max(1, price) / demand.referencePrice) ** -demand.elasticity;
  let others = 0;
  for (const rival of rivals) {
    if (rival.price === null || !rival.inStock) continue;
    others += RIVAL_WEIGHT * (Math.max(1, rival.price) / Math.max(1, price)) ** -COMPARISON;
  }
  const share = (1 + RIVAL_WEIGHT * rivals.length) / (1 + others);
  return Math.min(1, (own * share) / MOST_BUYERS);
}
