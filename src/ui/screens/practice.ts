import type {AdvanceResult} from '../../app/practice/advance.js';
import type {LivedResult} from '../../app/practice/live.js';
import type {Screen} from '../screen.js';

export function advanceJson(
  {shop, from, to, days, orders, units, returned, amount, currency}: AdvanceResult,
  lived: LivedResult | null,
) {
  const nights = lived === null ? {} : {nights: lived.nights, written: lived.written};
  return {
    shop: shop.name,
    from: instant(from),
    to: instant(to),
    days,
    orders,
    units,
    returned,
    revenue: amount,
    currency,
    ...nights,
  };
}

export function showAdvance(
  screen: Screen,
  {shop, from, to, days, orders, units, returned, amount, currency}: AdvanceResult,
  lived: LivedResult | null,
): void {
  screen.say('practice.advanced', {shop: shop.name, days, from: instant(from), to: instant(to)});
  screen.say('practice.sold', {orders, units, returned, revenue: amount, currency});
  if (lived === null) screen.say('practice.next', {shop: shop.name});
  else screen.say('night.passed', {nights: lived.nights, written: lived.written});
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
