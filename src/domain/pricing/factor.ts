import type {Decimal} from 'decimal.js';
import type {Minor, Rounding} from '../money.js';
import {Exact} from './solve.js';

/** What a few steps of floating point may be off, as a share of the value: ten times more than they are. */
const DOUBT = 1e-12;
/** Above it the doubt comes near to a whole unit. */
const MOST = 1e11;

/**
 * A value worked out in floating point, rounded to whole units, where what it may be off can not change the answer; null
 * where it can, and only exact decimals tell. Most prices are sure, and a hundred times as quick so.
 */
export function sureWhole(value: number, rounding: Rounding): Minor | null {
  // Written so that it is false of what is no number.
  if (!(Math.abs(value) < MOST)) return null;
  const raised = rounding === 'half-up' ? value + 0.5 : value;
  if (Math.abs(raised - Math.round(raised)) <= DOUBT * (Math.abs(value) + 1)) return null;
  const whole = rounding === 'up' ? Math.ceil(raised) : Math.floor(raised);
  // What is rounded up to nothing is no minus nothing.
  return whole === 0 ? 0 : whole;
}

/** A factor, exact and as near as floating point comes. */
export interface Factor {
  readonly exact: Decimal;
  readonly near: number;
}

/** Factors by their texts: rules have few, and every price asks for them. */
const factors = new Map<string, Factor>();

function keptFactor(name: string, read: () => Decimal): Factor {
  const known = factors.get(name);
  if (known !== undefined) return known;
  const exact = read();
  const factor = {exact, near: exact.toNumber()};
  factors.set(name, factor);
  return factor;
}

/** 1 + rate, exact: the factor of a change by a decimal fraction. */
export function onePlus(rate: string): Factor {
  return keptFactor(`1+${rate}`, () => new Exact(1).plus(rate));
}

/** `amount` × `factor` (an exact decimal), rounded once; null beyond safe integers. */
export function times(amount: Minor, factor: Factor | string, rounding: Rounding): Minor | null {
  const {exact, near} = typeof factor === 'string' ? keptFactor(factor, () => new Exact(factor)) : factor;
  return sureWhole(amount * near, rounding) ?? exactTimes(amount, exact, rounding);
}

function exactTimes(amount: Minor, factor: Decimal, rounding: Rounding): Minor | null {
  const mode = {up: Exact.ROUND_CEIL, down: Exact.ROUND_FLOOR, 'half-up': Exact.ROUND_HALF_UP}[rounding];
  const whole = new Exact(amount).times(factor).toDecimalPlaces(0, mode).toNumber();
  return Number.isSafeInteger(whole) ? whole : null;
}
