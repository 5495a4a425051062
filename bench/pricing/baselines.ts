import {breakEvenOf} from './demand.js';
import {type Good, type Night, type Policy, SLOTS} from './types.js';

/** Keeps a price inside what binds every policy: bounds and break-even. */
export function bounded(good: Good, price: number, cost: number): number {
  const floor = Math.max(good.minPrice ?? 1, breakEvenOf(good, cost));
  return Math.max(floor, Math.min(good.maxPrice ?? Number.POSITIVE_INFINITY, Math.round(price)));
}

/** A policy that looks at each good by itself. */
function each(name: string, price: (good: Good, night: Night) => number): Policy {
  return {
    name,
    decide: (night) => {
      for (const good of night.world.goods) {
        night.price[good.index] = bounded(good, price(good, night), night.cost[good.index] ?? 0);
      }
    },
  };
}

function lowest(good: Good, {rivals}: Night): number | null {
  let least: number | null = null;
  for (let slot = 0; slot < SLOTS; slot++) {
    const price = rivals[good.index * SLOTS + slot] ?? 0;
    if (price > 0 && (least === null || price < least)) least = price;
  }
  return least;
}

export const HOLD = each('hold prices', ({index}, {price}) => price[index] ?? 0);
export const COST_PLUS = each('cost + 30 %', (good, {cost}) => breakEvenOf(good, 1.3 * (cost[good.index] ?? 0)));
export const UNDERCUT = each(
  'undercut by 1 %',
  (good, night) => (lowest(good, night) ?? night.price[good.index] ?? 0) * (lowest(good, night) === null ? 1 : 0.99),
);
export const MATCH = each('match lowest', (good, night) => lowest(good, night) ?? night.price[good.index] ?? 0);

/** Each SKU for itself: slope of ln(units + 0.5) on ln price by ordinary least squares, e/(e − 1) on its cost. */
export function ols(): Policy {
  let sums: Float64Array | null = null;
  const see = ({world, sold}: Night): Float64Array => {
    sums ??= new Float64Array(world.goods.length * 5);
    for (const {index} of world.goods) {
      const price = sold.price[index] ?? 0;
      if (price <= 0 || (sold.start[index] ?? 0) <= 0) continue;
      const x = Math.log(price);
      const y = Math.log((sold.units[index] ?? 0) + 0.5);
      [1, x, y, x * x, x * y].forEach((value, k) => {
        if (sums !== null) sums[index * 5 + k] = (sums[index * 5 + k] ?? 0) + value;
      });
    }
    return sums;
  };
  return {
    name: 'OLS log-log',
    watch: (night) => void see(night),
    decide: (night) => {
      const all = see(night);
      for (const good of night.world.goods) {
        const [n = 0, x = 0, y = 0, xx = 0, xy = 0] = all.subarray(good.index * 5, good.index * 5 + 5);
        const spread = xx - (x * x) / n;
        const e = spread > 0.01 ? -(xy - (x * y) / n) / spread : 2.5;
        const markup = e > 1.2 ? Math.min(4, e / (e - 1)) : 2;
        const cost = night.cost[good.index] ?? 0;
        const wanted = Number.isFinite(markup) ? breakEvenOf(good, cost) * markup : (night.price[good.index] ?? 0);
        const now = night.price[good.index] ?? wanted;
        night.price[good.index] = bounded(good, Math.max(now * 0.9, Math.min(now * 1.1, wanted)), cost);
      }
    },
  };
}
