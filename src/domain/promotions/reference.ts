import {Decimal} from 'decimal.js';
import type {Minor} from '../money.js';
import type {Promotion} from './types.js';

/** Days before the start in which the lowest price is the one a reduction may be measured by (Directive 98/6/EC, Art. 6a). */
export const REFERENCE_DAYS = 30;

/** A price that held from an instant on, until the next one. */
export interface HeldPrice {
  readonly at: number;
  readonly price: Minor;
}

/** The lowest price that held at any time in [from, to), from a history in order of time; null when none is known. */
export function lowestHeld(history: readonly HeldPrice[], from: number, to: number): Minor | null {
  let lowest: Minor | null = null;
  history.forEach(({at, price}, index) => {
    const until = history[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (at < to && until > from && (lowest === null || price < lowest)) lowest = price;
  });
  return lowest;
}

/** The first instant of the reference time of a promotion that is announced at `at`. */
export function referenceFrom(at: number): number {
  return at - REFERENCE_DAYS * 86_400_000;
}

/** When buyers are told of a promotion: when somebody said so, else at its start, but never before now while it waits. */
export function announcedAt({announcedAt: told, startsAt, status}: Promotion, now: number): number {
  if (told !== undefined) return told;
  return status === 'scheduled' ? Math.max(startsAt, now) : startsAt;
}

/**
 * How many percent a price may be said to be reduced by, measured by its reference: down to a tenth, so that no claim is
 * larger than the truth; null where it is no reduction at all (CJEU C-330/23: a percentage counts from the reference too).
 */
export function claimable(reference: Minor, price: Minor): string | null {
  if (reference <= 0 || price >= reference) return null;
  const off = new Decimal(reference - price).div(reference).times(100);
  return off.toDecimalPlaces(1, Decimal.ROUND_DOWN).toString();
}
