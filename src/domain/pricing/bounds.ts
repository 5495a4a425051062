import {matches} from '../catalog/selector.js';
import type {Minor} from '../money.js';
import {type BreakEven, breakEven, onePlus, targetPrice, times} from './cost.js';
import type {OfferFacts} from './facts.js';
import type {EmergencyCap, GuardSettings} from './rules.js';

/** Where a bound comes from. */
export type BoundSource =
  | 'min_price'
  | 'map_price'
  | 'break_even'
  | 'salvage'
  | 'rules_min'
  | 'max_price'
  | 'msrp'
  | 'emergency'
  | 'list_price'
  | 'rules_max';

/** A bound on the price; for a floor from costs, the break-even and the margin above it. */
export interface Bound {
  readonly source: BoundSource;
  readonly price: Minor;
  readonly breakEven?: Minor;
  readonly margin?: string;
}

/** The hard bounds of one offer now. `floor` is the highest known lower bound, `ceiling` the lowest known upper one. */
export interface HardBounds {
  readonly floor: Bound | null;
  readonly ceiling: Bound | null;
  readonly floors: readonly Bound[];
  readonly ceilings: readonly Bound[];
  readonly breakEven: BreakEven;
}

/**
 * Floor = max of the known {min_price, MAP, break-even with margin}, below cost only where the rules allow it; ceiling =
 * min of the known {max_price, MSRP, emergency cap, list price × factor}. A blank or zero bound is unknown (MODEL.md §5).
 */
export function hardBounds(facts: OfferFacts, guards: GuardSettings): HardBounds {
  const even = breakEven(facts);
  const floors = known([
    {source: 'min_price', price: facts.bounds?.minPrice},
    {source: 'map_price', price: facts.bounds?.mapPrice},
    {source: 'rules_min', price: guards.minPrice},
    guards.allowBelowCost ? {source: 'salvage', price: facts.supply?.salvageValue} : costFloor(facts, guards, even),
  ]);
  const list = facts.bounds?.listPrice ?? null;
  const ceilings = known([
    {source: 'max_price', price: facts.bounds?.maxPrice},
    {source: 'msrp', price: facts.bounds?.msrp},
    {source: 'rules_max', price: guards.maxPrice},
    {source: 'list_price', price: list === null || list <= 0 ? null : times(list, guards.listFactor, 'down')},
    ...guards.emergency.map((cap) => ({source: 'emergency' as const, price: emergencyCap(facts, cap, even)})),
  ]);
  return {
    floor: floors.reduce<Bound | null>((most, each) => (most === null || each.price > most.price ? each : most), null),
    ceiling: ceilings.reduce<Bound | null>(
      (least, each) => (least === null || each.price < least.price ? each : least),
      null,
    ),
    floors,
    ceilings,
    breakEven: even,
  };
}

type MaybeBound = Omit<Bound, 'price'> & {readonly price: Minor | null | undefined};

/** A bound that is blank, zero or no number binds nothing: it is unknown. */
function known(bounds: readonly MaybeBound[]): Bound[] {
  return bounds.flatMap((bound) =>
    typeof bound.price === 'number' && Number.isSafeInteger(bound.price) && bound.price > 0
      ? [{...bound, price: bound.price}]
      : [],
  );
}

function costFloor(facts: OfferFacts, {minMargin}: GuardSettings, even: BreakEven): MaybeBound {
  if (!even.known) return {source: 'break_even', price: null};
  const price = Number(minMargin) === 0 ? even.price : targetPrice(facts, {margin: minMargin});
  return {
    source: 'break_even',
    price: typeof price === 'number' ? price : null,
    breakEven: even.price,
    margin: minMargin,
  };
}

/**
 * At most so much above the price just before the emergency; goods that had no price then, at most half above their cost;
 * where neither is known, no increase at all (PRICING.md §1.4).
 */
function emergencyCap(facts: OfferFacts, cap: EmergencyCap, even: BreakEven): Minor | null {
  if (facts.now < cap.since || (cap.until !== null && facts.now >= cap.until)) return null;
  if (!matches(cap.when, facts.offer)) return null;
  const before = facts.past.find(({at}) => at === cap.since);
  if (before !== undefined) return times(before.price, onePlus(cap.increase), 'down');
  if (even.known) return times(even.price, '1.5', 'down');
  return facts.base;
}
