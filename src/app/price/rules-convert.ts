import {exponentOf} from '../../domain/money.js';
import {
  type BreakerLimits,
  DEFAULT_BREAKER,
  type GuardSettings,
  type PricingRule,
  type RoundingRule,
  type Rules,
} from '../../domain/pricing/rules.js';
import {feesOf} from './rules-fees.js';
import type {Places, RulesTerms} from './rules-file.js';
import type {GuardEntry, RoundingEntry, RulesFile} from './rules-schema.js';
import {selectorOf} from './rules-selector.js';
import {strategyOf} from './rules-strategy.js';
import {amountAt, fraction, instantAt, type Path, type Reading, refuse} from './rules-values.js';

/** Turns a parsed file into rules, in the shop's currency and zone. */
export function toRules(file: RulesFile, terms: RulesTerms, places: Places): Rules {
  const reading: Reading = {terms, places};
  const defaults = file.defaults ?? {};
  return {
    origin: places.file,
    rules: (file.rules ?? []).map((entry, index): PricingRule => {
      const path = ['rules', index];
      return {
        name: entry.name ?? `${index + 1}`,
        line: places.at(path).line,
        when: selectorOf(entry.when, reading, [...path, 'when']),
        strategy: strategyOf(entry, defaults, reading, path),
        guards: guardsOf(entry.guards, reading, [...path, 'guards']),
        ...(entry.rounding === undefined ? {} : {rounding: roundingOf(entry.rounding, reading, [...path, 'rounding'])}),
      };
    }),
    fallback: strategyOf(defaults, {}, reading, ['defaults']) ?? {kind: 'hold'},
    guards: guardsOf(file.guards, reading, ['guards']),
    rounding: file.rounding === undefined ? null : roundingOf(file.rounding, reading, ['rounding']),
    breaker: breakerOf(file.breaker),
    fees: feesOf(file.fees, reading),
  };
}

/** Only what is said; gaps are filled when the guards of all rules have been merged. */
function guardsOf(entry: GuardEntry | undefined, reading: Reading, path: Path): Partial<GuardSettings> {
  if (entry === undefined) return {};
  const said = <T, K extends keyof GuardSettings>(
    key: K,
    value: T | undefined,
    read: (value: T) => GuardSettings[K],
  ) => (value === undefined ? {} : {[key]: read(value)});
  const amount = (name: string) => (value: string | number) => amountAt(reading, value, [...path, name]);
  return {
    ...said('stepDown', entry.step?.down, fraction),
    ...said('stepUp', entry.step?.up, fraction),
    ...said('stepWeek', entry.step?.week, fraction),
    ...said('daysBetween', entry.days_between, Number),
    ...said('minMargin', entry.min_margin, fraction),
    ...said('allowBelowCost', entry.allow_below_cost, Boolean),
    ...said('listFactor', entry.list_factor, String),
    ...said('costMaxAgeDays', entry.cost_max_age_days, Number),
    ...said('rivalMaxAgeHours', entry.rival_max_age_hours, Number),
    ...said('warPauseDays', entry.war_pause_days, Number),
    ...said('minPrice', entry.min_price, amount('min_price')),
    ...said('maxPrice', entry.max_price, amount('max_price')),
    ...said('parity', entry.parity, (all) =>
      all.map(({shop, relation, offset}) => ({shop, relation, offset: offset === undefined ? '0' : fraction(offset)})),
    ),
    ...said('index', entry.index, (all) =>
      all.map(({category, low, high}) => ({
        category,
        low: low === undefined ? null : String(low),
        high: high === undefined ? null : String(high),
      })),
    ),
    ...said('emergency', entry.emergency, (all) =>
      all.map((each, index) => emergencyOf(each, reading, [...path, 'emergency', index])),
    ),
  };
}

/** Ten percent is what price-gouging laws allow (PRICING.md §1.4). */
function emergencyOf(entry: NonNullable<GuardEntry['emergency']>[number], reading: Reading, path: Path) {
  return {
    when: selectorOf(entry.when, reading, [...path, 'when']),
    since: instantAt(reading, entry.since, [...path, 'since']),
    until: entry.until === undefined ? null : instantAt(reading, entry.until, [...path, 'until']),
    increase: entry.increase === undefined ? '0.1' : fraction(entry.increase),
  };
}

/** Endings lie below one whole unit: .99 of 12.99. */
function roundingOf(entry: RoundingEntry, reading: Reading, path: Path): RoundingRule | null {
  if (entry === 'none') return null;
  const all = Array.isArray(entry.ending) ? entry.ending : [entry.ending];
  const unit = 10 ** exponentOf(reading.terms.currency);
  const endings = all.map((value) => amountAt(reading, value, [...path, 'ending']));
  if (endings.some((ending) => ending >= unit)) refuse(reading, [...path, 'ending'], 'ending');
  return {endings: [...new Set(endings)].sort((a, b) => a - b)};
}

function breakerOf(entry: RulesFile['breaker']): BreakerLimits {
  const limit = (value: string | number | undefined, fallback: number | null) =>
    value === undefined ? fallback : value === 'off' ? null : Number(fraction(value));
  return {
    moveAbove: limit(entry?.move, DEFAULT_BREAKER.moveAbove) ?? DEFAULT_BREAKER.moveAbove,
    share: limit(entry?.share, DEFAULT_BREAKER.share),
    meanMove: limit(entry?.mean_move, DEFAULT_BREAKER.meanMove),
    largestMove: limit(entry?.largest_move, DEFAULT_BREAKER.largestMove),
    largeMoves: limit(entry?.large_moves, DEFAULT_BREAKER.largeMoves),
    atFloor: limit(entry?.at_floor, DEFAULT_BREAKER.atFloor),
    rowsFallen: limit(entry?.rows_fallen, DEFAULT_BREAKER.rowsFallen),
    revenue: limit(entry?.revenue, DEFAULT_BREAKER.revenue),
  };
}
