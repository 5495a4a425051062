import {Decimal} from 'decimal.js';
import {dinero, allocate as dineroAllocate, toSnapshot} from 'dinero.js';
import * as currencies from 'dinero.js/currencies';

/** An amount of money: a safe integer of the currency's minor units (cents, yen, fils). */
export type Minor = number;

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.values(currencies).map(({code, exponent}) => [code, exponent]),
);

/** True for an ISO 4217 code that souk can count in. */
export function currencyKnown(code: string): boolean {
  return EXPONENTS.has(code);
}

/** Digits after the point: USD 2, JPY 0, KWD 3. Unknown codes are a bug of the caller, who must ask `currencyKnown`. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) throw new RangeError(`unknown currency ${currency}`);
  return exponent;
}

/**
 * Reads a plain decimal ("12.50", ".5", "-3") into minor units. Returns null for anything else: thousands marks,
 * currency signs, exponents, more decimals than the currency has, or more than a safe integer holds.
 */
export function parseAmount(text: string, currency: string): Minor | null {
  const match = /^(-?)(\d*)(?:\.(\d*))?$/u.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', part = ''] = match;
  if (whole === '' && part === '') return null;
  const exponent = exponentOf(currency);
  if (part.slice(exponent).replace(/0+$/u, '') !== '') return null;
  const minor = Number(`${whole}${part.slice(0, exponent).padEnd(exponent, '0')}`);
  if (!Number.isSafeInteger(minor)) return null;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units as a plain decimal with all of the currency's digits: 1250 USD → "12.50", 980 JPY → "980". */
export function formatAmount(minor: Minor, currency: string): string {
  const exponent = exponentOf(currency);
  const sign = minor < 0 ? '-' : '';
  const amount = Math.round(Math.abs(minor));
  if (exponent === 0) return `${sign}${amount.toFixed(0)}`;
  const unit = 10 ** exponent;
  const part = amount % unit;
  return `${sign}${(amount - part) / unit}.${String(part).padStart(exponent, '0')}`;
}

/** `formatAmount` for values that may be missing. */
export function amountOrNull(minor: Minor | null, currency: string): string | null {
  return minor === null ? null : formatAmount(minor, currency);
}

/** Splits an amount by integer weights; the parts always add up to it, units left over going to the first ones. */
export function allocate(minor: Minor, weights: readonly number[], currency: string): Minor[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map((_, index) => (index === 0 ? minor : 0));
  const money = dinero({amount: minor, currency: {code: currency, base: 10, exponent: exponentOf(currency)}});
  return dineroAllocate(money, weights).map((part) => toSnapshot(part).amount);
}

/** Where a rounded half goes. Prices round half up; floors round up, ceilings down, so that a bound is never crossed. */
export type Rounding = 'half-up' | 'up' | 'down';

const ROUNDING: Readonly<Record<Rounding, Decimal.Rounding>> = {
  'half-up': Decimal.ROUND_HALF_UP,
  up: Decimal.ROUND_CEIL,
  down: Decimal.ROUND_FLOOR,
};

/** Multiplies an amount by an exact decimal ("1.19", 0.9) and rounds once. Throws RangeError beyond safe integers. */
export function scale(minor: Minor, factor: Decimal.Value, rounding: Rounding = 'half-up'): Minor {
  const result = new Decimal(minor).times(factor).toDecimalPlaces(0, ROUNDING[rounding]).toNumber();
  if (!Number.isSafeInteger(result)) throw new RangeError('amount beyond a safe integer');
  return result === 0 ? 0 : result;
}
