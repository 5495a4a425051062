import type {OfferFacts} from '../facts.js';
import type {DemandBelief} from '../learner/belief.js';
import type {DemandOptions} from '../rules.js';
import type {UnitEconomics} from './economics.js';
import type {Economics, Shelf} from './optimum.js';

/** Where an offer stands: what decides its price beside the demand. */
export type OfferClass = 'new' | 'clearance' | 'overstock' | 'hot' | 'contested' | 'regular';

const DAY_MS = 86_400_000;
const OLD_DAYS = 120;
const LONG_COVER = 180;
const NEW_DAYS = 14;
/** Days between an order and its shelf beside the lead time, and the lead time of a supplier that says none. */
const HANDLING_DAYS = 2;
const LEAD_DAYS = 14;

/** What is for sale until when, and what a unit that is kept is worth in minor units. */
export interface Supply {
  readonly shelf: Shelf | null;
  /** Null: it is bought again, so it is worth its cost. */
  readonly kept: number | null;
}

/** Days that the stock lasts at the rate of now; null when either is unknown. */
export function coverOf({stock}: OfferFacts, unitsADay: number): number | null {
  return stock === null || unitsADay <= 0 ? null : stock / unitsADay;
}

export function classOf(facts: OfferFacts, belief: DemandBelief, unitsADay: number, rivals: number): OfferClass {
  const {supply} = facts;
  if (supply?.replenishable === false) return 'clearance';
  if (belief.days < NEW_DAYS) return 'new';
  const cover = coverOf(facts, unitsADay);
  if (cover !== null && (cover > LONG_COVER || (ageOf(facts) ?? 0) > OLD_DAYS)) return 'overstock';
  if (cover !== null && cover < (supply?.leadTimeDays ?? LEAD_DAYS) + HANDLING_DAYS) return 'hot';
  return rivals > 0 ? 'contested' : 'regular';
}

/** Days since the goods came; null: not known. */
export function ageOf({supply, now}: OfferFacts): number | null {
  const received = Date.parse(supply?.receivedOn ?? '');
  return Number.isNaN(received) ? null : (now - received) / DAY_MS;
}

/** Days until the season's end, that day included; below zero once it is over; null: not known. */
export function toSeasonEnd({supply, now}: OfferFacts): number | null {
  const end = Date.parse(supply?.seasonEnd ?? '');
  return Number.isNaN(end) ? null : (end - now) / DAY_MS + 1;
}

/**
 * What is not bought again must go by its season's end (else within the target days) and is then worth its salvage, less
 * the cost of keeping it; what is bought again only has to last until more comes.
 */
export function supplyOf(facts: OfferFacts, {targetDays}: DemandOptions): Supply {
  const {supply, stock} = facts;
  if (stock === null || stock <= 0) return {shelf: null, kept: null};
  if (supply?.replenishable === false) return lastOf(facts, stock, supply.salvageValue ?? 0, targetDays);
  const days = (supply?.leadTimeDays ?? LEAD_DAYS) + HANDLING_DAYS;
  return {shelf: {units: stock + (supply?.onOrder ?? 0), days}, kept: null};
}

/** Stock that has to go, each unit kept worth its salvage less what keeping it costs. */
export function lastOf(facts: OfferFacts, units: number, salvage: number, targetDays: number): Supply {
  const left = toSeasonEnd(facts);
  const days = left === null ? targetDays : Math.max(1, left);
  return {shelf: {units, days}, kept: salvage - ((facts.supply?.holdingCostDay ?? 0) * days) / 2};
}

/** What a sale leaves when the unit would otherwise be kept; with a weight on revenue, the cost counts less. */
export function economicsFor(unit: UnitEconomics, {kept}: Supply, {revenueWeight}: DemandOptions): Economics {
  const goods = (kept ?? unit.landed) * (1 - Number(revenueWeight));
  const {perPrice, perUnit, landed, byPrice} = unit;
  return {perPrice, perUnit: perUnit - landed + goods, ...(byPrice === undefined ? {} : {byPrice})};
}
