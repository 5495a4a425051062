import {likelihoodOf, newWork, stepSku, timeFactors, updateGroups, type Work} from './elasticity.js';
import {FIRST_UNREST, groupOf, type Memory, type ShareForm} from './memory.js';
import {DAY} from './panel.js';
import {newSeasonSums, type SeasonSums, updateSeasons} from './season.js';
import {writeShares} from './share.js';

const COLD_PASSES = 30;
const WARM_PASSES = 1;
/** Nights between two choices of the form of the share. */
const FORM_NIGHTS = 14;
const FORMS: readonly ShareForm[] = [2, 3, 4.5, 8, 13].flatMap((theta) =>
  [0.3, 0.6, 1].map((weight) => ({theta, weight})),
);
/** How much of the shop's other categories a category listens to when it chooses its form. */
const SHOP_VOICE = 0.3;

/** The break-even of a SKU in minor units, by its number among the subjects; null: not known. */
export type FloorOf = (sku: number) => number | null;

/**
 * Learns from all that the panel holds: from scratch in some passes, or one night on in two. `floorOf` is asked for SKUs
 * that are learnt about for the first time: what the merchant took above it tells of their buyers.
 */
export function learn(memory: Memory, floorOf: FloorOf = () => null): Work {
  const work = newWork(memory);
  const cold = memory.learntTo < 0;
  begin(memory, floorOf);
  shares(memory, work);
  for (let pass = 0; pass < (cold ? COLD_PASSES : WARM_PASSES); pass++) learnOnce(memory, work);
  const last = memory.panel.from + memory.panel.days - 1;
  if (memory.formOf < 0 || last - memory.formOf >= FORM_NIGHTS) {
    chooseForms(memory, work);
    memory.formOf = last;
    shares(memory, work);
    for (let pass = 0; pass < (cold ? COLD_PASSES : 1); pass++) learnOnce(memory, work);
  }
  memory.learntTo = last;
  timeFactors(memory, work);
  return work;
}

/** SKUs that were never learnt about, and of which something was seen. */
export function strangers({panel, level, subjects}: Memory): number[] {
  const {width, days} = panel;
  const seen = (sku: number) =>
    panel.state.subarray(sku * width, sku * width + days).some((state) => state !== DAY.unknown);
  return [...subjects.keys()].filter((sku) => Number.isNaN(level[sku] ?? Number.NaN) && seen(sku));
}

/** They begin with their mean price and their mean sales. */
function begin(memory: Memory, floorOf: FloorOf): void {
  const {panel, level, reference, markup, subjects, elasticity, groups} = memory;
  const {width, days} = panel;
  for (const sku of strangers(memory)) {
    let [seen, prices, units] = [0, 0, 0];
    for (let cell = sku * width; cell < sku * width + days; cell++) {
      if (panel.state[cell] === DAY.unknown) continue;
      seen++;
      prices += panel.price[cell] ?? 0;
      units += panel.units[cell] ?? 0;
    }
    const [subject, floor] = [subjects[sku], floorOf(sku)];
    reference[sku] = prices / seen;
    level[sku] = Math.log((units + 0.5) / (seen + 1));
    if (subject !== undefined) elasticity[sku] = groups[groupOf(subject)]?.mean ?? elasticity[sku] ?? 0;
    if (floor !== null && floor > 0) markup[sku] = prices / seen - Math.log(floor);
  }
}

function shares(memory: Memory, work: Work): void {
  memory.subjects.forEach(({category}, sku) => {
    const [form, into] = [memory.share[category], work.shares[sku] ?? null];
    if (form !== undefined && into !== null) writeShares(memory, sku, form, into);
  });
}

function learnOnce(memory: Memory, work: Work): void {
  const sums = newSeasonSums(memory);
  timeFactors(memory, work);
  const means = levelMeans(memory);
  memory.subjects.forEach((subject, sku) => {
    stepSku(memory, work, sku, means[groupOf(subject)] ?? 0, sums);
  });
  updateSeasons(memory, sums);
  updateUnrest(memory, sums);
  updateGroups(memory, work);
}

const UNREST_RANGE = {low: 0.01, high: 1} as const;
/** Squares of expected units that speak for the unrest of shops in general. */
const UNREST_STEADY = 100;

function updateUnrest(memory: Memory, {scatter, square}: SeasonSums): void {
  const found = (scatter + UNREST_STEADY * FIRST_UNREST) / (square + UNREST_STEADY);
  const next = Math.min(UNREST_RANGE.high, Math.max(UNREST_RANGE.low, found));
  memory.unrest += 0.5 * (next - memory.unrest);
}

function levelMeans({subjects, level, groups}: Memory): number[] {
  const sums = groups.map(() => ({sum: 0, count: 0}));
  subjects.forEach((subject, sku) => {
    const each = sums[groupOf(subject)];
    const a = level[sku] ?? Number.NaN;
    if (each === undefined || Number.isNaN(a)) return;
    each.sum += a;
    each.count += 1;
  });
  return sums.map(({sum, count}) => (count === 0 ? 0 : sum / count));
}

/** The form of the share under which what was sold is likeliest, by category, each with an ear for the others. */
function chooseForms(memory: Memory, work: Work): void {
  const contested = memory.subjects.flatMap(({rivals}, sku) => (rivals.length > 0 ? [sku] : []));
  if (contested.length === 0) return;
  const means = levelMeans(memory);
  timeFactors(memory, work);
  const kept = {level: memory.level.slice(), elasticity: memory.elasticity.slice(), variance: memory.variance.slice()};
  const scores = FORMS.map((form) => {
    const byCategory = memory.categories.map(() => 0);
    for (const sku of contested) {
      const [subject, into] = [memory.subjects[sku], work.shares[sku] ?? null];
      if (subject === undefined || into === null) continue;
      writeShares(memory, sku, form, into);
      for (let pass = 0; pass < 3; pass++) stepSku(memory, work, sku, means[groupOf(subject)] ?? 0, null);
      byCategory[subject.category] = (byCategory[subject.category] ?? 0) + likelihoodOf(memory, work, sku);
      for (const name of ['level', 'elasticity', 'variance'] as const) memory[name][sku] = kept[name][sku] ?? 0;
    }
    return byCategory;
  });
  memory.share.forEach((_, category) => {
    const heard = scores.map((by) => {
      const own = by[category] ?? 0;
      return own + SHOP_VOICE * (by.reduce((sum, each) => sum + each, 0) - own);
    });
    const best = FORMS[heard.indexOf(Math.max(...heard))];
    if (best !== undefined) memory.share[category] = best;
  });
}
