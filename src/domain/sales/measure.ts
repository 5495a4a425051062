import {Decimal} from 'decimal.js';
import {KnownError} from '../errors.js';
import type {CostRecord, OrderRecord} from '../facts.js';
import type {Minor} from '../money.js';

/**
 * What each word of a sales report means, in one place. All of it is in minor units of the line's currency.
 *
 * - **GMV**: unit price × quantity of every line with a positive quantity, before discounts, in the shop's price convention
 *   (with tax where prices hold tax).
 * - **discounts**: what was taken off those lines.
 * - **returns**: what was given back for lines with a negative quantity: unit price × units less the discount they had.
 * - **tax**: the tax inside GMV − discounts − returns, where prices hold tax: the line's own tax; else by the offer's rate,
 *   else the shop's. Prices without tax hold none, whatever the line's tax is.
 * - **net sales** = GMV − discounts − returns − tax. Where the tax is unknown it stays inside, and the amount is named.
 * - **COGS**: units × the landed unit cost that held when the order was placed; returned units take theirs back, because
 *   they go back on the shelf. Unknown cost is never 0: the line is left out of the margin.
 * - **fees**: the fees that lines name.
 */
export type SaleLine = Omit<OrderRecord, 'customerId'>;

/** One line measured. `net` is the line's share of net sales, negative for a return. */
export interface LineMoney {
  readonly gmv: Minor;
  readonly discounts: Minor;
  readonly returns: Minor;
  readonly tax: Minor;
  readonly net: Minor;
  /** False when prices hold tax and neither the line nor a rate says how much. */
  readonly taxKnown: boolean;
}

/** Whether prices hold tax, and the rate for lines that do not name theirs ("0.19"; null: unknown). */
export interface TaxTerms {
  readonly pricesIncludeTax: boolean;
  readonly rate: string | null;
}

/** Measures one line. Signs of discount and tax do not matter: connectors write returns either way. */
export function measure(line: SaleLine, terms: TaxTerms): LineMoney {
  const amount = lineAmount(line);
  const discount = Math.abs(line.discount ?? 0);
  const {tax, taxKnown} = taxInside(amount - discount, line.tax, terms);
  return line.quantity > 0
    ? {gmv: amount, discounts: discount, returns: 0, tax, net: amount - discount - tax, taxKnown}
    : {gmv: 0, discounts: 0, returns: amount - discount, tax: zero(-tax), net: zero(tax - amount + discount), taxKnown};
}

function lineAmount({unitPrice, quantity, orderId}: SaleLine): Minor {
  return timesUnits(unitPrice, Math.abs(quantity), orderId);
}

/** A unit amount × units; part quantities (0.35 kg) round half up once. `order` names the line that is too large to count. */
export function timesUnits(unit: Minor, units: number, order: string): Minor {
  const exact = unit * units;
  if (Number.isInteger(units) && Number.isSafeInteger(exact)) return zero(exact);
  const rounded = new Decimal(unit).times(units).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  if (!Number.isSafeInteger(rounded)) throw new KnownError('input', 'REPORT_AMOUNT_TOO_LARGE', {order});
  return zero(rounded);
}

function taxInside(
  amount: Minor,
  own: Minor | null,
  {pricesIncludeTax, rate}: TaxTerms,
): {tax: Minor; taxKnown: boolean} {
  if (!pricesIncludeTax) return {tax: 0, taxKnown: true};
  if (own !== null) return {tax: Math.abs(own), taxKnown: true};
  if (rate === null) return {tax: 0, taxKnown: false};
  const net = new Decimal(amount).div(new Decimal(rate).plus(1)).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber();
  return {tax: zero(amount - net), taxKnown: true};
}

/** -0 is 0: it would print and compare as another number. */
function zero(value: number): number {
  return value === 0 ? 0 : value;
}

const CANCELLED = new Set(['cancelled', 'canceled', 'cancel', 'void', 'voided', 'failed']);

/** True for an order that never became a sale. Such lines count nowhere, and are counted apart. */
export function isCancelled(status: string | null): boolean {
  return status !== null && CANCELLED.has(status.trim().toLowerCase());
}

/** The net unit cost that held at an instant, or null when none is known for it. `history` is oldest first. */
export function costAt(history: readonly CostRecord[] | undefined, instant: number): Minor | null {
  let cost: Minor | null = null;
  for (const record of history ?? []) {
    if (record.effectiveFrom === null || record.effectiveFrom <= instant) cost = record.cost;
  }
  return cost;
}
