import type {Minor} from '../../../domain/money.js';
import type {Day} from './calendar.js';
import {temperOf} from './categories.js';
import {expectedBuyers} from './demand.js';
import {stream} from './random.js';
import type {Good, MarketTerms, Supplier} from './types.js';

const DAY = 86_400_000;
/** Days of sales that an order is meant to last beyond the lead time. */
const COVER_DAYS = 28;
const SAFETY_DAYS = 7;

/** The supplier of a good; where the shop knows the cost, that is the supplier's price. */
export function supplierAtBirth(
  terms: MarketTerms,
  key: string,
  category: string,
  price: Minor,
  cost: Minor | null,
): Supplier {
  const draw = stream(terms.seed, 'supplier', key);
  const share = 0.42 + 0.16 * draw.uniform();
  const slower = Math.round(6 * (draw.uniform() - 0.5));
  return {
    cost: cost !== null && cost > 0 ? cost : Math.max(1, Math.round(price * share)),
    leadTimeDays: Math.max(2, temperOf(category).leadTimeDays + slower),
    replenishable: draw.uniform() >= 0.12,
    incoming: [],
  };
}

/** The factor by which a category's costs change on a day: 1 but for a shock every eight months or so. */
export function costShock({seed}: MarketTerms, category: string, day: Day): number {
  const draw = stream(seed, 'shock', category, day.date);
  if (draw.uniform() >= 0.004) return 1;
  return 0.92 + 0.26 * draw.uniform();
}

/** The morning's order to the supplier: when stock and goods on the way do not last the lead time. */
export function reorder(good: Good, day: Day): Supplier {
  const {supplier, demand} = good.life;
  if (good.stock === null || !supplier.replenishable || good.price === null) return supplier;
  const daily = expectedBuyers(demand, day);
  const position = good.stock + onOrder(supplier);
  if (position > daily * (supplier.leadTimeDays + SAFETY_DAYS)) return supplier;
  const quantity = Math.max(5, Math.ceil(daily * (supplier.leadTimeDays + COVER_DAYS)) - position);
  const arrivesAt = day.start + supplier.leadTimeDays * DAY + 9 * 3_600_000;
  return {...supplier, incoming: [...supplier.incoming, {arrivesAt, quantity}]};
}

export function onOrder({incoming}: Supplier): number {
  return incoming.reduce((sum, {quantity}) => sum + quantity, 0);
}
