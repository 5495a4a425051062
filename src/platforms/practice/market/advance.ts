import {visitsOf} from './buyers.js';
import {daysBetween} from './calendar.js';
import {passDay} from './day.js';
import {withShipping} from './sales.js';
import type {CostNotice, Good, Happenings, MarketState, OrderLine, Sighting} from './types.js';

/** The market after a stretch of a day, and what happened in it. */
export interface Passed {
  readonly state: MarketState;
  readonly date: string;
  readonly happenings: Happenings;
}

/**
 * Lets the market live on to an instant, day by day. Same seed and same prices: the same days to the byte, in one
 * stretch or in many.
 *
 * @example for (const {state, happenings} of advance(market, market.now + 30 * 86_400_000)) { … }
 */
export function* advance(begin: MarketState, to: number): Generator<Passed, MarketState> {
  let state = begin;
  for (const day of daysBetween(begin.now, to, begin.terms.zone)) {
    const until = Math.min(to, day.end - 1);
    if (until <= state.now) continue;
    const market = {terms: state.terms, day, visits: visitsOf(state.terms, day)};
    const goods: Good[] = [];
    const lines: OrderLine[] = [];
    const sightings: Sighting[] = [];
    const costs: CostNotice[] = [];
    for (const good of state.goods) {
      const passed = passDay(market, good, state.now, until);
      goods.push(passed.good);
      lines.push(...passed.lines);
      sightings.push(...passed.sightings);
      costs.push(...passed.costs);
    }
    state = {...state, now: until, goods};
    lines.sort(byTime);
    sightings.sort((a, b) => a.seenAt - b.seenAt || compare(a.sku, b.sku) || compare(a.rival, b.rival));
    costs.sort((a, b) => compare(a.sku, b.sku));
    const paid = withShipping(
      state.terms,
      lines.filter(({quantity}) => quantity > 0),
    );
    const back = lines.filter(({quantity}) => quantity < 0);
    yield {state, date: day.date, happenings: {lines: [...paid, ...back].sort(byTime), sightings, costs}};
  }
  return state;
}

function byTime(a: OrderLine, b: OrderLine): number {
  return (
    a.orderedAt - b.orderedAt || compare(a.orderId, b.orderId) || compare(a.sku, b.sku) || compare(a.lineId, b.lineId)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
