import {matches} from '../catalog/selector.js';
import {lastAnswer} from '../last-answer.js';
import type {Minor} from '../money.js';
import {type BreakEven, breakEven, gapAt, targetPrices} from './cost.js';
import {onePlus, times} from './factor.js';
import type {OfferFacts} from './facts.js';
import type {EmergencyCap, GuardSettings} from './rules.js';
import type {Range} from './solve.js';

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

/** A bound on the price; for a floor from costs, the break-even and the margin above it; for one below cost, the break-even. */
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
  /** Prices above the floor that do not cover their costs: a step of a fee takes away what they bring more. */
  readonly gaps: readonly Range[];
}

/**
 * Floor = max of the known {min_price, MAP, break-even with margin}, below cost only where the rules allow it; ceiling =
 * min of the known {max_price, MSRP, emergency cap, list price × factor}. A blank or zero bound is unknown (MODEL.md §5).
 */
export const hardBounds = lastAnswer((facts: OfferFacts, guards: GuardSettings): HardBounds => {
  const even = breakEven(facts);
  const cost = guards.allowBelowCost ? null : costFloor(facts, guards, even);
  const floors = known([
    {source: 'min_price', price: facts.bounds?.minPrice},
    {source: 'map_price', price: facts.bounds?.mapPrice},
    {source: 'rules_min', price: guards.minPrice},
    cost?.bound ?? {source: 'salvage', price: facts.supply?.salvageValue},
  ]);
  const list = facts.bounds?.listPrice ?? null;
  const ceilings = known([
    {source: 'max_price', price: facts.bounds?.maxPrice},
    {source: 'msrp', price: facts.bounds?.msrp},
    {source: 'rules_max', price: guards.maxPrice},
    {source: 'list_price', price: list === null || list <= 0 ? null : times(list, guards.listFactor, 'down')},
    ...guards.emergency.map((cap) => ({source: 'emergency' as const, price: emergencyCap(facts, cap, even)})),
  ]);
  const highest = floors.reduce<Bound | null>(
    (most, each) => (most === null || each.price > most.price ? each : most),
    null,
  );
  const floor = highest === null ? null : cost === null ? belowCost(highest, even) : outOfGap(highest, cost);
  return {
    floor,
    gaps: (cost?.gaps ?? []).filter(({from}) => floor !== null && from > floor.price),
    ceiling: ceilings.reduce<Bound | null>(
      (least, each) => (least === null || each.price < least.price ? each : least),
      null,
    ),
    floors,
    ceilings,
    breakEven: even,
  };
});

/** Where the rules allow prices below cost: which bound still holds, and under which break-even it lies. */
function belowCost(floor: Bound, even: BreakEven): Bound {
  return even.known && floor.price < even.price ? {...floor, breakEven: even.price} : floor;
}

type MaybeBound = Omit<Bound, 'price'> & {readonly price: Minor | null | undefined};

/** A bound that is blank, zero or no number binds nothing: it is unknown. */
function known(bounds: readonly MaybeBound[]): Bound[] {
  return bounds.filter(isKnown);
}

function isKnown(bound: MaybeBound): bound is Bound {
  return typeof bound.price === 'number' && Number.isSafeInteger(bound.price) && bound.price > 0;
}

/** The floor from costs, and the prices above it that do not cover them. */
interface CostFloor {
  readonly bound: MaybeBound;
  readonly gaps: readonly Range[];
}

function costFloor(facts: OfferFacts, {minMargin}: GuardSettings, even: BreakEven): CostFloor {
  if (!even.known) return {bound: {source: 'break_even', price: null}, gaps: []};
  const found = Number(minMargin) === 0 ? even : targetPrices(facts, {margin: minMargin});
  if ('code' in found)
    return {bound: {source: 'break_even', price: null, breakEven: even.price, margin: minMargin}, gaps: []};
  const {price, gaps} = found;
  return {bound: {source: 'break_even', price, breakEven: even.price, margin: minMargin}, gaps};
}

/** A floor of this price is none that any price reaches: fees grow as fast as the price. */
export const OUT_OF_REACH = Number.MAX_SAFE_INTEGER;

/** The first price behind a gap. */
function behind({to}: Range): Minor {
  return Math.min(to + 1, OUT_OF_REACH);
}

/** A floor that lies in a gap is lifted above it, by the costs. */
function outOfGap(floor: Bound, cost: CostFloor | null): Bound {
  const gap = gapAt(cost?.gaps ?? [], floor.price);
  return gap === null || cost === null ? floor : {...cost.bound, price: behind(gap)};
}

/** The floor for one price: where that lies in a gap, the end of the gap. */
export function floorFor({floor, gaps}: HardBounds, price: Minor): Bound | null {
  const gap = gapAt(gaps, price);
  return gap === null || floor === null ? floor : {...floor, source: 'break_even', price: behind(gap)};
}

/** The nearest price inside the hard bounds: up out of a gap, unless the ceiling lies in it. */
export function intoBounds(
  price: number,
  {floor, ceiling, gaps}: Pick<HardBounds, 'floor' | 'ceiling' | 'gaps'>,
): number {
  const most = ceiling?.price ?? Number.MAX_SAFE_INTEGER;
  const inside = Math.min(Math.max(price, floor?.price ?? price), most);
  const gap = gapAt(gaps, inside);
  if (gap === null) return inside;
  return gap.to < most ? gap.to + 1 : gap.from - 1;
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
