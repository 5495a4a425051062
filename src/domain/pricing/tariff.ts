import type {Decimal} from 'decimal.js';
import type {Minor} from '../money.js';

/** One step of a tariff: the rate (a decimal fraction) of prices up to and with `upTo`; null: of all above. */
export interface TariffStep {
  readonly upTo: Minor | null;
  readonly rate: string;
}

/**
 * A fee by steps of the price. `marginal`: each rate is charged on its part of the price; `whole`: the rate of the step on
 * the whole price. Steps rise, the last one is open. `minimum`: the fee is at least so much (net minor units).
 *
 * @example {mode: 'whole', steps: [{upTo: 1000, rate: '0.08'}, {upTo: null, rate: '0.15'}], minimum: 30}
 */
export interface Tariff {
  readonly mode: 'marginal' | 'whole';
  readonly steps: readonly TariffStep[];
  readonly minimum: Minor | null;
}

/** A fee as a straight line of the price: `base + slope × price`. */
export interface Line {
  readonly base: Decimal;
  readonly slope: Decimal;
}

/** A tariff with one rate for every price. */
export function flat(rate: string, minimum: Minor | null = null): Tariff {
  return {mode: 'whole', steps: [{upTo: null, rate}], minimum};
}

/** The one rate of every price; null: it has steps or a minimum. */
export function flatRate({steps, minimum}: Tariff): string | null {
  const [only] = steps;
  return only !== undefined && steps.length === 1 && minimum === null ? only.rate : null;
}

/** The line that holds for prices of the same step as `price`, without the minimum. */
export function lineAt({mode, steps}: Tariff, price: Decimal.Value, decimal: typeof Decimal): Line {
  let below = new decimal(0);
  let from = 0;
  for (const {upTo, rate} of steps) {
    if (upTo === null || new decimal(price).lte(upTo)) {
      const slope = new decimal(rate);
      return {base: mode === 'whole' ? new decimal(0) : below.minus(slope.times(from)), slope};
    }
    below = below.plus(new decimal(rate).times(upTo - from));
    from = upTo;
  }
  return {base: new decimal(0), slope: new decimal(0)};
}

/** The fee at a price in plain numbers: for curves, not for bounds. */
export function feeAt({mode, steps, minimum}: Tariff, price: number): number {
  let fee = 0;
  let from = 0;
  for (const {upTo, rate} of steps) {
    const inside = upTo === null || price <= upTo;
    if (mode === 'marginal') fee += Number(rate) * ((inside ? price : upTo) - from);
    else if (inside) fee = Number(rate) * price;
    if (inside) break;
    from = upTo;
  }
  return Math.max(minimum ?? 0, fee);
}
