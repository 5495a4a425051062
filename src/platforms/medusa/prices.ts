import type {FieldValue} from '../../domain/change/types.js';
import {parseAmount} from '../../domain/money.js';
import {type Body, Refused} from './edits.js';
import {majorOf} from './money.js';
import {isPlain} from './translate.js';
import type {WirePrice} from './wire.js';

/**
 * The whole list of a variant's prices with one of them changed. The server replaces the list by what it is given: what
 * is left out, in other currencies, for regions and for quantities, would be lost.
 */
export function pricesBody(price: FieldValue, currency: string, live: readonly WirePrice[]): readonly Body[] {
  const code = currency.toLowerCase();
  const own = live.find((each) => each.currency_code === code && isPlain(each));
  const others = live.filter((each) => each !== own).map(keptPrice);
  if (price === null) return others;
  const minor = typeof price === 'string' ? parseAmount(price, currency) : null;
  if (minor === null || minor < 0) throw new Refused('PRICE_INVALID', `"${String(price)}" is no price in ${currency}`);
  const id = own?.id === undefined ? {} : {id: own.id};
  return [...others, {...id, currency_code: code, amount: majorOf(minor, currency)}];
}

function keptPrice({id, amount, currency_code, min_quantity, max_quantity, rules}: WirePrice): Body {
  return {
    ...(id === undefined ? {} : {id}),
    amount,
    currency_code,
    min_quantity: min_quantity ?? null,
    max_quantity: max_quantity ?? null,
    ...(rules === null || rules === undefined || Object.keys(rules).length === 0 ? {} : {rules}),
  };
}

/** A wished stock: a whole number, or null for goods that are not counted. @throws Refused for anything else. */
export function stockWish(value: FieldValue | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Refused('STOCK_INVALID', `"${String(value)}" is no stock`);
}
