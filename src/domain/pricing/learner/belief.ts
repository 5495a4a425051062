import type {Work} from './elasticity.js';
import {type MarkupHeard, markupHeard} from './markup.js';
import {groupOf, type Memory, PRIOR, type ShareForm, type Subject} from './memory.js';
import {DAY, RIVAL_SLOTS} from './panel.js';
import {reactions} from './reaction.js';
import {weekdayOf} from './season.js';
import {meanAtLeast} from './statistics.js';

/** How much of an elasticity is the SKU's own: most of it, some, or next to nothing. */
export type Grade = 'own-data' | 'mostly-category' | 'prior';

/** What is believed of the demand for one SKU. Prices are minor units, rates units a day of an average weekday. */
export interface DemandBelief {
  /** The price around which the curve is known: the mean of those that were tried, younger ones counting more. */
  readonly reference: number;
  /** Units a day at the reference price, in the season of now, if no rival were there. */
  readonly rate: number;
  readonly elasticity: number;
  /** Standard deviation of the elasticity, the category's doubt included. */
  readonly deviation: number;
  readonly grade: Grade;
  readonly share: ShareForm & {readonly reference: number};
  /** How much of a move of ours each rival follows, by name: 0 to 1. */
  readonly reactions: readonly (readonly [string, number])[];
  /** Lowest and highest price tried, the last 30 days left out where there are more. */
  readonly tried: readonly [number, number];
  /** Days with a price, units in all, and units a day lately over those of the last 90 days. */
  readonly days: number;
  readonly units: number;
  readonly trend: number;
  /** Only where the merchant's own first markup took part in the elasticity. */
  readonly markup?: MarkupHeard;
}

/** The tried range leaves the last days out, so that it grows by one stride a month and not every night. */
const STRIDE_DAYS = 30;
/** Forgetting of the level (half-life 34 days), and units that speak for the long-run level. */
const LEVEL_FORGETS = 0.98;
const LEVEL_STEADY = 4;

/** What is believed of every SKU that has a price, in the order of the subjects; null where nothing is known. */
export function beliefs(memory: Memory, work: Work): (DemandBelief | null)[] {
  const believe = believer(memory, work);
  return memory.subjects.map((_, sku) => believe(sku));
}

/** The same one by one, for shops so large that all at once would be much to hold. */
export function believer(memory: Memory, work: Work): (sku: number) => DemandBelief | null {
  const answers = reactions(memory);
  return (sku) => beliefOf(memory, work, answers, sku);
}

function beliefOf(memory: Memory, work: Work, answers: Float32Array, sku: number): DemandBelief | null {
  const {panel, level, elasticity, variance, reference, subjects, groups, share, season} = memory;
  const subject = subjects[sku];
  const a = level[sku] ?? Number.NaN;
  const group = subject === undefined ? undefined : groups[groupOf(subject)];
  const form = share[subject?.category ?? 0];
  if (subject === undefined || group === undefined || form === undefined || Number.isNaN(a)) return null;
  const e = elasticity[sku] ?? PRIOR.mean;
  const base = reference[sku] ?? 0;
  const own = variance[sku] ?? group.spread;
  // What days say: a markup is no day.
  const byDays = 1 / (1 / group.spread + (work.precision[sku] ?? 0));
  const seen = lookBack(memory, work, sku);
  if (seen.days === 0) return null;
  const now = season[subject.category * panel.width + panel.days - 1] ?? 0;
  const x = seen.meanX;
  const markup = markupHeard(memory, sku);
  return {
    reference: Math.exp(base + x),
    rate: Math.exp(a + now - e * x) * seen.lately,
    elasticity: e,
    deviation: Math.sqrt(own + (own / group.spread) ** 2 * group.doubt),
    grade: byDays < 0.3 * group.spread ? 'own-data' : byDays < 0.8 * group.spread ? 'mostly-category' : 'prior',
    share: {theta: form.theta, weight: form.weight, reference: Math.exp(base)},
    reactions: subject.rivals.length === 0 ? ALONE : answersOf(subject, answers, sku),
    tried: [Math.exp(base + seen.low), Math.exp(base + seen.high)],
    days: seen.days,
    units: seen.units,
    trend: seen.lately,
    ...(markup === null ? {} : {markup}),
  };
}

const ALONE: DemandBelief['reactions'] = [];

function answersOf({rivals}: Subject, answers: Float32Array, sku: number): DemandBelief['reactions'] {
  return rivals.slice(0, RIVAL_SLOTS).map((name, slot) => [name, answers[sku * RIVAL_SLOTS + slot] ?? 0]);
}

interface Seen {
  readonly days: number;
  readonly units: number;
  readonly meanX: number;
  readonly low: number;
  readonly high: number;
  readonly lately: number;
}

/** Walks through the days of a SKU once for all that its belief says beside the curve. */
function lookBack({panel, reference, subjects, level, elasticity, unrest}: Memory, work: Work, sku: number): Seen {
  const {width} = panel;
  const first = sku * width;
  const seasons = (subjects[sku]?.category ?? 0) * width;
  const base = reference[sku] ?? 0;
  const shares = work.shares[sku] ?? null;
  const a = level[sku] ?? 0;
  const e = elasticity[sku] ?? PRIOR.mean;
  // One by one: this runs for every SKU of a shop each night, and lists that are taken apart take a third of its time.
  let lastX = Number.NaN;
  let atPrice = 0;
  let on = weekdayOf(panel.from + panel.days);
  let days = 0;
  let units = 0;
  let heft = 0;
  let sum = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let bought = 0;
  let expected = 0;
  let fade = 1;
  const settled = panel.days - STRIDE_DAYS;
  for (let day = panel.days - 1; day >= 0; day--) {
    on = on === 0 ? 6 : on - 1;
    const state = panel.state[first + day];
    if (state !== DAY.unknown) {
      const x = (panel.price[first + day] ?? 0) - base;
      if (x !== lastX) {
        lastX = x;
        atPrice = Math.exp(a - e * x);
      }
      const alone = shares === null ? atPrice : atPrice * (shares[day] ?? 1);
      const mean = alone * (work.season[seasons + day] ?? 1) * (work.weekday[on] ?? 1);
      const count = panel.units[first + day] ?? 0;
      const wanted = state === DAY.soldOut ? meanAtLeast(mean, count) : count;
      const weight = work.discount[panel.days - 1 - day] ?? 0;
      days++;
      units += count;
      heft += weight;
      sum += weight * x;
      const calm = fade / (1 + mean * unrest);
      bought += calm * wanted;
      expected += calm * mean;
      if (day < settled || days === 1 || low > high) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    }
    fade *= LEVEL_FORGETS;
  }
  return {
    days,
    units,
    meanX: heft > 0 ? sum / heft : 0,
    low: Number.isFinite(low) ? low : 0,
    high: Number.isFinite(high) ? high : 0,
    lately: (bought + LEVEL_STEADY) / (expected + LEVEL_STEADY),
  };
}
