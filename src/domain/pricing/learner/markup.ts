import {type Memory, PRIOR} from './memory.js';

/**
 * Who knows his buyers takes e / (e − 1) times the break-even, so that a markup tells of the elasticity: much where it is
 * high, next to nothing where it is low. So far off are merchants, as a standard deviation of ln; more than they are where
 * they price by feeling, since a rule of thumb for a whole shop tells nothing.
 */
const MARKUP_SPREAD = 0.5;
/** Nearer to 1 the best markup grows beyond all measure. */
const LEAST_ELASTIC = 1.12;
/** A smaller part of an elasticity is none to speak of. */
const LEAST_WEIGHT = 0.005;

/** What the merchant's own markup says of the elasticity, about the one that is believed: a slope and its weight. */
export function toldByMarkup(memory: Memory, sku: number): {readonly pull: number; readonly heft: number} {
  const own = ownMarkup(memory, sku);
  if (own === null) return NOTHING_TOLD;
  const e = Math.max(LEAST_ELASTIC, memory.elasticity[sku] ?? PRIOR.mean);
  const slope = -1 / (e * (e - 1));
  const variance = MARKUP_SPREAD ** 2;
  return {pull: ((own - Math.log(e / (e - 1))) * slope) / variance, heft: slope ** 2 / variance};
}

/** The merchant's own first markup where it took part in an elasticity. */
export interface MarkupHeard {
  /** First prices over the break-even of then: 1.8 is 80 % above it. */
  readonly times: number;
  /** How much of the elasticity is its doing, beside the SKU's days and its category: 0 to 1. */
  readonly weight: number;
}

/** Whether the markup of a SKU was listened to, and how much; null: it was not, or it counts for next to nothing. */
export function markupHeard(memory: Memory, sku: number): MarkupHeard | null {
  const own = ownMarkup(memory, sku);
  if (own === null) return null;
  const weight = Math.min(1, toldByMarkup(memory, sku).heft * (memory.variance[sku] ?? 0));
  return weight < LEAST_WEIGHT ? null : {times: Math.exp(own), weight};
}

/** The elasticity that a markup alone would speak of; infinite for prices that were not above the break-even. */
export function elasticityBy(times: number): number {
  return times <= 1 ? Number.POSITIVE_INFINITY : Math.max(LEAST_ELASTIC, times / (times - 1));
}

/** ln of the first markup, where it is listened to: where rivals are, it is they who kept it down. */
function ownMarkup({markup, subjects}: Memory, sku: number): number | null {
  const own = markup[sku] ?? Number.NaN;
  return Number.isNaN(own) || (subjects[sku]?.rivals.length ?? 0) > 0 ? null : own;
}

const NOTHING_TOLD = {pull: 0, heft: 0};
