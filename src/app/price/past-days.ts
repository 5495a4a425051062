import type {Shop} from '../../domain/catalog/types.js';
import type {Memory} from '../../domain/pricing/learner/memory.js';
import {seeDay, seeRival} from '../../domain/pricing/learner/remember.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** ISO date → days since 1970-01-01, and back. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(date) / DAY_MS);
}

export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The days from..to of every SKU: from the shop's daily history, or, where it keeps none, from its orders. */
export async function readDays(
  context: Context,
  shop: Shop,
  memory: Memory,
  index: ReadonlyMap<string, number>,
  from: number,
  to: number,
): Promise<void> {
  let read = 0;
  for await (const {date, sku, price, units, startStock} of context.data.sales.daily(
    shop.id,
    isoDay(from),
    isoDay(to),
  )) {
    read++;
    const at = index.get(sku);
    if (at !== undefined) seeDay(memory, at, {day: dayNumber(date), price, units, startStock});
  }
  if (read === 0) await readOrders(context, shop, memory, index, from, to);
}

/** Units of each day from the order lines, at the price that the ledger says held; a day without a sale counts too. */
async function readOrders(
  {data}: Context,
  shop: Shop,
  memory: Memory,
  index: ReadonlyMap<string, number>,
  from: number,
  to: number,
): Promise<void> {
  const dayOf = daysIn(shop.terms.zone);
  const units = new Map<number, Map<number, {count: number; paid: number}>>();
  for await (const {sku, quantity, unitPrice, orderedAt} of data.sales.lines(
    shop.id,
    (from - 1) * DAY_MS,
    (to + 2) * DAY_MS,
  )) {
    const [at, day] = [index.get(sku), dayOf(orderedAt)];
    if (at === undefined || quantity <= 0 || day < from || day > to) continue;
    const sold = units.get(day) ?? new Map<number, {count: number; paid: number}>();
    const before = sold.get(at) ?? {count: 0, paid: 0};
    sold.set(at, {count: before.count + quantity, paid: before.paid + quantity * unitPrice});
    units.set(day, sold);
  }
  if (units.size === 0 && memory.learntTo < 0) return;
  const carried = new Map<number, number>();
  for (let day = Math.max(from, memory.panel.from); day <= to; day++) {
    const held = await data.ledger.at(shop.id, (day + 1) * DAY_MS - 12 * HOUR_MS);
    for (const [sku, at] of index) {
      const sold = units.get(day)?.get(at);
      const paid = sold === undefined ? null : Math.round(sold.paid / sold.count);
      // Before the ledger began, a price holds from one sale to the next.
      const price = held.get(sku)?.price ?? paid ?? carried.get(at) ?? null;
      if (price !== null) carried.set(at, price);
      seeDay(memory, at, {day, price, units: sold?.count ?? 0, startStock: null});
    }
  }
}

/** Rivals as they were seen, with shipping; what is out of stock is no offer. */
export async function readSightings(
  context: Context,
  shop: Shop,
  memory: Memory,
  index: ReadonlyMap<string, number>,
  from: number,
  to: number,
): Promise<void> {
  const dayOf = daysIn(shop.terms.zone);
  const self = new Set(
    (await context.data.shops.list()).flatMap(({name, settings}) =>
      [name, settings['seller_name'] ?? name].map((each) => each.trim().toLowerCase()),
    ),
  );
  for await (const seen of context.data.facts.sightings(shop.id, from * DAY_MS, (to + 1) * DAY_MS)) {
    const at = index.get(seen.sku);
    const day = dayOf(seen.seenAt);
    if (at === undefined || day > to || self.has(seen.rival.trim().toLowerCase())) continue;
    const offered = seen.inStock && seen.price !== null && seen.price > 0;
    const price = offered ? (seen.price ?? 0) + (seen.shipping ?? 0) : null;
    seeRival(memory, at, {day, rival: seen.rival, price});
  }
}

/** The day of an instant in a zone, worked out once an hour of it: offsets are whole quarters of hours. */
function daysIn(zone: string): (instant: number) => number {
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (HOUR_MS / 4));
    const day = known.get(quarter) ?? dayNumber(dayAt(instant, zone));
    known.set(quarter, day);
    return day;
  };
}
