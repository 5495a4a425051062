import {newPanel, type Panel} from './panel.js';

/** How rivals' prices weigh on buyers: the exponent of the comparison, and the weight of one rival. */
export interface ShareForm {
  readonly theta: number;
  readonly weight: number;
}

/** A SKU that is learnt about. `rivals` are names by slot, in the order in which they were first seen. */
export interface Subject {
  readonly sku: string;
  readonly category: number;
  readonly rivals: string[];
}

/** What is believed of a group of SKUs: a category, with or without rivals. */
export interface GroupBelief {
  /** Mean and variance of the elasticities in it, and the variance of that mean. */
  mean: number;
  spread: number;
  doubt: number;
}

/** Everything the learner knows of one shop. It is changed in place, night by night; see `learn.ts`. */
export interface Memory {
  readonly categories: readonly string[];
  readonly subjects: readonly Subject[];
  readonly panel: Panel;
  /** By SKU: ln of units a day at the reference price without rivals, elasticity, and its variance. */
  readonly level: Float64Array;
  readonly elasticity: Float64Array;
  readonly variance: Float64Array;
  /** ln of the price at which the level holds; 0: no price seen yet. */
  readonly reference: Float64Array;
  /** ln of that price over the break-even of then, while it was the merchant's own; NaN: not known. */
  readonly markup: Float64Array;
  /** Curve of the demand: ln of the season's factor by category and column; of the weekday, Monday first. */
  readonly season: Float64Array;
  readonly weekday: Float64Array;
  /** Two a category: without and with rivals. */
  readonly groups: GroupBelief[];
  /** How much more sales vary than chance alone makes them: 1/r of a negative binomial. */
  unrest: number;
  /** By category. */
  readonly share: ShareForm[];
  /** The day up to which all was learnt; −1: never. */
  learntTo: number;
  /** The day on which the form of the share was last chosen. */
  formOf: number;
}

/** Before anything is known: 1,851 published elasticities say about 2.4, give or take 0.7 (Bijmolt et al. 2005, for brands). */
export const PRIOR = {mean: 2.3, doubt: 0.36, spread: 0.3} as const;

/** No SKU is believed to be beyond these. */
export const ELASTICITY_RANGE = {low: 0.2, high: 8} as const;

/** As restless as shops commonly are (r = 4), until its own sales say otherwise. */
export const FIRST_UNREST = 0.25;

const FIRST_SHARE: ShareForm = {theta: 4.5, weight: 0.6};

export function newMemory(
  subjects: readonly Subject[],
  categories: readonly string[],
  days: {readonly from: number; readonly width: number},
): Memory {
  const skus = subjects.length;
  return {
    categories,
    subjects,
    panel: newPanel(skus, days.width, days.from),
    level: new Float64Array(skus).fill(Number.NaN),
    elasticity: new Float64Array(skus).fill(PRIOR.mean),
    variance: new Float64Array(skus).fill(PRIOR.doubt + PRIOR.spread),
    reference: new Float64Array(skus),
    markup: new Float64Array(skus).fill(Number.NaN),
    season: new Float64Array(categories.length * days.width),
    weekday: new Float64Array(7),
    groups: Array.from({length: categories.length * 2}, () => ({
      mean: PRIOR.mean,
      spread: PRIOR.spread,
      doubt: PRIOR.doubt,
    })),
    unrest: FIRST_UNREST,
    share: categories.map(() => FIRST_SHARE),
    learntTo: -1,
    formOf: -1,
  };
}

/** The group of a SKU: its category, apart for those that have met a rival. */
export function groupOf({category, rivals}: Subject): number {
  return category * 2 + (rivals.length > 0 ? 1 : 0);
}
