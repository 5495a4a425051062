import {type Message, message} from '../../errors.js';
import {formatAmount, type Minor} from '../../money.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import {climbDown, type ShelfLife, type Step} from '../ladder.js';
import type {ClearanceOptions, GuardSettings} from '../rules.js';
import {changedWithin} from '../soft.js';
import {earnsMost, type Lower, lastStock} from './clearance-stock.js';
import type {Market} from './optimum.js';
import {ageOf, coverOf, toSeasonEnd} from './supply.js';
import {type Proposal, propose, skip} from './types.js';

const DAY = 86_400_000;

/**
 * What has to go: rung by rung down from the regular price by age, cover or the season's end, some days apart and never
 * up (PRICING formulas 3.6). Where demand, costs and salvage are known, lower than the ladder if that earns more.
 */
export function proposeClearance(facts: OfferFacts, options: ClearanceOptions, guards: GuardSettings): Proposal {
  const {base, stock} = facts;
  if (base === null) return skip(message('PRICE_UNKNOWN', {sku: nameOf(facts)}));
  const last = lastStock(facts, base, options, guards);
  const life = {age: ageOf(facts), cover: coverOf(facts, last.unitsADay ?? 0), toSeasonEnd: toSeasonEnd(facts)};
  const regular = regularOf(facts, base);
  const evidence = [seen(facts, life, regular), ...alone(last.missing), ...last.aside];
  const stay = (why: Stay, off = '') => propose(base, stays(facts, base, {why, off}, options), evidence);
  if (stock !== null && stock <= 0) return stay('sold-out');
  const {due, next} = climbDown(options.ladder, life, regular.price, base);
  if (due === null && life.toSeasonEnd === null) return stay('early');
  if (changedWithin(facts, options.daysBetween)) return stay('wait');
  const rung = next?.price ?? base;
  const lower = last.market === null ? null : earnsMost(last.market, facts, base, options, guards);
  if (lower !== null && last.market !== null && lower.price < rung)
    return propose(lower.price, lowerReason(lower, last.market, rung, facts), evidence);
  if (next === null) return stay('rung', due?.off);
  return propose(rung, rungReason(next, life, regular.price, facts), evidence);
}

type Stay = 'sold-out' | 'early' | 'wait' | 'rung';

/** From which price the ladder counts, and how that is known. */
interface Regular {
  readonly price: Minor;
  readonly from: 'list' | 'history' | 'price';
}

/** The list price; without one the highest of the last year, so that the ladder does not count from its own cuts. */
function regularOf({bounds, highest}: OfferFacts, base: Minor): Regular {
  const list = bounds?.listPrice ?? null;
  if (list !== null && list > 0) return {price: list, from: 'list'};
  return highest !== null && highest > base ? {price: highest, from: 'history'} : {price: base, from: 'price'};
}

function seen(facts: OfferFacts, {age, cover, toSeasonEnd: season}: ShelfLife, regular: Regular): Message {
  return message('CLEARANCE_SEES', {
    regular: formatAmount(regular.price, facts.currency),
    regularFrom: regular.from,
    currency: facts.currency,
    age: whole(age),
    cover: whole(cover),
    season: whole(season),
  });
}

function alone(missing: 'stock' | 'demand' | 'costs' | 'salvage' | null): Message[] {
  return missing === null ? [] : [message('CLEARANCE_LADDER_ALONE', {missing})];
}

function stays(
  {changedAt, now, currency}: OfferFacts,
  base: Minor,
  {why, off}: {readonly why: Stay; readonly off: string},
  {daysBetween}: ClearanceOptions,
): Message {
  const wait = why === 'wait' && changedAt !== null;
  return message('CLEARANCE_STAYS', {
    price: formatAmount(base, currency),
    currency,
    why,
    off,
    since: wait ? ((now - changedAt) / DAY).toFixed(1) : '',
    least: wait ? String(daysBetween) : '',
  });
}

function rungReason({off, price, cause}: Step, life: ShelfLife, regular: Minor, {currency}: OfferFacts): Message {
  const days = {age: life.age, cover: life.cover, season: life.toSeasonEnd}[cause];
  return message('CLEARANCE_RUNG', {
    price: formatAmount(price, currency),
    currency,
    off,
    regular: formatAmount(regular, currency),
    by: cause,
    days: whole(days),
  });
}

function lowerReason({price, gain}: Lower, {shelf}: Market, rung: Minor, {supply, currency}: OfferFacts): Message {
  return message('CLEARANCE_STOCK', {
    price: formatAmount(price, currency),
    currency,
    ladder: formatAmount(rung, currency),
    gain: Number.isFinite(gain) ? gain.toFixed(3) : '',
    units: String(shelf?.units ?? ''),
    days: whole(shelf?.days ?? null),
    salvage: formatAmount(supply?.salvageValue ?? 0, currency),
  });
}

function whole(days: number | null): string {
  return days === null ? '' : String(Math.floor(days));
}
