import {toldByMarkup} from './markup.js';
import {ELASTICITY_RANGE, groupOf, type Memory, PRIOR} from './memory.js';
import {DAY} from './panel.js';
import {type SeasonSums, weekdayOf} from './season.js';
import {meanAtLeast, negativeBinomialLn} from './statistics.js';

/** After so many days what was seen counts 1/e. */
const MEMORY_DAYS = 150;
const LEVEL_SPREAD = 4;
const FASTEST = {level: 1, elasticity: 0.7} as const;
const GROUP_RANGE = {low: 1.1, high: 6} as const;
const SPREAD_RANGE = {low: 0.08, high: 1.5} as const;
/** Variance between the categories of one shop. */
const CATEGORY_SPREAD = 0.25;

/** Scratch of the learner that is made anew from the panel and never kept. */
export interface Work {
  /** By SKU, a share a column; null: no rival was ever seen, so all buyers are ours. */
  readonly shares: (Float32Array | null)[];
  /** The season's factor by category and column, and the weekday's, as they are believed now: see `timeFactors`. */
  readonly season: Float64Array;
  readonly weekday: Float64Array;
  readonly discount: Float64Array;
  /** By SKU: what its own days say of its elasticity, without its group: precision, and precision × mean. */
  readonly precision: Float64Array;
  readonly evidence: Float64Array;
}

export function newWork({panel, subjects, season}: Memory): Work {
  return {
    shares: subjects.map((_, sku) => (panel.rivals[sku] === null ? null : new Float32Array(panel.width).fill(1))),
    season: new Float64Array(season.length),
    weekday: new Float64Array(7),
    discount: Float64Array.from({length: panel.width}, (_, age) => Math.exp(-age / MEMORY_DAYS)),
    precision: new Float64Array(panel.skus),
    evidence: new Float64Array(panel.skus),
  };
}

/** Works out the factors of seasons and weekdays, once for all SKUs: to be done when they have changed. */
export function timeFactors({season, weekday}: Memory, work: Work): void {
  for (let cell = 0; cell < season.length; cell++) work.season[cell] = Math.exp(season[cell] ?? 0);
  for (let day = 0; day < 7; day++) work.weekday[day] = Math.exp(weekday[day] ?? 0);
}

/**
 * One Newton step of the level and elasticity of one SKU: negative binomial likelihood of its days, with the season and
 * the share as known, and its group as the prior. Sold-out days count what would have been sold. Adds to the seasons.
 */
export function stepSku(memory: Memory, work: Work, sku: number, levelMean: number, sums: SeasonSums | null): void {
  const {panel, subjects, level, elasticity, variance, reference, unrest} = memory;
  const subject = subjects[sku];
  const group = subject === undefined ? undefined : memory.groups[groupOf(subject)];
  if (subject === undefined || group === undefined || Number.isNaN(level[sku] ?? Number.NaN)) return;
  const {width, days} = panel;
  const shares = work.shares[sku] ?? null;
  const base = reference[sku] ?? 0;
  const first = sku * width;
  const seasons = subject.category * width;
  const a = level[sku] ?? 0;
  const e = elasticity[sku] ?? PRIOR.mean;
  const told = toldByMarkup(memory, sku);
  let g0 = -(a - levelMean) / LEVEL_SPREAD;
  let g1 = told.pull - (e - group.mean) / group.spread;
  let h00 = 1 / LEVEL_SPREAD;
  let h01 = 0;
  let h11 = told.heft + 1 / group.spread;
  // A price mostly stands for days: what depends on it alone is worked out when it moves.
  let lastX = Number.NaN;
  let atPrice = 0;
  let on = weekdayOf(panel.from - 1);
  for (let day = 0; day < days; day++) {
    on = on === 6 ? 0 : on + 1;
    const state = panel.state[first + day];
    if (state === DAY.unknown) continue;
    const x = (panel.price[first + day] ?? 0) - base;
    if (x !== lastX) {
      lastX = x;
      atPrice = Math.exp(a - e * x);
    }
    const trend = work.season[seasons + day] ?? 1;
    const rhythm = work.weekday[on] ?? 1;
    const alone = shares === null ? atPrice : atPrice * (shares[day] ?? 1);
    const mean = alone * trend * rhythm;
    const seen = panel.units[first + day] ?? 0;
    const units = state === DAY.soldOut ? meanAtLeast(mean, seen) : seen;
    const weight = (work.discount[days - 1 - day] ?? 0) / (1 + mean * unrest);
    const miss = weight * (units - mean);
    const heft = weight * mean;
    g0 += miss;
    g1 -= x * miss;
    h00 += heft;
    h01 -= x * heft;
    h11 += x * x * heft;
    if (sums !== null) {
      if (state === DAY.open) {
        sums.scatter += (units - mean) ** 2 - mean;
        sums.square += mean * mean;
      }
      sums.bought[seasons + day] = (sums.bought[seasons + day] ?? 0) + units;
      sums.expected[seasons + day] = (sums.expected[seasons + day] ?? 0) + alone * rhythm;
      sums.boughtOn[on] = (sums.boughtOn[on] ?? 0) + units;
      sums.expectedOn[on] = (sums.expectedOn[on] ?? 0) + alone * trend;
    }
  }
  const det = h00 * h11 - h01 * h01;
  level[sku] = a + clip((h11 * g0 - h01 * g1) / det, FASTEST.level);
  const moved = e + clip((h00 * g1 - h01 * g0) / det, FASTEST.elasticity);
  elasticity[sku] = Math.min(ELASTICITY_RANGE.high, Math.max(ELASTICITY_RANGE.low, moved));
  variance[sku] = h00 / det;
  const own = Math.max(0, h11 - told.heft - 1 / group.spread - (h01 * h01) / h00);
  work.precision[sku] = own;
  work.evidence[sku] = own * e + g1 - told.pull + (e - group.mean) / group.spread - (h01 / h00) * g0;
}

function clip(step: number, most: number): number {
  return Math.max(-most, Math.min(most, step));
}

/** ln likelihood of the days of one SKU under what is believed now, for choosing between forms. */
export function likelihoodOf(memory: Memory, work: Work, sku: number): number {
  const {panel, subjects, level, elasticity, reference} = memory;
  const {width, days} = panel;
  const first = sku * width;
  const shares = work.shares[sku] ?? null;
  const seasons = (subjects[sku]?.category ?? 0) * width;
  const base = reference[sku] ?? 0;
  let sum = 0;
  for (let day = 0; day < days; day++) {
    if (panel.state[first + day] !== DAY.open) continue;
    const x = (panel.price[first + day] ?? 0) - base;
    const time = (work.season[seasons + day] ?? 1) * (work.weekday[weekdayOf(panel.from + day)] ?? 1);
    const mean = (shares?.[day] ?? 1) * time * Math.exp((level[sku] ?? 0) - (elasticity[sku] ?? PRIOR.mean) * x);
    sum +=
      (work.discount[days - 1 - day] ?? 0) * negativeBinomialLn(panel.units[first + day] ?? 0, mean, 1 / memory.unrest);
  }
  return sum;
}

/** What the SKUs of a group say of its mean by themselves: precision, and precision × mean. */
interface Evidence {
  precision: number;
  weighted: number;
  spread: number;
  count: number;
}

/** How far a night moves what is believed of a group: all of it at once would swing to and fro. */
const PACE = 0.5;

/**
 * What SKUs say of their groups, and groups of the shop: two levels of empirical Bayes. A SKU weighs by its own
 * information alone, not by what it borrowed from the group.
 */
export function updateGroups(memory: Memory, work: Work): void {
  const {groups} = memory;
  const evidence = gather(memory, work);
  let shopPrecision = 1 / PRIOR.doubt;
  let shopSum = PRIOR.mean / PRIOR.doubt;
  for (const {precision, weighted} of evidence) {
    if (precision <= 0) continue;
    const heft = precision / (1 + precision * CATEGORY_SPREAD);
    shopPrecision += heft;
    shopSum += heft * (weighted / precision);
  }
  const shop = shopSum / shopPrecision;
  const apart = 1 / (CATEGORY_SPREAD + 1 / shopPrecision);
  groups.forEach((group, index) => {
    const sum = evidence[index];
    if (sum === undefined) return;
    const mean = (sum.weighted + shop / CATEGORY_SPREAD) / (sum.precision + 1 / CATEGORY_SPREAD);
    const spread = (sum.spread + 3) / (sum.count + 10);
    group.mean += PACE * (Math.min(GROUP_RANGE.high, Math.max(GROUP_RANGE.low, mean)) - group.mean);
    group.spread += PACE * (Math.min(SPREAD_RANGE.high, Math.max(SPREAD_RANGE.low, spread)) - group.spread);
    group.doubt = 1 / (sum.precision + apart);
  });
}

function gather({subjects, groups, elasticity, variance, level}: Memory, work: Work): Evidence[] {
  const evidence = groups.map((): Evidence => ({precision: 0, weighted: 0, spread: 0, count: 0}));
  subjects.forEach((subject, sku) => {
    const index = groupOf(subject);
    const [group, sum] = [groups[index], evidence[index]];
    if (group === undefined || sum === undefined || Number.isNaN(level[sku] ?? Number.NaN)) return;
    const share = 1 + (work.precision[sku] ?? 0) * group.spread;
    sum.precision += (work.precision[sku] ?? 0) / share;
    sum.weighted += (work.evidence[sku] ?? 0) / share;
    sum.spread += ((elasticity[sku] ?? PRIOR.mean) - group.mean) ** 2 + (variance[sku] ?? 0);
    sum.count += 1;
  });
  return evidence;
}
