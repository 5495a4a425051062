import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {CostRecord, RivalRecord} from '../../domain/facts.js';
import type {CostFacts} from '../../domain/pricing/backtest/night.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {feeBook} from '../../domain/pricing/fee-book.js';
import {type Memory, newMemory} from '../../domain/pricing/learner/memory.js';
import type {FeeSchedule} from '../../domain/pricing/rules.js';
import type {Period} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';
import {feesOf, scheduleOf} from './fees.js';
import {daysKept, firstDay} from './learn.js';
import {dayNumber, isoDay, readDays, readSightings} from './past-days.js';

const DAY_MS = 86_400_000;
/** Sightings from so many days before the period are read: older ones count for nothing under any rules. */
const SEEN_DAYS = 30;

/** What was recorded of a shop up to the end of a period. Columns are days from `memory.panel.from` on. */
export interface RecordedPast {
  readonly memory: Memory;
  /** By SKU of the memory: the offer as it is today. */
  readonly offers: readonly OfferFacts[];
  /** The first night of the period that was recorded, and the column after the last. */
  readonly from: number;
  readonly to: number;
  costOn(today: OfferFacts, now: number): CostFacts;
  rivalsOn(sku: number, now: number): readonly RivalRecord[];
  stockOn(sku: number, column: number): number | null;
}

/**
 * Reads days, rivals, stock and costs of a period and of the days before it that the demand is learnt from.
 *
 * @throws KnownError input BACKTEST_NO_PAST
 */
export async function readPast(
  context: Context,
  shop: Shop,
  facts: Iterable<OfferFacts>,
  {period, fees}: {readonly period: Period; readonly fees: FeeSchedule},
): Promise<RecordedPast> {
  const bySku = new Map<string, OfferFacts>();
  for (const each of facts) {
    const sku = each.offer.sku ?? '';
    if (sku !== '' && !bySku.has(sku)) bySku.set(sku, each);
  }
  const skus = [...bySku.keys()].sort();
  const [first, end] = [dayNumber(period.from), dayNumber(period.to)];
  const begun = await firstDay(context, shop, end - Math.max(daysKept(skus.length), end - first), end - 1);
  if (begun === null || begun >= end || skus.length === 0)
    throw new KnownError('input', 'BACKTEST_NO_PAST', {shop: shop.name, ...period});
  const memory = await remembered(context, shop, bySku, {skus, from: begun, to: end});
  const offers = skus.map((sku) => bySku.get(sku) as OfferFacts);
  const index = new Map(skus.map((sku, at) => [sku, at]));
  const from = Math.max(first, begun + 1) - begun;
  const stock = await stocks(context, shop, index, {begun, from, to: end - begun});
  const width = memory.panel.width;
  const costs = await context.data.facts.costHistory(shop.id);
  const book = feeBook(await context.data.facts.fees(shop.id));
  return {
    memory,
    offers,
    from,
    to: end - begun,
    costOn: (today, now) =>
      costAt(costs.get(today.offer.sku ?? '') ?? [], now, today, scheduleOf(fees, book, today.offer, now)),
    rivalsOn: await rivalsBy(context, shop, index, (Math.max(first, begun) - SEEN_DAYS) * DAY_MS, end * DAY_MS),
    stockOn: (sku, column) => {
      const pieces = stock[sku * width + column] ?? Number.NaN;
      return Number.isNaN(pieces) ? null : pieces;
    },
  };
}

async function remembered(
  context: Context,
  shop: Shop,
  offers: ReadonlyMap<string, OfferFacts>,
  {skus, from, to}: {readonly skus: readonly string[]; readonly from: number; readonly to: number},
): Promise<Memory> {
  const categoryOf = (sku: string) => offers.get(sku)?.offer.category ?? '';
  const names = [...new Set(skus.map(categoryOf))].sort();
  const subjects = skus.map((sku) => ({sku, category: names.indexOf(categoryOf(sku)), rivals: []}));
  const memory = newMemory(subjects, names, {from, width: to - from});
  const index = new Map(skus.map((sku, at) => [sku, at]));
  await readDays(context, shop, memory, index, from, to - 1);
  await readSightings(context, shop, memory, index, from, to - 1);
  return memory;
}

/** Pieces at the begin of each day, by cell of the panel; NaN: not recorded. */
async function stocks(
  {data}: Context,
  shop: Shop,
  index: ReadonlyMap<string, number>,
  {begun, from, to}: {readonly begun: number; readonly from: number; readonly to: number},
): Promise<Float32Array> {
  const pieces = new Float32Array(index.size * to).fill(Number.NaN);
  for await (const {date, sku, startStock} of data.sales.daily(shop.id, isoDay(begun + from), isoDay(begun + to - 1))) {
    const at = index.get(sku);
    if (at !== undefined && startStock !== null) pieces[at * to + dayNumber(date) - begun] = startStock;
  }
  return pieces;
}

/** The cost that held at an instant, whenever souk learnt of it: when that was is not kept. */
function costAt(records: readonly CostRecord[], now: number, {selling}: OfferFacts, schedule: FeeSchedule): CostFacts {
  const held = records.findLast(({effectiveFrom}) => effectiveFrom === null || effectiveFrom <= now);
  return {
    cost: held === undefined ? null : {amount: held.cost, learntAt: now},
    fees: feesOf(held, schedule),
    selling: {...selling, returnCost: held?.returnCost ?? schedule.returnCost},
  };
}

/** The latest sighting of each rival at an instant; instants of a SKU must not go back. */
async function rivalsBy(
  {data}: Context,
  shop: Shop,
  index: ReadonlyMap<string, number>,
  from: number,
  to: number,
): Promise<RecordedPast['rivalsOn']> {
  const all = Array.from({length: index.size}, (): RivalRecord[] => []);
  for await (const seen of data.facts.sightings(shop.id, from, to)) all[index.get(seen.sku) ?? -1]?.push(seen);
  const latest = all.map(() => new Map<string, RivalRecord>());
  const next = new Int32Array(all.length);
  return (sku, now) => {
    const [records, known] = [all[sku] ?? [], latest[sku]];
    if (known === undefined) return [];
    for (let seen = records[next[sku] ?? 0]; seen !== undefined && seen.seenAt <= now; ) {
      known.set(seen.rival, seen);
      next[sku] = (next[sku] ?? 0) + 1;
      seen = records[next[sku] ?? 0];
    }
    return [...known.values()];
  };
}
