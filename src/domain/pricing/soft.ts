import type {GuardVerdict} from '../change/types.js';
import {message} from '../errors.js';
import {formatAmount, type Minor} from '../money.js';
import {moveOf} from './cost.js';
import {oneMinus, onePlus, times} from './factor.js';
import type {OfferFacts} from './facts.js';
import type {GuardSettings, Parity} from './rules.js';

/** A range of prices a guard allows; both ends belong to it. */
export interface Window {
  readonly low: Minor;
  readonly high: Minor;
}

/** A price after a guard, and what the guard said. */
export interface Guarded {
  readonly price: Minor;
  readonly verdict: GuardVerdict;
}

const DAY = 86_400_000;
/** A nightly run never starts at the same second, and a night may have 23 hours. */
const DAY_SLACK = 6 * 3_600_000;

/** Where the price may go tonight; null when there is no price to step from. */
export function stepWindow(facts: OfferFacts, guards: GuardSettings): Window | null {
  const {base, weekAgo} = facts;
  if (base === null || base <= 0) return null;
  const night = around(base, guards.stepDown, guards.stepUp);
  if (weekAgo === null || weekAgo <= 0) return night;
  const week = around(weekAgo, guards.stepWeek, guards.stepWeek);
  // The week narrows a move, it never forces one: the present price stays allowed.
  return {
    low: Math.max(night.low, Math.min(week.low, base)),
    high: Math.min(night.high, Math.max(week.high, base)),
  };
}

/** Always at least one minor unit to each side, or a price of 0.05 could never move. */
function around(price: Minor, down: string, up: string): Window {
  const low = times(price, oneMinus(down), 'up') ?? price;
  const high = times(price, onePlus(up), 'down') ?? price;
  return {low: Math.max(1, Math.min(low, price - 1)), high: Math.max(high, price + 1)};
}

/** Guard 4: at most so far in one night and in one week, and not twice within the pace. */
export function guardStep(price: Minor, facts: OfferFacts, guards: GuardSettings): Guarded {
  const {base, currency} = facts;
  const window = stepWindow(facts, guards);
  if (window === null || base === null) return {price, verdict: {code: 'step', verdict: 'pass'}};
  if (price !== base && changedWithin(facts, guards.daysBetween)) {
    const days = ((facts.now - (facts.changedAt ?? facts.now)) / DAY).toFixed(1);
    return clamped('step', base, currency, message('PACE_CLAMPED', {days, least: guards.daysBetween}));
  }
  const to = Math.min(Math.max(price, window.low), window.high);
  const move = String(moveOf(base, price) ?? 0);
  const numbers = {move, down: guards.stepDown, up: guards.stepUp, week: guards.stepWeek};
  if (to === price) return {price, verdict: {code: 'step', verdict: 'pass', why: message('STEP_WITHIN', numbers)}};
  return clamped('step', to, currency, message('STEP_CLAMPED', {...numbers, ...fromTo(price, to, currency)}));
}

/** True when the price changed less than so many nights ago. */
export function changedWithin({changedAt, now}: OfferFacts, days: number): boolean {
  return changedAt !== null && days > 0 && now - changedAt < days * DAY - DAY_SLACK;
}

/** True while a price war lets no price of ours fall. */
export function restsFromWar({war}: OfferFacts): boolean {
  return war !== null && war.state !== 'try';
}

/** Guard 4, second half: no cut while a price war rests, nor until the one that tried whether it is over is answered. */
export function guardWar(price: Minor, facts: OfferFacts): Guarded | null {
  const {war, base, currency, zone} = facts;
  if (war === null) return null;
  const why = message('PRICE_WAR', {
    state: war.state,
    rival: war.rival,
    cuts: war.cuts,
    move: war.move,
    began: new Date(war.began).toISOString(),
    until: new Date(war.until).toISOString(),
    round: war.round,
    pause: war.pauseDays,
    zone,
  });
  if (!restsFromWar(facts) || base === null || price >= base)
    return {price, verdict: {code: 'war', verdict: 'pass', why}};
  return clamped('war', base, currency, why);
}

/** Guard 5, first half: outside its band, a category's price index may only move back towards it. */
export function guardIndex(price: Minor, facts: OfferFacts, guards: GuardSettings): Guarded | null {
  const band = guards.index.find(({category}) => category.toLowerCase() === facts.offer.category.toLowerCase());
  if (band === undefined) return null;
  const {categoryIndex: index, base, currency} = facts;
  const numbers = {
    category: band.category,
    index: index === null ? '' : index.toFixed(3),
    low: band.low ?? '',
    high: band.high ?? '',
  };
  const above = index !== null && band.high !== null && index > Number(band.high);
  const below = index !== null && band.low !== null && index < Number(band.low);
  if (base !== null && ((above && price > base) || (below && price < base))) {
    return clamped('index', base, currency, message('INDEX_CLAMPED', numbers));
  }
  return {price, verdict: {code: 'index', verdict: 'pass', why: message('INDEX_WITHIN', numbers)}};
}

/** Guard 5, second half: our price here in relation to the same SKU in another shop of ours. */
export function guardParity(price: Minor, facts: OfferFacts, parity: Parity): Guarded {
  const {currency} = facts;
  const theirs = facts.peers.get(parity.shop);
  const about = {shop: parity.shop, relation: parity.relation, offset: parity.offset};
  const bound =
    theirs === undefined
      ? null
      : times(theirs, onePlus(parity.offset), parity.relation === 'not-above' ? 'down' : 'up');
  if (theirs === undefined || bound === null || bound <= 0) {
    return {price, verdict: {code: 'parity', verdict: 'pass', why: message('PARITY_UNKNOWN', about)}};
  }
  const to =
    parity.relation === 'equal'
      ? bound
      : parity.relation === 'not-above'
        ? Math.min(price, bound)
        : Math.max(price, bound);
  const why = message('PARITY', {
    ...about,
    theirs: formatAmount(theirs, currency),
    bound: formatAmount(bound, currency),
    currency,
  });
  return to === price ? {price, verdict: {code: 'parity', verdict: 'pass', why}} : clamped('parity', to, currency, why);
}

function clamped(code: string, to: Minor, currency: string, why: NonNullable<GuardVerdict['why']>): Guarded {
  return {price: to, verdict: {code, verdict: 'clamp', to: formatAmount(to, currency), why}};
}

export function fromTo(from: Minor, to: Minor, currency: string): {from: string; to: string; currency: string} {
  return {from: formatAmount(from, currency), to: formatAmount(to, currency), currency};
}
