import {type Message, message} from '../../errors.js';
import {formatAmount} from '../../money.js';
import {type HardBounds, hardBounds, intoBounds} from '../bounds.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import type {DemandBelief} from '../learner/belief.js';
import {cleanRivals} from '../rivals.js';
import type {DemandOptions, GuardSettings} from '../rules.js';
import type {Window} from '../soft.js';
import type {ActiveRival} from './curve.js';
import {economicsOf} from './economics.js';
import {bestPrice, type Market, outlookAt} from './optimum.js';
import {classOf, coverOf, economicsFor, type OfferClass, supplyOf} from './supply.js';
import {type Proposal, propose, skip} from './types.js';

/** How far beyond the prices ever tried a price may go in a month. */
const TRUST = {down: 0.8, up: 1.25} as const;

/**
 * The price that earns most by what was learnt of the demand (PRICING formulas 3.3 to 3.6): category-pooled elasticity,
 * rivals' share and their answer, and the value of the stock. Skips without a belief or without costs.
 */
export function proposeDemand(facts: OfferFacts, options: DemandOptions, guards: GuardSettings): Proposal {
  const {demand: belief, base, currency} = facts;
  if (base === null) return skip(message('PRICE_UNKNOWN', {sku: nameOf(facts)}));
  if (belief === null) return skip(message('DEMAND_UNKNOWN', {sku: nameOf(facts)}));
  const unit = economicsOf(facts);
  if ('code' in unit) return skip(unit);
  const bounds = hardBounds(facts, guards);
  const {rivals, aside} = rivalsNow(facts, belief, options, guards);
  const supply = supplyOf(facts, options);
  const market: Market = {
    belief,
    economics: economicsFor(unit, supply, options),
    shelf: supply.shelf,
    rivals,
    now: base,
  };
  const {low, high} = trusted(belief, bounds);
  const best = bestPrice(market, low, high);
  const stay = outlookAt(market, base);
  const kind = classOf(facts, belief, stay.units, rivals.length);
  const inside = base >= low && base <= high;
  const gain = stay.value > 0 ? best.value / stay.value - 1 : Number.POSITIVE_INFINITY;
  const least = Number(options.leastGain) * (RESTLESS[kind] ?? 1);
  const price = inside && gain <= least ? base : Math.round(intoBounds(best.price, bounds));
  const cover = coverOf(facts, stay.units);
  return propose(
    price,
    message('DEMAND', {
      price: formatAmount(price, currency),
      currency,
      class: kind,
      elasticity: belief.elasticity.toFixed(2),
      low: Math.max(0, belief.elasticity - INTERVAL * belief.deviation).toFixed(2),
      high: (belief.elasticity + INTERVAL * belief.deviation).toFixed(2),
      grade: belief.grade,
      units: stay.units.toPrecision(2),
      gain: Number.isFinite(gain) ? gain.toFixed(3) : '',
      rivals: rivals.length,
      cover: cover === null ? '' : cover.toFixed(0),
    }),
    [...aside],
  );
}

/** What was tried says how far to look; the hard bounds say how far at most. */
export function trusted(belief: DemandBelief, bounds: HardBounds): Window {
  const low = Math.max(1, intoBounds(belief.tried[0] * TRUST.down, bounds));
  return {low, high: Math.max(low, intoBounds(belief.tried[1] * TRUST.up, bounds))};
}

/** The cleaned rivals of now with how much of a move of ours each follows, and those set aside. */
export function rivalsNow(
  facts: OfferFacts,
  belief: DemandBelief,
  {condition}: DemandOptions,
  {rivalMaxAgeHours}: GuardSettings,
): {readonly rivals: readonly ActiveRival[]; readonly aside: readonly Message[]} {
  const {offers, aside} = cleanRivals(facts, {condition, maxAgeHours: rivalMaxAgeHours, dropBelowBreakEven: false});
  const reactions = new Map(belief.reactions);
  return {rivals: offers.map(({rival, total}) => ({price: total, reaction: reactions.get(rival) ?? 0})), aside};
}

/** What moves the best price every night a little: stock that runs down, rivals that come and go. */
const RESTLESS: Readonly<Partial<Record<OfferClass, number>>> = {clearance: 3, contested: 1.5};

/** Standard deviations to each side of an 80 % interval. */
const INTERVAL = 1.2816;
