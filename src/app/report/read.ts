import {skuKey} from '../../domain/catalog/key.js';
import type {Shop} from '../../domain/catalog/types.js';
import {addDays} from '../../domain/sales/calendar.js';
import {type CountFrame, openCount, type SellingShop, type SoldOffer} from '../../domain/sales/count.js';
import type {Context} from '../context.js';

/** Counts one shop from the store. `now` (business ms UTC) is as far as later returns of the period's orders are known. */
export async function readShop(context: Context, shop: Shop, frame: CountFrame, now: number): Promise<void> {
  const {sales} = context.data;
  const first = frame.before.from;
  const lastDay = addDays(frame.period.to, -1);
  const hasDays = await any(sales.daily(shop.id, first, lastDay));
  const count = openCount(await sellingShop(context, shop), frame, hasDays);
  const {booking, start, end} = count;
  const horizon = frame.basis === 'order' ? Math.max(end, now + 1) : end;
  for await (const line of sales.lines(shop.id, start, horizon)) {
    context.signal.throwIfAborted();
    booking.add(line);
  }
  if (booking.open()) for await (const line of sales.lines(shop.id, 0, start)) booking.recall(line);
  booking.close();
  if (!hasDays) return;
  for await (const day of sales.daily(shop.id, first, lastDay)) {
    context.signal.throwIfAborted();
    count.day(day);
  }
}

async function any(records: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of records) return true;
  return false;
}

/** A shop with what is known of its offers and costs. Of two offers with one SKU the first speaks. */
async function sellingShop(context: Context, shop: Shop): Promise<SellingShop> {
  const offers = new Map<string, SoldOffer>();
  for (const {product, title, category, offers: own} of await context.data.catalog.listings(shop.id)) {
    for (const {sku, taxRate} of own) {
      const key = skuKey(sku);
      if (key !== null && !offers.has(key)) offers.set(key, {product, title, category, taxRate});
    }
  }
  const {currency, zone, pricesIncludeTax, taxRate} = shop.terms;
  const costs = await context.data.facts.costHistory(shop.id);
  return {name: shop.name, zone, currency, pricesIncludeTax, taxRate, offers, costs};
}
