import type {Shop} from '../../domain/catalog/types.js';
import {newMemory} from '../../domain/pricing/learner/memory.js';
import {DAY} from '../../domain/pricing/learner/panel.js';
import type {Context} from '../context.js';
import {readDays} from '../price/past-days.js';

/** A day of a SKU on which it could be bought the whole day. `price` in minor units. */
export interface OpenDay {
  readonly units: number;
  readonly price: number;
}

/** What SKUs sold in the days from..to (to not included): null where a day is unknown or sold out. */
export interface PastSales {
  on(sku: string, day: number): OpenDay | null;
  /** Mean units of a known day, sold out or not, and how many such days there are. */
  rate(sku: string, from: number, to: number): {readonly rate: number; readonly days: number};
  /** Sum of `worth(price)` over what was sold in the days, by known day. */
  earned(sku: string, from: number, to: number, worth: (price: number) => number): number;
}

/** Reads the sales of some SKUs from the shop's daily history or its orders, as the learner does. */
export async function readSales(
  context: Context,
  shop: Shop,
  skus: readonly string[],
  from: number,
  to: number,
): Promise<PastSales> {
  const width = Math.max(1, to - from);
  const subjects = skus.map((sku) => ({sku, category: 0, rivals: []}));
  const memory = newMemory(subjects, [''], {from, width});
  const index = new Map(skus.map((sku, at) => [sku, at]));
  if (to > from) await readDays(context, shop, memory, index, from, to - 1);
  const {panel} = memory;
  const cells = (sku: string, first: number, end: number) => {
    const at = index.get(sku);
    const found: {state: number; units: number; price: number}[] = [];
    for (let day = Math.max(first, from); at !== undefined && day < Math.min(end, to); day++) {
      const cell = at * panel.width + day - from;
      const state = panel.state[cell] ?? DAY.unknown;
      if (state !== DAY.unknown)
        found.push({state, units: panel.units[cell] ?? 0, price: Math.exp(panel.price[cell] ?? 0)});
    }
    return found;
  };
  return {
    on: (sku, day) => {
      const [found] = cells(sku, day, day + 1);
      return found === undefined || found.state !== DAY.open ? null : {units: found.units, price: found.price};
    },
    rate: (sku, first, end) => {
      const days = cells(sku, first, end);
      const units = days.reduce((sum, each) => sum + each.units, 0);
      return {rate: days.length === 0 ? 0 : units / days.length, days: days.length};
    },
    earned: (sku, first, end, worth) => {
      const days = cells(sku, first, end);
      const all = days.reduce((sum, {units, price}) => sum + (units === 0 ? 0 : units * worth(price)), 0);
      return days.length === 0 ? 0 : all / days.length;
    },
  };
}
