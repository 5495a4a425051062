import type {Day} from './calendar.js';
import {expectedBuyers, MOST_BUYERS} from './demand.js';
import {poisson, stream} from './random.js';
import type {Good, MarketTerms} from './types.js';

const DAY = 86_400_000;
/** Visits a day among which buyers fall; two who fall into one are the same basket. */
const VISITS = 240;

/** A market on one of its days. */
export interface Market {
  readonly terms: MarketTerms;
  readonly day: Day;
  readonly visits: Visits;
}

/** Someone who may buy: decided in all but whether the price will do. */
export interface Buyer {
  readonly at: number;
  readonly index: number;
  readonly visit: number;
  /** Buys when this is below the willingness at the price. The same people come whatever the price. */
  readonly reserve: number;
  readonly quantity: number;
  readonly returns: {readonly after: number; readonly all: boolean; readonly restocked: boolean} | null;
}

/** Everyone who might buy a good on a day. */
export function buyersOf({terms, day, visits}: Market, good: Good): Buyer[] {
  const {key, demand} = good.life;
  const draw = stream(terms.seed, 'buyers', key, day.date);
  const count = poisson(draw, expectedBuyers(demand, day) * MOST_BUYERS);
  return Array.from({length: count}, (_, index) => {
    const visit = Math.floor(VISITS * draw.uniform() ** 1.7);
    const reserve = draw.uniform();
    const many = draw.uniform();
    const comesBack = draw.uniform() < demand.returnRate;
    const after = Math.floor((3 + 18 * draw.uniform()) * DAY);
    const returns = {after, all: draw.uniform() < 0.8, restocked: draw.uniform() < 0.7};
    const quantity = many < 0.86 ? 1 : many < 0.97 ? 2 : 3;
    return {at: visits(visit).at, index, visit, reserve, quantity, returns: comesBack ? returns : null};
  });
}

/** One visit to the shop, which may end in a basket of several goods. */
export interface Visit {
  readonly at: number;
  readonly customerId: string;
  readonly country: string;
}

const HOME: Readonly<Record<string, string>> = {
  USD: 'US',
  EUR: 'DE',
  GBP: 'GB',
  JPY: 'JP',
  CNY: 'CN',
  KWD: 'KW',
  CAD: 'CA',
  AUD: 'AU',
  CHF: 'CH',
  SEK: 'SE',
};
const ABROAD = ['US', 'DE', 'FR', 'GB', 'NL', 'JP', 'CA', 'AU', 'ES', 'IT'];

/** The visits of a day by number; each is drawn once, for all goods. */
export type Visits = (visit: number) => Visit;

export function visitsOf(terms: MarketTerms, day: Day): Visits {
  const drawn = new Map<number, Visit>();
  return (visit) => {
    const known = drawn.get(visit) ?? visitOf(terms, day, visit);
    drawn.set(visit, known);
    return known;
  };
}

/** When, by whom, from where. Busy in the evening; four in ten visitors have been here before. */
function visitOf(terms: MarketTerms, day: Day, visit: number): Visit {
  const draw = stream(terms.seed, 'visit', day.date, visit);
  const hour = 0.28 + 0.7 * Math.sqrt(draw.uniform());
  const known = draw.uniform() < 0.4;
  const which = Math.floor(600 * draw.uniform() ** 2);
  const home = draw.uniform() < 0.85;
  const abroad = ABROAD[draw.index(ABROAD.length)] ?? 'US';
  return {
    at: day.start + Math.floor(hour * (day.end - day.start)),
    customerId: known ? `C-${1000 + which}` : `C-${day.date.replaceAll('-', '')}${String(visit).padStart(3, '0')}`,
    country: home ? (HOME[terms.currency] ?? 'US') : abroad,
  };
}
