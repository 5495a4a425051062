import {DateTime} from 'luxon';
import type {Shop} from '../../domain/catalog/types.js';
import {type Deal, dealOf, type LowestDeal, lowestDeal} from '../../domain/promotions/sold.js';
import type {Context} from '../context.js';
import {isoDay} from './past-days.js';

const DAY = 86_400_000;
/** So far back a last deal is looked for. */
const LOOK_BACK_DAYS = 366;

/**
 * What each of these SKUs was sold at before an instant: the deal that a reduction is measured by in China. From orders;
 * where the shop has none, from the days of its history on which something was sold.
 */
export async function lowestDeals(
  {data}: Context,
  shop: Shop,
  skus: ReadonlySet<string>,
  until: number,
): Promise<ReadonlyMap<string, LowestDeal>> {
  const deals = new Map<string, Deal[]>();
  const keep = (sku: string, deal: Deal | null) => {
    if (deal === null || !skus.has(sku)) return;
    const known = deals.get(sku);
    if (known === undefined) deals.set(sku, [deal]);
    else known.push(deal);
  };
  const from = until - LOOK_BACK_DAYS * DAY;
  let lines = 0;
  for await (const line of data.sales.lines(shop.id, from, until)) {
    lines++;
    keep(line.sku, dealOf(line));
  }
  if (lines === 0) {
    for await (const {date, sku, price, units} of data.sales.daily(
      shop.id,
      isoDay(Math.floor(from / DAY)),
      isoDay(Math.floor(until / DAY) + 1),
    )) {
      const at = DateTime.fromISO(date, {zone: shop.terms.zone}).toMillis();
      if (price !== null && (units ?? 0) > 0) keep(sku, {at, price});
    }
  }
  const found = [...deals].map(([sku, each]) => [sku, lowestDeal(each, until)] as const);
  return new Map(found.flatMap(([sku, deal]) => (deal === null ? [] : [[sku, deal]])));
}
