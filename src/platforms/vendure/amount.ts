import {exponentOf, type Minor} from '../../domain/money.js';

/**
 * Vendure holds amounts as integers with so many digits after the point for every currency (`moneyStrategyPrecision`,
 * 2 unless the server is told otherwise): 980 yen are 98000, and with 2 digits a fils of a dinar can not be said.
 */
export interface Scale {
  readonly currency: string;
  readonly precision: number;
}

/** Minor units as the shop holds them; null where it can not hold them to the last digit. */
export function toRemote(minor: Minor, {currency, precision}: Scale): number | null {
  const shift = precision - exponentOf(currency);
  const amount = shift >= 0 ? minor * 10 ** shift : minor / 10 ** -shift;
  return Number.isSafeInteger(amount) ? amount : null;
}

/** What the shop holds in minor units; null where it is finer than the currency. */
export function fromRemote(amount: number, {currency, precision}: Scale): Minor | null {
  const shift = exponentOf(currency) - precision;
  const minor = shift >= 0 ? amount * 10 ** shift : amount / 10 ** -shift;
  return Number.isSafeInteger(minor) ? minor : null;
}

/** The same for what was paid: rounded, since a sum may be finer than its currency's coins. */
export function rounded(amount: number, {currency, precision}: Scale): Minor {
  const minor = Math.round(amount * 10 ** (exponentOf(currency) - precision));
  return minor === 0 ? 0 : minor;
}
