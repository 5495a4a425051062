import type {Rung} from '../../domain/pricing/ladder.js';
import {
  type BundlePart,
  CLEARANCE_DEFAULTS,
  DEMAND_DEFAULTS,
  type DemandOptions,
  type Distance,
  type QuantityStep,
  type Strategy,
} from '../../domain/pricing/rules.js';
import {fallingStep} from '../../domain/pricing/strategies/tier.js';
import type {StrategyEntry} from './rules-schema.js';
import {amountAt, fraction, type Path, type Reading, refuse} from './rules-values.js';

/** Undercutting is by one percent where the rules do not say. */
const DEFAULT_UNDERCUT = '0.01';

/**
 * The strategy of a rule, its gaps filled by `defaults:`; null when the rule names none and there is none to fill in
 * with. A rule's own margin beats a default markup, and the other way round.
 */
export function strategyOf(own: StrategyEntry, defaults: StrategyEntry, reading: Reading, path: Path): Strategy | null {
  if (own.margin !== undefined && own.markup !== undefined) refuse(reading, [...path, 'markup'], 'one-target');
  const target = own.margin === undefined && own.markup === undefined ? defaults : own;
  switch (own.strategy) {
    case undefined:
      return null;
    case 'hold':
      return {kind: 'hold'};
    case 'cost':
      return {kind: 'cost', target: targetOf(target, reading, path)};
    case 'competition': {
      const position = own.position ?? defaults.position ?? 'undercut';
      const by = own.by ?? defaults.by;
      if (by === undefined && position === 'premium') refuse(reading, [...path, 'strategy'], 'premium-by');
      return {
        kind: 'competition',
        position,
        by: by === undefined ? {percent: DEFAULT_UNDERCUT} : distanceOf(by, reading, [...path, 'by']),
        against: own.against ?? defaults.against ?? 'lowest',
        alone: own.alone ?? defaults.alone ?? 'list',
        condition: own.condition ?? defaults.condition ?? 'new',
      };
    }
    case 'relative': {
      const relative = own.relative ?? defaults.relative;
      if (relative === undefined) return refuse(reading, [...path, 'strategy'], 'relative');
      const by = relative.by === undefined ? '0' : fraction(relative.by);
      const at = own.relative === undefined ? ['defaults', 'relative', 'by'] : [...path, 'relative', 'by'];
      return Number(by) > -1 ? {kind: 'relative', to: relative.to, by} : refuse(reading, at, 'offset');
    }
    case 'tier':
      return {kind: 'tier', steps: stepsOf(own, defaults, reading, path)};
    case 'bundle':
      return {kind: 'bundle', parts: partsOf(own, reading, path), off: bundleOff(own, defaults)};
    case 'clearance':
      return {
        kind: 'clearance',
        ...demandOptionsOf(own, defaults),
        ladder: ladderOf(own, defaults, reading, path),
        daysBetween: own.days_between ?? defaults.days_between ?? CLEARANCE_DEFAULTS.daysBetween,
      };
    case 'demand':
    case 'auto':
      return {kind: own.strategy, ...demandOptionsOf(own, defaults)};
  }
}

function demandOptionsOf(own: StrategyEntry, defaults: StrategyEntry): DemandOptions {
  const weight = own.revenue_weight ?? defaults.revenue_weight;
  const gain = own.least_gain ?? defaults.least_gain;
  return {
    revenueWeight: weight === undefined ? DEMAND_DEFAULTS.revenueWeight : fraction(weight),
    leastGain: gain === undefined ? DEMAND_DEFAULTS.leastGain : fraction(gain),
    targetDays: own.target_days ?? defaults.target_days ?? DEMAND_DEFAULTS.targetDays,
    condition: own.condition ?? defaults.condition ?? DEMAND_DEFAULTS.condition,
  };
}

/** A rung without a condition would always be reached, and one with nothing off never. */
function ladderOf(own: StrategyEntry, defaults: StrategyEntry, reading: Reading, path: Path): readonly Rung[] {
  const entries = own.ladder ?? defaults.ladder;
  const at = own.ladder === undefined ? ['defaults', 'ladder'] : [...path, 'ladder'];
  return (
    entries?.map(({after_days, cover_days, days_to_season_end, off}, index): Rung => {
      if ((after_days ?? cover_days ?? days_to_season_end) === undefined) refuse(reading, [...at, index], 'rung');
      const rate = fraction(off);
      if (Number(rate) <= 0 || Number(rate) >= 1) refuse(reading, [...at, index, 'off'], 'off');
      return {
        afterDays: after_days ?? null,
        coverDays: cover_days ?? null,
        daysToSeasonEnd: days_to_season_end ?? null,
        off: rate,
      };
    }) ?? CLEARANCE_DEFAULTS.ladder
  );
}

/** Steps rise, each takes more off than the one before, and nobody pays less for more. */
function stepsOf(own: StrategyEntry, defaults: StrategyEntry, reading: Reading, path: Path): readonly QuantityStep[] {
  const entries = own.tiers ?? defaults.tiers ?? refuse(reading, [...path, 'strategy'], 'tiers');
  const at = own.tiers === undefined ? ['defaults', 'tiers'] : [...path, 'tiers'];
  const steps = entries.map(({from, off}) => ({from, off: fraction(off)}));
  steps.forEach(({from, off}, index) => {
    const before = steps[index - 1];
    if (Number(off) <= 0) refuse(reading, [...at, index, 'off'], 'off');
    if (before === undefined) return;
    if (from <= before.from) refuse(reading, [...at, index, 'from'], 'tier-rising');
    if (Number(off) <= Number(before.off)) refuse(reading, [...at, index, 'off'], 'tier-deeper');
  });
  const falling = fallingStep(steps);
  if (falling !== null) refuse(reading, [...at, steps.findIndex(({from}) => from === falling), 'off'], 'tier-total');
  return steps;
}

/** PRICING formulas 3.7: five to ten percent off is usual. */
const BUNDLE_OFF = '0.08';

function bundleOff(own: StrategyEntry, defaults: StrategyEntry): string {
  const off = own.off ?? defaults.off;
  return off === undefined ? BUNDLE_OFF : fraction(off);
}

/** What a bundle holds is said by its own rule: no default could mean it. One piece of one SKU is no bundle. */
function partsOf({parts}: StrategyEntry, reading: Reading, path: Path): readonly BundlePart[] {
  if (parts === undefined) return refuse(reading, [...path, 'strategy'], 'parts');
  const found = parts.map(({sku, quantity = 1}) => ({sku, quantity}));
  found.forEach(({sku}, index) => {
    if (found.findIndex((each) => each.sku === sku) < index) refuse(reading, [...path, 'parts', index], 'part-twice');
  });
  if (found.reduce((sum, {quantity}) => sum + quantity, 0) < 2) refuse(reading, [...path, 'parts'], 'part-more');
  return found;
}

function targetOf({margin, markup}: StrategyEntry, reading: Reading, path: Path) {
  if (margin !== undefined) {
    const rate = fraction(margin);
    return Number(rate) < 1 ? {margin: rate} : refuse(reading, [...path, 'margin'], 'margin');
  }
  if (markup !== undefined) return {markup: fraction(markup)};
  return refuse(reading, [...path, 'strategy'], 'target');
}

function distanceOf(by: string | number, reading: Reading, path: Path): Distance {
  if (typeof by === 'string' && by.includes('%')) {
    const percent = fraction(by);
    return Number(percent) < 1 ? {percent} : refuse(reading, path, 'distance');
  }
  return {amount: amountAt(reading, by, path)};
}
