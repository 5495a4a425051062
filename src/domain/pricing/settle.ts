import type {GuardVerdict} from '../change/types.js';
import {message} from '../errors.js';
import {formatAmount, type Minor} from '../money.js';
import {floorFor, type HardBounds, hardBounds, intoBounds} from './bounds.js';
import type {OfferFacts} from './facts.js';
import {
  boundNumbers,
  checkBounds,
  conflict,
  conflictOf,
  guardAuthority,
  guardInputs,
  hold,
  nameOf,
  type Origin,
  unknownFloor,
} from './guards.js';
import {roundPrice} from './rounding.js';
import {type EffectiveRules, isAgainstRivals, type Rules, rulesFor} from './rules.js';
import {type Guarded, guardIndex, guardParity, guardStep, guardWar, restsFromWar, stepWindow} from './soft.js';

/** A price that came through the guards, or null when one of them held it; and every verdict, in order. */
export interface Settled {
  readonly price: Minor | null;
  readonly verdicts: readonly GuardVerdict[];
}

/** A guard that may move a price and never holds it; null when it has nothing to say. */
export type SoftGuard = (price: Minor) => Guarded | null;

/** Guards 4 to 6 in their order. A clearance has its own ladder and pace, and takes no steps (MODEL.md §5, row 4). */
export function softGuards(
  facts: OfferFacts,
  bounds: HardBounds,
  rules: EffectiveRules,
  strategy: string,
): readonly SoftGuard[] {
  const clearance = strategy === 'clearance';
  return [
    (price) => (clearance ? null : guardStep(price, facts, rules.guards)),
    (price) => (isAgainstRivals(strategy) ? guardWar(price, facts) : null),
    (price) => guardIndex(price, facts, rules.guards),
    ...rules.guards.parity.map(
      (parity): SoftGuard =>
        (price) =>
          guardParity(price, facts, parity),
    ),
    (price) => guardRounding(price, facts, bounds, rules, strategy),
  ];
}

/**
 * A price that souk computed: all guards, clamping where they clamp. The hard bounds come last, so that whatever the soft
 * guards do, in whatever order, the price ends inside them.
 */
export function settleComputed(
  wanted: Minor,
  facts: OfferFacts,
  bounds: HardBounds,
  rules: EffectiveRules,
  origin: Origin,
  soft: readonly SoftGuard[],
): Settled {
  const verdicts = [guardInputs(wanted, facts, rules.guards, origin), guardAuthority(facts, origin)];
  if (verdicts.some(({verdict}) => verdict === 'hold')) return {price: null, verdicts};
  if (conflict(bounds)) return {price: null, verdicts: [...verdicts, hold('bounds', conflictOf(bounds, facts))]};
  if (bounds.floor === null) return {price: null, verdicts: [...verdicts, unknownFloor(bounds, facts, origin)]};
  let price = wanted;
  let unrounded = wanted;
  for (const guard of soft) {
    const said = guard(price);
    if (said === null) continue;
    if (said.verdict.code !== 'rounding') unrounded = said.price;
    price = said.price;
    verdicts.push(said.verdict);
  }
  const final = intoBounds(price, bounds);
  return {price: final, verdicts: [...verdicts, ...boundVerdicts(unrounded, final, bounds, facts, origin)]};
}

/** Guard 6: inside the hard bounds, and inside the step too unless a hard bound has already left it. A price that stays is not rounded. */
function guardRounding(
  price: Minor,
  facts: OfferFacts,
  bounds: HardBounds,
  rules: EffectiveRules,
  strategy: string,
): Guarded | null {
  const target = intoBounds(price, bounds);
  if (rules.rounding === null || target === facts.base) return null;
  const clearance = strategy === 'clearance';
  const floor = bounds.floor?.price ?? 1;
  // No ending may make a cut of what a price war keeps up.
  const rests = facts.base !== null && target > facts.base && isAgainstRivals(strategy) && restsFromWar(facts);
  const low = rests ? Math.max(floor, facts.base ?? 1) : floor;
  const ceiling = bounds.ceiling?.price ?? Number.MAX_SAFE_INTEGER;
  // A clearance only goes down: no ending may take its cut back.
  const high = clearance && facts.base !== null && target < facts.base ? Math.min(ceiling, facts.base - 1) : ceiling;
  const step = clearance ? null : stepWindow(facts, rules.guards);
  const within =
    step === null || target < step.low || target > step.high
      ? {low, high}
      : {low: Math.max(low, step.low), high: Math.min(high, step.high)};
  return roundPrice(target, rules.rounding, within, facts.currency, bounds.gaps);
}

/** Guards 7 and 8 as they acted: clamped where the price before them lay outside, else the check of the final price. */
function boundVerdicts(
  before: Minor,
  final: Minor,
  bounds: HardBounds,
  facts: OfferFacts,
  origin: Origin,
): GuardVerdict[] {
  const checks = checkBounds(final, bounds, facts, origin);
  const {ceiling} = bounds;
  const floor = floorFor(bounds, before);
  const to = formatAmount(final, facts.currency);
  return checks.map((check): GuardVerdict => {
    if (check.code === 'floor' && floor !== null && before < floor.price) {
      return {code: 'floor', verdict: 'clamp', to, why: message('FLOOR_CLAMPED', boundNumbers(before, floor, facts))};
    }
    if (check.code === 'ceiling' && ceiling !== null && before > ceiling.price) {
      return {
        code: 'ceiling',
        verdict: 'clamp',
        to,
        why: message('CEILING_CLAMPED', boundNumbers(before, ceiling, facts)),
      };
    }
    return check;
  });
}

/** A person's own figure, or the price of a promotion: taken as it is, or held. */
export function settleGiven(
  price: Minor,
  facts: OfferFacts,
  bounds: HardBounds,
  rules: EffectiveRules,
  origin: Origin,
): Settled {
  const verdicts = [guardInputs(price, facts, rules.guards, origin), guardAuthority(facts, origin)];
  if (verdicts[0]?.verdict === 'pass') verdicts.push(...checkBounds(price, bounds, facts, origin));
  return {price: verdicts.some(({verdict}) => verdict === 'hold') ? null : price, verdicts};
}

/** The base as it comes back after a promotion: lifted or lowered into what bounds are known now. */
export function settleRestored(facts: OfferFacts, bounds: HardBounds, rules: EffectiveRules): Settled {
  const origin: Origin = {manual: false, overrideBounds: false, restore: true};
  if (facts.base === null)
    return {price: null, verdicts: [hold('inputs', message('PRICE_UNKNOWN', {sku: nameOf(facts)}))]};
  const final = conflict(bounds) ? facts.base : intoBounds(facts.base, bounds);
  const verdicts = [
    guardInputs(final, facts, rules.guards, origin),
    ...boundVerdicts(facts.base, final, bounds, facts, origin),
  ];
  return {price: verdicts.some(({verdict}) => verdict === 'hold') ? null : final, verdicts};
}

/** The price at which an offer comes back from its promotion now; null when no promotion runs or no base is known. */
export function restoredPrice(facts: OfferFacts, rules: Rules): Minor | null {
  if (facts.overlay === null) return null;
  const effective = rulesFor(rules, facts.offer);
  return settleRestored(facts, hardBounds(facts, effective.guards), effective).price;
}
