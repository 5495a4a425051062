import type {Shop} from '../../domain/catalog/types.js';
import {floorOf} from '../../domain/pricing/cost.js';
import {believer, type DemandBelief} from '../../domain/pricing/learner/belief.js';
import {type FloorOf, learn, strangers} from '../../domain/pricing/learner/learn.js';
import {type Memory, newMemory} from '../../domain/pricing/learner/memory.js';
import {type KeptShop, type KeptSku, keptShop, keptSkus, unpack} from '../../domain/pricing/learner/pack.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {LearntSku} from '../../ports/data.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {openFacts} from './facts.js';
import {dayNumber, isoDay, readDays, readSightings} from './past-days.js';

/** Days kept of a SKU, at most; fewer where a catalogue is so large that the days would not fit into memory. */
const MOST_DAYS = 400;
const LEAST_DAYS = 60;
const MOST_CELLS = 48_000_000;
/** Facts may come late or be mended: so many days are read again each night. */
const AGAIN_DAYS = 7;

/**
 * The nightly learner: takes in what happened since the last time, learns one night on, and keeps what it believes of
 * each SKU's demand. The first time it reads the whole history at once. Running it twice in a night changes nothing much.
 */
export async function learnShop(context: Context, shop: Shop): Promise<void> {
  const today = dayNumber(dayAt(await shopNow(context, shop), shop.terms.zone));
  const skus = await skusOf(context, shop);
  if (skus.length === 0) return;
  const width = daysKept(skus.length);
  const memory = (await recall(context, shop, skus, width)) ?? (await fresh(context, shop, skus, {width, today}));
  if (memory === null) return;
  const index = new Map(skus.map(({sku}, at) => [sku, at]));
  const from = memory.learntTo < 0 ? memory.panel.from : memory.learntTo - AGAIN_DAYS;
  await readDays(context, shop, memory, index, from, today - 1);
  await readSightings(context, shop, memory, index, from, today);
  const believe = believer(memory, learn(memory, await floors(context, shop, memory)));
  await context.data.learner.save(shop.id, JSON.stringify(keptShop(memory)), learnt(memory, believe));
}

/** Break-even by SKU, read where something is learnt about for the first time. */
async function floors(context: Context, shop: Shop, memory: Memory): Promise<FloorOf | undefined> {
  if (strangers(memory).length === 0) return undefined;
  const {byOffer} = await openFacts(context, shop);
  const bySku = new Map([...byOffer.values()].map((facts) => [facts.offer.sku, facts]));
  return (sku) => {
    const facts = bySku.get(memory.subjects[sku]?.sku ?? null);
    return facts === undefined ? null : floorOf(facts);
  };
}

/** What is kept of each SKU, made as it is written: all at once would be more than the days themselves. */
function* learnt(memory: Memory, believe: (sku: number) => DemandBelief | null): Generator<LearntSku> {
  let at = 0;
  for (const {sku, figures, cells} of keptSkus(memory)) {
    const belief = believe(at++);
    yield {
      sku,
      figures: JSON.stringify(figures),
      belief: belief === null ? null : JSON.stringify(belief),
      cells,
    };
  }
}

/** Days that are looked at of each of so many SKUs. */
export function daysKept(skus: number): number {
  return Math.max(LEAST_DAYS, Math.min(MOST_DAYS, Math.floor(MOST_CELLS / Math.max(1, skus))));
}

async function skusOf({data}: Context, shop: Shop): Promise<{readonly sku: string; readonly category: string}[]> {
  const skus = new Map<string, string>();
  for (const {category, offers} of await data.catalog.listings(shop.id)) {
    for (const {sku} of offers) if (sku !== null && sku !== '') skus.set(sku, category);
  }
  return [...skus].map(([sku, category]) => ({sku, category}));
}

async function recall(
  {data}: Context,
  shop: Shop,
  skus: readonly {readonly sku: string; readonly category: string}[],
  width: number,
): Promise<Memory | null> {
  const body = await data.learner.shop(shop.id);
  if (body === null) return null;
  const rows = await data.learner.skus(shop.id);
  const kept = new Map(
    rows.map(({sku, figures, cells}): [string, KeptSku] => [
      sku,
      {sku, figures: JSON.parse(figures) as KeptSku['figures'], cells},
    ]),
  );
  return unpack(skus, JSON.parse(body) as KeptShop, kept, width);
}

/** An empty memory that begins on the first day of the shop's history; null where there is none yet. */
async function fresh(
  context: Context,
  shop: Shop,
  skus: readonly {readonly sku: string; readonly category: string}[],
  {width, today}: {readonly width: number; readonly today: number},
): Promise<Memory | null> {
  const first = await firstDay(context, shop, today - width + 1, today);
  if (first === null) return null;
  const names = [...new Set(skus.map(({category}) => category))].sort();
  const subjects = skus.map(({sku, category}) => ({sku, category: names.indexOf(category), rivals: []}));
  return newMemory(subjects, names, {from: first, width});
}

/** The first day from `from` to `to` of which anything was recorded; null: none. */
export async function firstDay({data}: Context, shop: Shop, from: number, to: number): Promise<number | null> {
  for await (const {date} of data.sales.daily(shop.id, isoDay(from), isoDay(to))) return dayNumber(date);
  for await (const {orderedAt} of data.sales.lines(shop.id, from * 86_400_000, (to + 1) * 86_400_000)) {
    return dayNumber(dayAt(orderedAt, shop.terms.zone));
  }
  return null;
}
