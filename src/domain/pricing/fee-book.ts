import type {FeeRecord} from '../facts.js';
import {grouped} from '../grouped.js';
import type {FeeSchedule} from './rules.js';
import type {Tariff} from './tariff.js';

/** What a schedule of the store says instead of the shop's own in its rules. */
export type KeptFees = Pick<FeeSchedule, 'rate' | 'tiers' | 'fixed'>;

/** The fee schedules of a shop: what holds for an offer at an instant; null: none was told. */
export type FeeBook = (offer: {readonly sku: string | null; readonly category: string}, at: number) => KeptFees | null;

/** Where one category begins inside another, as shops write paths: "Home > Kitchen", "Home/Kitchen", "Home|Kitchen". */
const BELOW = /^\s*[>/|›»]/u;

/**
 * Schedules by SKU, category and day. The merchant's of the SKU holds, else the platform's of it, else that of its category or the nearest one above it,
 * else that of the whole shop; of several with a day, the last that has begun.
 */
export function feeBook(records: readonly FeeRecord[]): FeeBook {
  const ofSkus = (source: FeeRecord['source']) =>
    byName(
      records.filter((each) => each.sku !== '' && each.source === source),
      ({sku}) => sku,
    );
  const bySku = [ofSkus('merchant'), ofSkus('platform')];
  const rest = records.filter(({sku}) => sku === '');
  // The longest name first: "Home > Kitchen" says more of a pan than "Home" does; the empty one is for all.
  const byCategory = [...byName(rest, ({category}) => category.toLowerCase())].sort(([a], [b]) => b.length - a.length);
  return ({sku, category}, at) => {
    for (const own of bySku) {
      const held = heldAt(own.get(sku ?? '') ?? [], at);
      if (held !== null) return held;
    }
    const name = category.toLowerCase();
    for (const [above, schedules] of byCategory) {
      const held = isWithin(name, above) ? heldAt(schedules, at) : null;
      if (held !== null) return held;
    }
    return null;
  };
}

interface Begun {
  readonly from: number;
  readonly fees: KeptFees;
}

function byName(
  records: readonly FeeRecord[],
  name: (record: FeeRecord) => string,
): ReadonlyMap<string, readonly Begun[]> {
  const named = grouped(records, name);
  return new Map([...named].map(([key, all]) => [key, schedulesOf(all)]));
}

/** Newest first. */
function schedulesOf(records: readonly FeeRecord[]): Begun[] {
  const byDay = grouped(records, ({effectiveFrom}) => effectiveFrom ?? Number.NEGATIVE_INFINITY);
  return [...byDay].map(([from, steps]) => ({from, fees: feesOf(steps)})).sort((a, b) => b.from - a.from);
}

function heldAt(schedules: readonly Begun[], at: number): KeptFees | null {
  return schedules.find(({from}) => from <= at)?.fees ?? null;
}

/** Steps as one tariff. What is not said for all prices above counts as the highest step says; of amounts the largest counts. */
function feesOf(records: readonly FeeRecord[]): KeptFees {
  const rising = [...records].sort(
    (a, b) => (a.upTo ?? Number.POSITIVE_INFINITY) - (b.upTo ?? Number.POSITIVE_INFINITY),
  );
  const most = (amounts: readonly (number | null)[]) => {
    const known = amounts.filter((amount) => amount !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  const minimum = most(records.map((each) => each.minimum));
  const fixed = most(records.map((each) => each.fixed));
  const steps: Tariff['steps'] = rising.map(({upTo, rate}, index) => ({
    upTo: index === rising.length - 1 ? null : upTo,
    rate,
  }));
  const [only] = steps;
  if (steps.length === 1 && minimum === null) return {rate: only?.rate ?? '0', tiers: null, fixed};
  const mode = records.some(({marginal}) => marginal) ? 'marginal' : 'whole';
  return {rate: null, tiers: {mode, steps, minimum}, fixed};
}

function isWithin(category: string, above: string): boolean {
  if (above === '' || category === above) return true;
  return category.startsWith(above) && BELOW.test(category.slice(above.length));
}
