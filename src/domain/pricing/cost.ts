import {Decimal} from 'decimal.js';
import {type Message, message} from '../errors.js';
import {formatAmount, type Minor, type Rounding} from '../money.js';
import type {OfferFacts} from './facts.js';

/** Enough digits that a quotient of safe integers and rates never rounds across a whole unit. */
const Exact = Decimal.clone({precision: 40});

/** The parts of what one sale costs. `null` parts are unknown and not counted. */
export interface CostParts {
  readonly landed: Minor;
  readonly freight: Minor | null;
  readonly packing: Minor | null;
  /** Return rate × what a return costs, in minor units as an exact decimal. */
  readonly returns: string | null;
  readonly feeRate: string;
  readonly feeFixed: Minor;
  readonly feeSource: 'cost' | 'shop';
  readonly paymentRate: string | null;
  readonly paymentFixed: Minor | null;
  /** Rate of the tax inside the price; null where prices come without tax. */
  readonly taxRate: string | null;
}

/** Break-even in the shop's price convention, rounded up, with its parts; or the fact that is missing. */
export type BreakEven =
  | {readonly known: true; readonly price: Minor; readonly parts: CostParts}
  | {readonly known: false; readonly missing: Message};

/** The lowest price at which a sale loses nothing: (c + k) / (1 − φ), on the gross price where tax is inside. */
export function breakEven(facts: OfferFacts): BreakEven {
  const parts = costParts(facts);
  if ('code' in parts) return {known: false, missing: parts};
  const price = priceFor(parts, {margin: '0'});
  if (price === null) return {known: false, missing: feesTooHigh(parts, '0')};
  return {known: true, price, parts};
}

/** What the seller wants to earn: a margin on the net price, or a markup on the landed cost. Decimal fractions. */
export type Target = {readonly margin: string} | {readonly markup: string};

/** Price that earns the target after fees, tax and returns, rounded up; or why there is none. */
export function targetPrice(facts: OfferFacts, target: Target): Minor | Message {
  const parts = costParts(facts);
  if ('code' in parts) return parts;
  return priceFor(parts, target) ?? feesTooHigh(parts, 'margin' in target ? target.margin : '0');
}

/** Share of the net price that is left at `price`, as a decimal fraction; null when the costs are unknown. */
export function marginAt(facts: OfferFacts, price: Minor): string | null {
  const parts = costParts(facts);
  if ('code' in parts || price <= 0) return null;
  const net = new Exact(price).div(grossFactor(parts));
  const left = net
    .times(new Exact(1).minus(feeShare(parts)))
    .minus(unitCost(parts))
    .minus(fixedCost(parts));
  return left.div(net).toDecimalPlaces(6).toString();
}

function costParts(facts: OfferFacts): CostParts | Message {
  const sku = facts.key.sku ?? facts.offer.title;
  if (facts.cost === null) return message('COST_UNKNOWN', {sku});
  if (!Number.isSafeInteger(facts.cost.amount) || facts.cost.amount <= 0) {
    const cost = Number.isSafeInteger(facts.cost.amount) ? formatAmount(facts.cost.amount, facts.currency) : 'NaN';
    return message('COST_NOT_POSITIVE', {sku, cost});
  }
  if (facts.fees === null) return message('FEES_UNKNOWN', {sku});
  if (facts.tax.included && facts.tax.rate === null) return message('TAX_UNKNOWN', {sku, shop: facts.shop});
  const {selling, fees} = facts;
  const returns =
    selling.returnRate === null || selling.returnCost === null
      ? null
      : new Exact(selling.returnRate).times(selling.returnCost).toString();
  return {
    landed: facts.cost.amount,
    freight: selling.freight,
    packing: selling.packing,
    returns,
    feeRate: fees.rate,
    feeFixed: fees.fixed,
    feeSource: fees.source,
    paymentRate: selling.paymentRate,
    paymentFixed: selling.paymentFixed,
    taxRate: facts.tax.included ? facts.tax.rate : null,
  };
}

/** Null when fees and margin eat the whole price. */
function priceFor(parts: CostParts, target: Target): Minor | null {
  const margin = 'margin' in target ? new Exact(target.margin) : new Exact(0);
  const markup = 'markup' in target ? new Exact(target.markup) : new Exact(0);
  const share = new Exact(1).minus(feeShare(parts)).minus(margin);
  if (share.lte(0)) return null;
  const goods = new Exact(parts.landed).times(markup).plus(unitCost(parts));
  return wholeOrNull(goods.plus(fixedCost(parts)).times(grossFactor(parts)).div(share), 'up');
}

/** Cost of the goods with all that depends on the unit, not on the price. */
function unitCost(parts: CostParts): Decimal {
  return new Exact(parts.landed)
    .plus(parts.freight ?? 0)
    .plus(parts.packing ?? 0)
    .plus(parts.returns ?? 0);
}

function fixedCost(parts: CostParts): Decimal {
  return new Exact(parts.feeFixed).plus(parts.paymentFixed ?? 0);
}

/** Fees are charged on the gross price, so they weigh more on the net one: φ' = φ(1 + tax). */
function feeShare(parts: CostParts): Decimal {
  return new Exact(parts.feeRate).plus(parts.paymentRate ?? 0).times(grossFactor(parts));
}

function grossFactor(parts: CostParts): Decimal {
  return new Exact(1).plus(parts.taxRate ?? 0);
}

function feesTooHigh(parts: CostParts, margin: string): Message {
  return message('MARGIN_IMPOSSIBLE', {margin, fees: feeShare(parts).toString()});
}

/** Rounds to whole minor units; null when that is no safe integer. */
export function wholeOrNull(value: Decimal, rounding: Rounding): Minor | null {
  const mode = {up: Decimal.ROUND_CEIL, down: Decimal.ROUND_FLOOR, 'half-up': Decimal.ROUND_HALF_UP}[rounding];
  const whole = value.toDecimalPlaces(0, mode).toNumber();
  return Number.isSafeInteger(whole) ? whole : null;
}

/** `amount` × `factor`, exact and rounded once; null beyond safe integers. */
export function times(amount: Minor, factor: Decimal.Value, rounding: Rounding): Minor | null {
  return wholeOrNull(new Exact(amount).times(factor), rounding);
}

/** 1 + rate, exact: the factor of a change by a decimal fraction. */
export function onePlus(rate: string): Decimal {
  return new Exact(1).plus(rate);
}

/** (after − before) / before to six digits, for screens and shares; null when there is nothing to compare with. */
export function moveOf(before: Minor | null, after: Minor): number | null {
  return before === null || before <= 0 ? null : Math.round(((after - before) / before) * 1e6) / 1e6;
}
