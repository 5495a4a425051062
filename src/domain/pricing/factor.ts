import type {Decimal} from 'decimal.js';
import type {Minor, Rounding} from '../money.js';
import {Exact} from './solve.js';

/** Digits behind the point that {@link inTenThousandths} takes: what rates and factors of rules and fees have. */
const DIGITS = 4;
export const TEN_THOUSAND = 10 ** DIGITS;
/** Beyond it floating point may be off by half a ten-thousandth while a text is read. */
const MOST = 1e15;

/** Rates by their texts: rules and fees have few, and every price asks for seven. */
const rates = new Map<string, number | null>();
/** Some rates are of single items: beyond so many texts none is kept. */
const RATES = 1000;

/** A decimal of at most four digits behind the point as a whole number of ten-thousandths; null: it has more, or is none. */
export function inTenThousandths(text: string): number | null {
  const known = rates.get(text);
  if (known !== undefined) return known;
  const whole = readTenThousandths(text);
  if (rates.size < RATES) rates.set(text, whole);
  return whole;
}

function readTenThousandths(text: string): number | null {
  // With an exponent it has more digits than it shows.
  if (text.includes('e') || text.includes('E')) return null;
  const point = text.indexOf('.');
  if (point >= 0 && text.length - point - 1 > DIGITS) return null;
  const whole = Math.round(Number(text) * TEN_THOUSAND);
  return Math.abs(whole) <= MOST ? whole : null;
}

/** A quotient of whole numbers, exactly rounded; null where one of them is too large, or the divisor not above zero. */
export function wholeQuotient(dividend: number, divisor: number, rounding: Rounding): Minor | null {
  if (!Number.isSafeInteger(dividend) || !Number.isSafeInteger(divisor) || dividend < 0 || divisor <= 0) return null;
  const rest = dividend % divisor;
  const down = (dividend - rest) / divisor;
  if (rounding === 'down' || rest === 0) return down;
  return rounding === 'up' || rest * 2 >= divisor ? down + 1 : down;
}

/** A factor, as an exact decimal and, where it has few digits, in ten-thousandths. */
export interface Factor {
  readonly exact: Decimal;
  readonly whole: number | null;
}

/** Factors by their texts: rules have few, and every price asks for them. */
type Factors = Map<string, Factor>;
const [plain, raised, lowered]: readonly [Factors, Factors, Factors] = [new Map(), new Map(), new Map()];

function keptFactor(factors: Factors, text: string, read: (text: string) => Decimal): Factor {
  const known = factors.get(text);
  if (known !== undefined) return known;
  const exact = read(text);
  const factor = {exact, whole: inTenThousandths(exact.toFixed())};
  factors.set(text, factor);
  return factor;
}

/** 1 + rate, exact: the factor of a change by a decimal fraction. */
export function onePlus(rate: string): Factor {
  return keptFactor(raised, rate, (text) => new Exact(1).plus(text));
}

/** 1 − rate, exact. */
export function oneMinus(rate: string): Factor {
  return keptFactor(lowered, rate, (text) => new Exact(1).minus(text));
}

/**
 * `amount` × `factor` (an exact decimal), rounded once; null beyond safe integers. Whole numbers do for nearly all, and are
 * many times as quick as decimals.
 */
export function times(amount: Minor, factor: Factor | string, rounding: Rounding): Minor | null {
  const {exact, whole} = typeof factor === 'string' ? keptFactor(plain, factor, (text) => new Exact(text)) : factor;
  const product = whole === null ? null : wholeQuotient(amount * whole, TEN_THOUSAND, rounding);
  return product ?? exactTimes(amount, exact, rounding);
}

function exactTimes(amount: Minor, factor: Decimal, rounding: Rounding): Minor | null {
  const mode = {up: Exact.ROUND_CEIL, down: Exact.ROUND_FLOOR, 'half-up': Exact.ROUND_HALF_UP}[rounding];
  const whole = new Exact(amount).times(factor).toDecimalPlaces(0, mode).toNumber();
  return Number.isSafeInteger(whole) ? whole : null;
}
