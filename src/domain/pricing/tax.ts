import {Decimal} from 'decimal.js';
import type {Minor} from '../money.js';

/** Whether a price holds tax, and which; a decimal fraction, null: unknown. */
export interface TaxTerms {
  readonly included: boolean;
  readonly rate: string | null;
}

/**
 * A price of one shop as another would write it: with or without tax, to the nearest coin, so that like is compared with
 * like. Prices of one convention are what buyers see and stay as they are. Null: the rate that is needed is unknown.
 */
export function inTermsOf(price: Minor, theirs: TaxTerms, ours: TaxTerms): Minor | null {
  if (theirs.included === ours.included) return price;
  const rate = theirs.included ? theirs.rate : ours.rate;
  if (rate === null) return null;
  const factor = new Decimal(1).plus(rate);
  const other = theirs.included ? new Decimal(price).div(factor) : factor.times(price);
  return other.toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
}
