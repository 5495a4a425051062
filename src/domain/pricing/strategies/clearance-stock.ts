import type {Message} from '../../errors.js';
import type {Minor} from '../../money.js';
import {hardBounds} from '../bounds.js';
import type {OfferFacts} from '../facts.js';
import type {ClearanceOptions, GuardSettings} from '../rules.js';
import {rivalsNow, trusted} from './demand.js';
import {economicsOf} from './economics.js';
import {bestPrice, type Market, outlookAt} from './optimum.js';
import {economicsFor, lastOf} from './supply.js';

/** What is known of how the last of the stock sells: units a day at the price of now, and what a price would bring. */
export interface LastStock {
  readonly unitsADay: number | null;
  /** Null: not enough is known for a price by the stock; `missing` says what. */
  readonly market: Market | null;
  readonly missing: 'stock' | 'demand' | 'costs' | 'salvage' | null;
  readonly aside: readonly Message[];
}

/** Looks at the stock as one that has to go. Without a salvage value a kept piece is worth nobody knows what, not zero. */
export function lastStock(facts: OfferFacts, base: Minor, options: ClearanceOptions, guards: GuardSettings): LastStock {
  const {demand: belief, stock} = facts;
  if (belief === null) return {unitsADay: null, market: null, missing: 'demand', aside: []};
  const {rivals, aside} = rivalsNow(facts, belief, options, guards);
  const plain = {belief, rivals, now: base};
  const unitsADay = outlookAt({...plain, shelf: null, economics: {perPrice: 0, perUnit: 0}}, base).units;
  const unknown = (missing: 'stock' | 'costs' | 'salvage') => ({unitsADay, market: null, missing, aside});
  const unit = economicsOf(facts);
  const salvage = facts.supply?.salvageValue ?? null;
  if (stock === null) return unknown('stock');
  if ('code' in unit) return unknown('costs');
  if (salvage === null) return unknown('salvage');
  const supply = lastOf(facts, stock, salvage, options.targetDays);
  const market = {...plain, shelf: supply.shelf, economics: economicsFor(unit, supply, options)};
  return {unitsADay, market, missing: null, aside};
}

/** The price up to now's that earns most, and by how much more than now's; `gain` infinite: now's would earn nothing. */
export interface Lower {
  readonly price: Minor;
  readonly gain: number;
}

/**
 * The price by the stock: of all up to the present one, what earns most until the last day; null where that is the present
 * one, or gains too little. It goes by the present price and not by the ladder's, so that more stock never asks more.
 */
export function earnsMost(
  market: Market,
  facts: OfferFacts,
  base: Minor,
  {leastGain}: ClearanceOptions,
  guards: GuardSettings,
): Lower | null {
  const {low} = trusted(market.belief, hardBounds(facts, guards));
  if (low >= base) return null;
  const best = bestPrice(market, low, base);
  const price = Math.max(Math.ceil(low), Math.round(best.price));
  const now = outlookAt(market, base).value;
  const gain = now > 0 ? best.value / now - 1 : best.value > now ? Number.POSITIVE_INFINITY : 0;
  return price < base && gain > Number(leastGain) ? {price, gain} : null;
}
