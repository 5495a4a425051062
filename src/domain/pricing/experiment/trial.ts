import {type Message, message} from '../../errors.js';
import {formatAmount, type Minor} from '../../money.js';
import {onePlus, times} from '../factor.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import type {EffectiveRules} from '../rules.js';
import {strideTo} from '../strategies/stride.js';
import {type Proposal, propose, skip} from '../strategies/types.js';
import {armOn} from './design.js';
import type {Experiment, PriceTest, Trial} from './types.js';

/** Nights after a test in which a price is brought back, some steps at a time. */
const BACK_DAYS = 4;

/**
 * What experiments want of SKUs on a day; of all others their rules decide. `overOn`: the day on which one that runs no
 * more ended; null: it runs.
 */
export function trialsOn(
  experiments: readonly Experiment[],
  day: number,
  overOn: (experiment: Experiment) => number | null,
): ReadonlyMap<string, Trial> {
  const trials = new Map<string, Trial>();
  for (const each of experiments) {
    const over = overOn(each);
    if (each.kind === 'test') {
      for (const [sku, trial] of armsOn(each, day, over ?? each.design.until)) trials.set(sku, trial);
    } else if (over === null && day >= each.from) {
      for (const sku of each.skus) trials.set(sku, {kind: 'holdout', id: each.id});
    }
  }
  return trials;
}

function armsOn({id, design, anchors}: PriceTest, day: number, over: number): (readonly [string, Trial])[] {
  const {step} = design;
  if (day >= over + BACK_DAYS) return [];
  if (day >= over) return Object.entries(anchors).map(([sku, anchor]) => [sku, {kind: 'back', id, anchor, step}]);
  return design.pairs.flatMap((pair) => {
    const arm = armOn(design, pair, day);
    if (arm === null) return [];
    const sides = [
      [pair.a, arm],
      [pair.b, arm === 1 ? -1 : 1],
    ] as const;
    return sides.flatMap(([sku, side]) => {
      const anchor = anchors[sku];
      if (anchor === undefined) return [];
      return [[sku, {kind: 'test', id, anchor, arm: side, step, price: armPrice(anchor, side, step)}] as const];
    });
  });
}

/** What an experiment has to say of a price; null: its rules decide, also where they move a price on after a test. */
export function trialOf({trial, base}: OfferFacts, {strategy}: EffectiveRules): Trial | null {
  if (trial?.kind !== 'back') return trial ?? null;
  const {anchor, step} = trial;
  const within = base !== null && base >= armPrice(anchor, -1, step) && base <= armPrice(anchor, 1, step);
  return strategy.kind === 'hold' && within && base !== anchor ? trial : null;
}

/** The dear or the cheap price of a test, to the nearest coin. */
export function armPrice(anchor: Minor, arm: 1 | -1, step: number): Minor {
  return times(anchor, onePlus(String(arm * step)), 'half-up') ?? anchor;
}

/** A SKU in an experiment is priced by it and not by its rules, in strides; the guards stand as they are. */
export function proposeTrial(facts: OfferFacts, trial: Trial): Proposal {
  if (facts.base === null) return skip(message('PRICE_UNKNOWN', {sku: nameOf(facts)}));
  const aim = trial.kind === 'holdout' ? facts.base : trial.kind === 'back' ? trial.anchor : trial.price;
  return propose(strideTo(facts.base, aim), reasonOf(trial, facts));
}

function reasonOf(trial: Trial, {base, currency}: OfferFacts): Message {
  if (trial.kind === 'holdout')
    return message('HOLDOUT_KEPT', {id: trial.id, price: formatAmount(base ?? 0, currency), currency});
  if (trial.kind === 'back')
    return message('TEST_BACK', {id: trial.id, anchor: formatAmount(trial.anchor, currency), currency});
  const {id, price, anchor, arm, step} = trial;
  return message('TEST_PRICE', {
    id,
    price: formatAmount(price, currency),
    anchor: formatAmount(anchor, currency),
    by: String(arm * step),
    currency,
  });
}
