import {beliefs, type DemandBelief} from '../learner/belief.js';
import {type FloorOf, learn} from '../learner/learn.js';
import {type Memory, newMemory, type Subject} from '../learner/memory.js';
import {RIVAL_SLOTS} from '../learner/panel.js';
import {weekdayOf} from '../learner/season.js';
import {lnShare} from '../learner/share.js';
import {expectedSales} from '../learner/statistics.js';
import {curveOf} from '../strategies/curve.js';

/** What a replay is judged by: the demand as it fits all that was recorded. */
export interface Fit {
  readonly memory: Memory;
  /** By SKU; null where nothing is known. */
  readonly beliefs: readonly (DemandBelief | null)[];
}

/** Fits the demand to all that a memory holds; to be called once, on a memory that never learnt. */
export function fitAll(memory: Memory): Fit {
  return {memory, beliefs: beliefs(memory, learn(memory))};
}

/** Units expected at the believed elasticity, and with an elasticity one standard deviation below and above it. */
export type Expected = readonly [middle: number, below: number, above: number];

/** A price that might have stood on a day. */
export interface Asked {
  readonly price: number;
  /** ln of our price of the day before over the one that was recorded: rivals would have followed it as they do. */
  readonly moved: number;
  /** Pieces that were there; null: not known. */
  readonly stock: number | null;
}

/** Units that a SKU would have sold on a day (a column of the panel); null where nothing is known of it. */
export function expectedOn({memory, beliefs: all}: Fit, sku: number, column: number, asked: Asked): Expected | null {
  const belief = all[sku];
  const subject = memory.subjects[sku];
  if (belief === null || belief === undefined || subject === undefined) return null;
  const {panel, level, season, weekday, reference, elasticity} = memory;
  const away = Math.log(belief.reference) - (reference[sku] ?? 0);
  const day =
    (level[sku] ?? 0) +
    (season[subject.category * panel.width + column] ?? 0) +
    (weekday[weekdayOf(panel.from + column)] ?? 0) -
    (elasticity[sku] ?? 0) * away;
  const wanted = Math.exp(day + lnShareOn(memory, belief, subject, {sku, column, asked}));
  const ratio = asked.price / belief.reference;
  const units = (by: number) => {
    const all = wanted * curveOf(belief.elasticity + by * belief.deviation, ratio);
    return asked.stock === null ? all : expectedSales(all, asked.stock);
  };
  return [units(0), units(-1), units(1)];
}

/** ln of our share against the rivals of that day, each moved as far as it follows us. */
function lnShareOn(
  {panel, reference}: Memory,
  belief: DemandBelief,
  {rivals}: Subject,
  {sku, column, asked}: {readonly sku: number; readonly column: number; readonly asked: Asked},
): number {
  const cells = panel.rivals[sku];
  if (cells === null || cells === undefined) return 0;
  const base = reference[sku] ?? 0;
  const {theta, weight} = belief.share;
  let pressure = 0;
  for (let slot = 0; slot < Math.min(RIVAL_SLOTS, rivals.length); slot++) {
    const theirs = cells[slot * panel.width + column] ?? 0;
    const follows = belief.reactions[slot]?.[1] ?? 0;
    if (theirs !== 0) pressure += weight * Math.exp(-theta * (theirs + follows * asked.moved - base));
  }
  return lnShare(Math.log(asked.price) - base, theta, pressure);
}

/**
 * Learns as the nights did: on the night of a column, from what was recorded before it and nothing after. Columns must not
 * go back. The days themselves are shared with `memory`; what is learnt is not. `floorOf`: the break-even of the first night.
 */
export function nightLearner(memory: Memory, floorOf: FloorOf): (column: number) => readonly (DemandBelief | null)[] {
  const {panel, categories} = memory;
  const subjects = memory.subjects.map(({sku, category}): Subject => ({sku, category, rivals: []}));
  const met = memory.subjects.map(({rivals}, sku) => rivals.map((_, slot) => firstSeen(memory, sku, slot)));
  const blank = newMemory(subjects, categories, {from: panel.from, width: panel.width});
  const known: Memory = {...blank, panel: {...panel, days: 0}};
  return (column) => {
    known.panel.days = column;
    met.forEach((firsts, sku) => {
      const own = subjects[sku]?.rivals;
      const names = memory.subjects[sku]?.rivals;
      while (own !== undefined && names !== undefined && (firsts[own.length] ?? column) < column)
        own.push(names[own.length] ?? '');
    });
    return beliefs(known, learn(known, floorOf));
  };
}

/** The first column on which a rival offered a SKU. */
function firstSeen({panel}: Memory, sku: number, slot: number): number {
  const cells = panel.rivals[sku];
  if (cells === null || cells === undefined || slot >= RIVAL_SLOTS) return Number.POSITIVE_INFINITY;
  const found = cells.subarray(slot * panel.width, (slot + 1) * panel.width).findIndex((price) => price !== 0);
  return found < 0 ? Number.POSITIVE_INFINITY : found;
}
