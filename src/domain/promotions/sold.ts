import {Decimal} from 'decimal.js';
import type {OrderRecord} from '../facts.js';
import type {Minor} from '../money.js';
import {isCancelled} from '../sales/measure.js';

/** Days before a promotion in which the lowest deal counts (规范促销行为暂行规定, SAMR order 32, Art. 21). */
export const DEAL_DAYS = 7;

/** True where reductions are measured by deals: a shop that sells in yuan sells under Chinese law. */
export function countsDeals(currency: string): boolean {
  return currency === 'CNY';
}

/** One sale at what a unit was really paid. */
export interface Deal {
  readonly at: number;
  readonly price: Minor;
}

/** The price that an unmarked reduction is measured by in China: a real deal, not a listed price. */
export interface LowestDeal {
  readonly price: Minor;
  readonly at: number;
  /** `lowest` of the days before the promotion; `last`: none in these days, so the last one before it. */
  readonly rule: 'lowest' | 'last';
}

type DealLine = Pick<OrderRecord, 'orderedAt' | 'quantity' | 'unitPrice' | 'discount' | 'status'>;

/**
 * What a unit of an order line was paid, after the line's own discount, rounded down so that a reduction is never
 * measured by more than was paid; null for what is no deal: a return, a cancelled order.
 */
export function dealOf({orderedAt, quantity, unitPrice, discount, status}: DealLine): Deal | null {
  if (quantity <= 0 || isCancelled(status)) return null;
  const paid = new Decimal(unitPrice)
    .minus(new Decimal(discount ?? 0).abs().div(quantity))
    .floor()
    .toNumber();
  return paid > 0 ? {at: orderedAt, price: paid} : null;
}

/** The lowest deal of the seven days before `until`; without any, the last one before them; null: never sold. */
export function lowestDeal(deals: readonly Deal[], until: number): LowestDeal | null {
  const before = deals.filter(({at}) => at < until);
  const week = before.filter(({at}) => at >= until - DEAL_DAYS * 86_400_000);
  const lowest = week.reduce<Deal | null>(
    (least, each) => (least === null || each.price < least.price ? each : least),
    null,
  );
  if (lowest !== null) return {...lowest, rule: 'lowest'};
  const last = before.reduce<Deal | null>((late, each) => (late === null || each.at >= late.at ? each : late), null);
  return last === null ? null : {...last, rule: 'last'};
}
