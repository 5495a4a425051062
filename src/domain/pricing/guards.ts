import type {GuardVerdict} from '../change/types.js';
import {type Message, message} from '../errors.js';
import {formatAmount, type Minor} from '../money.js';
import {type Bound, floorFor, type HardBounds, hardBounds, OUT_OF_REACH} from './bounds.js';
import {moveOf} from './cost.js';
import type {OfferFacts} from './facts.js';
import {type GuardSettings, type Rules, rulesFor} from './rules.js';

/** How a price came to be, as far as the hard guards care. */
export interface Origin {
  /** A person's own figure: not stepped, rounded, or held for unknown costs. */
  readonly manual: boolean;
  /** The person asked to pass the known bounds. */
  readonly overrideBounds: boolean;
  /** The figure stood in a file. */
  readonly file?: boolean;
  /** The end of a promotion: the base comes back, whatever else forbids a change. */
  readonly restore?: boolean;
  /** The price of a promotion itself: the running one does not freeze it. */
  readonly overlay?: boolean;
}

const DAY = 86_400_000;

/**
 * All hard guards on a final price, on what is true now: what `apply` runs again. Everything `composePrice` lets through
 * passes here on the same facts, so the quote and the validator can not disagree.
 */
export function recheck(facts: OfferFacts, rules: Rules, price: Minor, origin: Origin): readonly GuardVerdict[] {
  const {guards} = rulesFor(rules, facts.offer);
  const verdicts = [guardInputs(price, facts, guards, origin), guardAuthority(facts, origin)];
  if (verdicts[0]?.verdict === 'hold') return verdicts;
  return [...verdicts, ...checkBounds(price, hardBounds(facts, guards), facts, origin)];
}

/** Guard 1: numbers that are numbers, one currency, tax known, costs not out of date. */
export function guardInputs(price: Minor, facts: OfferFacts, guards: GuardSettings, origin: Origin): GuardVerdict {
  const sku = nameOf(facts);
  if (!Number.isSafeInteger(price) || price <= 0)
    return hold('inputs', message('PRICE_INVALID', {sku, price: String(price)}));
  if (facts.currency !== facts.shopCurrency) {
    return hold('inputs', message('CURRENCY_MISMATCH', {sku, offer: facts.currency, shop: facts.shopCurrency}));
  }
  if (origin.manual || origin.restore === true) return {code: 'inputs', verdict: 'pass'};
  if (facts.tax.included && facts.tax.rate === null)
    return hold('inputs', message('TAX_UNKNOWN', {sku, shop: facts.shop}));
  if (facts.cost !== null) {
    const days = Math.floor((facts.now - facts.cost.learntAt) / DAY);
    if (days > guards.costMaxAgeDays)
      return hold('inputs', message('COST_STALE', {sku, days, limit: guards.costMaxAgeDays}));
  }
  return {code: 'inputs', verdict: 'pass'};
}

/** Guard 2: who owns the price, whether it is pinned, and whether a running promotion freezes it. */
export function guardAuthority(facts: OfferFacts, origin: Origin): GuardVerdict {
  const sku = nameOf(facts);
  if (origin.restore === true) return {code: 'authority', verdict: 'pass'};
  if (ownedByOther(facts, origin)) {
    return hold('authority', message('PRICE_OWNED', {sku, shop: facts.shop, owner: facts.owner ?? 'platform'}));
  }
  const {pin} = facts;
  if (pin !== null && (pin.until === null || pin.until > facts.now)) {
    const until = pin.until === null ? '' : new Date(pin.until).toISOString();
    return hold('authority', message('PRICE_PINNED', {sku, until, zone: facts.zone, reason: pin.reason}));
  }
  if (facts.overlay !== null && origin.overlay !== true) {
    const until = facts.overlay.endsAt === null ? '' : new Date(facts.overlay.endsAt).toISOString();
    return hold(
      'authority',
      message('PROMOTION_RUNNING', {sku, promotion: facts.overlay.promotion, until, zone: facts.zone}),
    );
  }
  return {code: 'authority', verdict: 'pass'};
}

/** A typed figure passes where rules or files own the price; a file does not pass where the rules do, nor they where it does. */
function ownedByOther({owner}: OfferFacts, origin: Origin): boolean {
  if (owner === null) return false;
  if (owner === 'platform') return true;
  if (owner === 'rules') return origin.file === true;
  return !origin.manual && origin.overlay !== true;
}

/** Guards 7 to 9 as a check: inside the hard bounds, or held. */
export function checkBounds(
  price: Minor,
  bounds: HardBounds,
  facts: OfferFacts,
  origin: Origin,
): readonly GuardVerdict[] {
  const {ceiling} = bounds;
  const floor = floorFor(bounds, price);
  if (conflict(bounds)) {
    if (origin.restore === true || (origin.manual && origin.overrideBounds))
      return [{code: 'bounds', verdict: 'pass', why: conflictOf(bounds, facts)}];
    return [hold('bounds', conflictOf(bounds, facts))];
  }
  return [
    floor === null
      ? unknownFloor(bounds, facts, origin)
      : checkBound('floor', price < floor.price, price, floor, facts, origin),
    ceiling === null
      ? {code: 'ceiling', verdict: 'pass', why: message('CEILING_UNKNOWN', {})}
      : checkBound('ceiling', price > ceiling.price, price, ceiling, facts, origin),
  ];
}

export function conflict({floor, ceiling}: HardBounds): boolean {
  return floor !== null && (floor.price >= OUT_OF_REACH || (ceiling !== null && floor.price > ceiling.price));
}

/** Guard 9's words: which floor stands above which ceiling, or that no price covers its costs. */
export function conflictOf({floor, ceiling}: HardBounds, facts: OfferFacts): Message {
  if (floor !== null && floor.price >= OUT_OF_REACH) return message('FLOOR_OUT_OF_REACH', {sku: nameOf(facts)});
  const amount = (bound: Bound | null) => (bound === null ? '' : formatAmount(bound.price, facts.currency));
  return message('BOUNDS_CONFLICT', {
    sku: nameOf(facts),
    floor: amount(floor),
    floorSource: floor?.source ?? '',
    ceiling: amount(ceiling),
    ceilingSource: ceiling?.source ?? '',
    currency: facts.currency,
  });
}

/** No floor is known: souk computes no price there; a person's own figure and a promotion's end pass. */
export function unknownFloor({breakEven}: HardBounds, facts: OfferFacts, origin: Origin): GuardVerdict {
  const why = breakEven.known ? message('FLOOR_UNKNOWN', {sku: nameOf(facts)}) : breakEven.missing;
  return origin.manual || origin.restore === true ? {code: 'floor', verdict: 'pass', why} : hold('floor', why);
}

function checkBound(
  code: 'floor' | 'ceiling',
  outside: boolean,
  price: Minor,
  bound: Bound,
  facts: OfferFacts,
  origin: Origin,
): GuardVerdict {
  const numbers = boundNumbers(price, bound, facts);
  if (!outside)
    return {code, verdict: 'pass', why: message(code === 'floor' ? 'FLOOR_WITHIN' : 'CEILING_WITHIN', numbers)};
  if (origin.manual && origin.overrideBounds) return {code, verdict: 'pass', why: message('BOUND_OVERRIDDEN', numbers)};
  return hold(code, message(code === 'floor' ? 'BELOW_FLOOR' : 'ABOVE_CEILING', numbers));
}

/** The numbers every verdict on a bound shows. */
export function boundNumbers(price: Minor, bound: Bound, facts: OfferFacts) {
  return {
    sku: nameOf(facts),
    price: formatAmount(price, facts.currency),
    bound: formatAmount(bound.price, facts.currency),
    source: bound.source,
    breakEven: bound.breakEven === undefined ? '' : formatAmount(bound.breakEven, facts.currency),
    margin: bound.margin ?? '',
    currency: facts.currency,
  };
}

/** Factors by which a decimal point slips. */
const SLIPS = [10, 100, 0.1, 0.01];

/** A move of more than half, or a slipped decimal point; null for any other. */
export function largeMove(before: Minor | null, after: Minor, currency: string): Message | null {
  const move = moveOf(before, after);
  if (before === null || move === null || Math.abs(after - before) * 2 <= before) return null;
  const numbers = {
    from: formatAmount(before, currency),
    to: formatAmount(after, currency),
    currency,
    move: String(move),
  };
  // Within half a minor unit of the factor: 12.34 typed as 1.23 has lost its last digit too.
  const slip = SLIPS.find((factor) => Math.abs(after - before * factor) < 1 || Math.abs(after / factor - before) < 1);
  return slip === undefined
    ? message('MOVE_LARGE', numbers)
    : message('POINT_SLIPPED', {...numbers, factor: String(slip)});
}

export function nameOf(facts: OfferFacts): string {
  return facts.key.sku ?? facts.offer.title;
}

export function hold(code: string, why: Message): GuardVerdict {
  return {code, verdict: 'hold', why};
}
