import type {Period, Step} from '../../sales/calendar.js';
import {groupOf} from '../learner/memory.js';
import type {Fit} from './fit.js';
import {POLICIES, type PolicyName, sumAt, type Tally} from './tally.js';

/** A figure with the ends of its 80 % interval. */
export interface Ranged {
  readonly middle: number;
  readonly low: number;
  readonly high: number;
}

/** What a policy would have brought, in a category or (null) in the whole shop. Money in minor units, rounded; null: no cost is known. */
export interface BacktestRow {
  readonly category: string | null;
  /** `recorded`: what really happened, for comparing the model with it. */
  readonly policy: PolicyName | 'recorded';
  readonly units: Ranged;
  readonly revenue: number;
  readonly profit: number | null;
  /** Expected profit beyond what was done; null for what was done itself, and without a cost. */
  readonly gain: Ranged | null;
  /** Price changes of a SKU and week. */
  readonly changes: number;
}

/** A replay as it is told. */
export interface Backtest {
  readonly shop: string;
  readonly currency: string;
  readonly zone: string;
  readonly period: Period;
  /** The rules file; null: the built-in rules. */
  readonly rules: string | null;
  readonly totals: readonly BacktestRow[];
  readonly rows: readonly BacktestRow[];
  /** Expected profit of the rules beyond what was done, added up over the period; null: no cost is known. */
  readonly course: {
    readonly step: Step;
    readonly points: readonly {readonly key: string; readonly gain: number}[];
  } | null;
  readonly counts: BacktestCounts;
}

/** What a reader has to know of the figures. */
export interface BacktestCounts {
  readonly nights: number;
  /** SKUs of the shop today; those that count; of these, whose elasticity is hardly their own, and without any cost. */
  readonly offers: number;
  readonly counted: number;
  readonly prior: number;
  readonly uncosted: number;
  /** Days of SKUs that count, and of these without a recorded stock. */
  readonly days: number;
  readonly unstocked: number;
}

/** Standard deviations to each side of an 80 % interval. */
const INTERVAL = 1.2816;

/** The rows of some SKUs: what was recorded, then every policy. */
export function rowsFor(tally: Tally, fit: Fit, category: string | null): BacktestRow[] {
  const skus = chosen(tally, fit, category);
  if (skus.length === 0) return [];
  const days = sumOf(skus, (sku) => tally.days[sku] ?? 0);
  const costed = skus.some((sku) => (tally.costed[sku] ?? 0) > 0);
  const total = (which: number, measure: 'units' | 'revenue' | 'profit') =>
    sumOf(skus, (sku) => tally.sums[sumAt(sku, which, 0, measure)] ?? 0);
  const moves = (which: number) =>
    days === 0 ? 0 : (7 * sumOf(skus, (sku) => tally.moves[sku * POLICIES.length + which] ?? 0)) / days;
  const seen = [0, 1, 2].map((at) => sumOf(skus, (sku) => tally.recorded[sku * 3 + at] ?? 0));
  const [units = 0, revenue = 0, profit = 0] = seen;
  const done = POLICIES.indexOf('done');
  return [
    {
      category,
      policy: 'recorded',
      units: {middle: units, low: units, high: units},
      revenue: Math.round(revenue),
      profit: costed ? Math.round(profit) : null,
      gain: null,
      changes: moves(done),
    },
    ...POLICIES.map(
      (policy, which): BacktestRow => ({
        category,
        policy,
        units: ranged(
          fit,
          skus,
          total(which, 'units'),
          (sku, scenario) => tally.sums[sumAt(sku, which, scenario, 'units')],
        ),
        revenue: Math.round(total(which, 'revenue')),
        profit: costed ? Math.round(total(which, 'profit')) : null,
        gain:
          which === done || !costed
            ? null
            : ranged(
                fit,
                skus,
                total(which, 'profit') - total(done, 'profit'),
                (sku, scenario) =>
                  (tally.sums[sumAt(sku, which, scenario, 'profit')] ?? 0) -
                  (tally.sums[sumAt(sku, done, scenario, 'profit')] ?? 0),
              ),
        changes: moves(which),
      }),
    ),
  ];
}

/** The SKUs that count, of a category or of all. */
function chosen(tally: Tally, {memory}: Fit, category: string | null): readonly number[] {
  return memory.subjects.flatMap((subject, sku) =>
    (tally.days[sku] ?? 0) > 0 && (category === null || memory.categories[subject.category] === category) ? [sku] : [],
  );
}

/**
 * The 80 % interval from the doubt in the elasticities (the delta method): a SKU's own doubt is independent of the others',
 * the doubt in the mean of its group is the same for all of the group.
 */
function ranged(
  {memory, beliefs}: Fit,
  skus: readonly number[],
  middle: number,
  at: (sku: number, scenario: number) => number | undefined,
): Ranged {
  let own = 0;
  const shared = new Map<number, number>();
  for (const sku of skus) {
    const subject = memory.subjects[sku];
    const belief = beliefs[sku];
    const group = subject === undefined ? undefined : memory.groups[groupOf(subject)];
    if (subject === undefined || group === undefined || belief === null || belief === undefined) continue;
    const variance = memory.variance[sku] ?? 0;
    const slope = belief.deviation > 0 ? ((at(sku, 2) ?? 0) - (at(sku, 1) ?? 0)) / (2 * belief.deviation) : 0;
    own += slope ** 2 * variance;
    const common = slope * (variance / group.spread) * Math.sqrt(group.doubt);
    shared.set(groupOf(subject), (shared.get(groupOf(subject)) ?? 0) + common);
  }
  const spread = INTERVAL * Math.sqrt(own + [...shared.values()].reduce((sum, each) => sum + each ** 2, 0));
  return {middle, low: middle - spread, high: middle + spread};
}

function sumOf(skus: readonly number[], of: (sku: number) => number): number {
  let sum = 0;
  for (const sku of skus) sum += of(sku);
  return sum;
}
