import type {DemandBelief} from '../learner/belief.js';
import {expectedSales} from '../learner/statistics.js';
import {type ActiveRival, curveAt, shareAt} from './curve.js';

/** What a sold unit leaves: `price × perPrice − perUnit − byPrice(price)`, in minor units. */
export interface Economics {
  readonly perPrice: number;
  readonly perUnit: number;
  /** Fees that go by steps of the price or have a minimum; absent: there are none. */
  readonly byPrice?: (price: number) => number;
}

/** What a unit sold at `price` leaves, in minor units. */
export function leftOf({perPrice, perUnit, byPrice}: Economics, price: number): number {
  return price * perPrice - perUnit - (byPrice?.(price) ?? 0);
}

/** What is for sale until when: `units` within `days`; null: as many as are wanted. */
export interface Shelf {
  readonly units: number;
  readonly days: number;
}

/** All that a price is chosen by. */
export interface Market {
  readonly belief: DemandBelief;
  readonly economics: Economics;
  readonly shelf: Shelf | null;
  readonly rivals: readonly ActiveRival[];
  readonly now: number;
}

/** A price with what it is expected to earn a day (minor units) and to sell a day. */
export interface Outlook {
  readonly price: number;
  readonly value: number;
  readonly units: number;
}

const GRID = 66;

/** What a price is expected to bring. */
export function outlookAt({belief, economics, shelf, rivals, now}: Market, price: number): Outlook {
  const wanted = belief.rate * curveAt(belief, price) * shareAt(belief, rivals, price, now);
  const units = shelf === null ? wanted : expectedSales(wanted * shelf.days, shelf.units) / shelf.days;
  const left = leftOf(economics, price);
  return {price, value: units * left, units};
}

/** The best of a grid of prices between two, both included. */
export function bestPrice(market: Market, low: number, high: number): Outlook {
  const ratio = Math.log(Math.max(low, high) / low);
  let best = outlookAt(market, low);
  for (let step = 1; step <= GRID && ratio > 0; step++) {
    const each = outlookAt(market, low * Math.exp((ratio * step) / GRID));
    if (each.value > best.value) best = each;
  }
  return best;
}
