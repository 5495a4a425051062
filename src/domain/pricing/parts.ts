import {type Message, message} from '../errors.js';
import {amountOrNull, formatAmount, type Minor} from '../money.js';
import {hardBounds} from './bounds.js';
import {oneMinus, times} from './factor.js';
import type {Fees, OfferFacts, SetPart} from './facts.js';
import {nameOf} from './guards.js';
import type {GuardSettings} from './rules.js';

/**
 * The facts of a set with its parts. Where no cost of its own is known it costs what its parts cost, as old as the oldest
 * of them; where no fees are, they are the highest of its parts'. One part unknown: so is the sum.
 */
export function withParts(facts: OfferFacts, parts: readonly SetPart[]): OfferFacts {
  const cost = facts.cost ?? costOf(parts);
  return {
    ...facts,
    parts,
    cost,
    fees: facts.fees ?? feesOf(parts),
    offer: {...facts.offer, cost: cost?.amount ?? null},
  };
}

function costOf(parts: readonly SetPart[]): OfferFacts['cost'] {
  let amount = 0;
  let learntAt = Number.POSITIVE_INFINITY;
  for (const {cost, quantity} of parts) {
    // A cost of nothing is a mistake in the part's row: it must not make the set cheap.
    if (cost === null || !(cost.amount > 0)) return null;
    amount += cost.amount * quantity;
    learntAt = Math.min(learntAt, cost.learntAt);
  }
  return parts.length === 0 || !Number.isSafeInteger(amount) ? null : {amount, learntAt};
}

/** One sale of the set is one sale: the highest rate and the highest fixed fee of its parts. */
function feesOf(parts: readonly SetPart[]): Fees | null {
  return parts.reduce<Fees | null>((most, {fees}, index) => {
    if (fees === null || (most === null && index > 0)) return null;
    if (most === null) return fees;
    const dearer = Number(fees.rate) > Number(most.rate) ? fees : most;
    return {...dearer, fixed: Math.max(fees.fixed, most.fixed)};
  }, null);
}

/** What the parts cost one by one; or why the set can not be priced by them. */
export function wholeToReduce(facts: OfferFacts, guards: GuardSettings): Minor | Message {
  const whole = wholeOf(facts);
  return typeof whole === 'number' ? (savesNothing(facts, whole, guards) ?? whole) : whole;
}

/** What is left of a sum when a share of it is taken off. */
export function lessShare(whole: Minor, off: string): Minor {
  return Math.max(1, times(whole, oneMinus(off), 'half-up') ?? whole);
}

/** What the parts cost one by one; or why that can not be said. */
function wholeOf(facts: OfferFacts): Minor | Message {
  const sku = nameOf(facts);
  const {parts} = facts;
  if (!parts || parts.length === 0) return message('PARTS_UNKNOWN', {sku});
  let whole = 0;
  for (const {sku: part, quantity, price, fault} of parts) {
    if (fault !== null) return message('PART_UNFIT', {sku, part, why: fault});
    if (price === null || price <= 0) return message('PART_UNFIT', {sku, part, why: 'unpriced'});
    whole += price * quantity;
  }
  return Number.isSafeInteger(whole) ? whole : message('PARTS_UNKNOWN', {sku});
}

/** Why a set can not be priced by its parts: no floor is known, or it lies where nothing is saved. Null: it can. */
function savesNothing(facts: OfferFacts, whole: Minor, guards: GuardSettings): Message | null {
  const sku = nameOf(facts);
  const {floor, breakEven} = hardBounds(facts, guards);
  if (floor === null) return breakEven.known ? message('FLOOR_UNKNOWN', {sku}) : breakEven.missing;
  if (floor.price < whole) return null;
  const {currency} = facts;
  return message('SET_SAVES_NOTHING', {
    sku,
    whole: formatAmount(whole, currency),
    floor: formatAmount(floor.price, currency),
    currency,
  });
}

/** Each part with what it is sold at and costs. */
export function partEvidence({parts, currency}: OfferFacts): Message[] {
  return (parts ?? []).map(({sku, quantity, price, cost}) =>
    message('SET_PART', {
      part: sku,
      quantity,
      price: amountOrNull(price, currency) ?? '',
      cost: amountOrNull(cost?.amount ?? null, currency) ?? '',
      currency,
    }),
  );
}
