import {type Message, message} from '../errors.js';
import {lastAnswer} from '../last-answer.js';
import {formatAmount, type Minor} from '../money.js';
import {inTenThousandths, TEN_THOUSAND, wholeQuotient} from './factor.js';
import type {OfferFacts} from './facts.js';
import {type Burden, coveringPrices, Exact, leftAt, type Range} from './solve.js';
import {flat, flatRate, type Tariff} from './tariff.js';

/** The parts of what one sale costs. `null` parts are unknown and not counted. */
export interface CostParts {
  readonly landed: Minor;
  readonly freight: Minor | null;
  readonly packing: Minor | null;
  /** Return rate × what a return costs, in minor units as an exact decimal. */
  readonly returns: string | null;
  readonly fee: Tariff;
  readonly feeFixed: Minor;
  readonly feeSource: 'cost' | 'shop';
  readonly paymentRate: string | null;
  readonly paymentFixed: Minor | null;
  /** What somebody gets of each net price; null: nobody. */
  readonly revenueShare: Tariff | null;
  /** Rate of the tax inside the price; null where prices come without tax. */
  readonly taxRate: string | null;
}

/**
 * Break-even in the shop's price convention, rounded up, with its parts; or the fact that is missing. Where a step of a
 * fee takes away what a higher price brings, `gaps` are the prices above it that lose all the same.
 */
export type BreakEven =
  | {readonly known: true; readonly price: Minor; readonly gaps: readonly Range[]; readonly parts: CostParts}
  | {readonly known: false; readonly missing: Message};

/** The lowest price at which a sale loses nothing: (c + k) / (1 − φ), on the gross price where tax is inside. */
export const breakEven = lastAnswer((facts: OfferFacts): BreakEven => {
  const parts = costParts(facts);
  if ('code' in parts) return {known: false, missing: parts};
  const found = pricesFor(parts, {margin: '0'});
  if (found === null) return {known: false, missing: feesTooHigh(parts, '0')};
  return {known: true, ...found, parts};
});

/** The break-even; null: it is not known. */
export function floorOf(facts: OfferFacts): Minor | null {
  const even = breakEven(facts);
  return even.known ? even.price : null;
}

/** The lowest price that earns a target, and the prices above it that do not. */
export interface TargetPrices {
  readonly price: Minor;
  readonly gaps: readonly Range[];
}

/** What the seller wants to earn: a margin on the net price, or a markup on the landed cost. Decimal fractions. */
export type Target = {readonly margin: string} | {readonly markup: string};

/** Lowest price that earns the target after fees, tax and returns, rounded up; or why there is none. */
export function targetPrice(facts: OfferFacts, target: Target): Minor | Message {
  const found = targetPrices(facts, target);
  return 'code' in found ? found : found.price;
}

/** The same with the prices above it that a step of a fee makes earn less again. */
export function targetPrices(facts: OfferFacts, target: Target): TargetPrices | Message {
  const parts = costParts(facts);
  if ('code' in parts) return parts;
  return pricesFor(parts, target) ?? feesTooHigh(parts, 'margin' in target ? target.margin : '0');
}

/** True when a sale at `price` costs more than it brings; unknown costs lose nothing that is known. */
export function losesAt(facts: OfferFacts, price: Minor): boolean {
  const even = breakEven(facts);
  return even.known && (price < even.price || gapAt(even.gaps, price) !== null);
}

/** The gap that a price lies in; null: none. */
export function gapAt(gaps: readonly Range[], price: number): Range | null {
  return gaps.find(({from, to}) => price >= from && price <= to) ?? null;
}

/** Share of the net price that is left at `price`, as a decimal fraction; null when the costs are unknown. */
export function marginAt(facts: OfferFacts, price: Minor): string | null {
  const parts = costParts(facts);
  if ('code' in parts || price <= 0) return null;
  // Left and price are both without tax once they are divided.
  return leftAt(burdenOf(parts, {margin: '0'}), price)
    .div(price)
    .toDecimalPlaces(6)
    .toString();
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
    fee: fees.tiers ?? flat(fees.rate),
    feeFixed: fees.fixed,
    feeSource: fees.source,
    paymentRate: selling.paymentRate,
    paymentFixed: selling.paymentFixed,
    revenueShare: selling.revenueShare,
    taxRate: facts.tax.included ? facts.tax.rate : null,
  };
}

/** Null when fees and margin eat the whole price. */
function pricesFor(parts: CostParts, target: Target): TargetPrices | null {
  const plain = plainPrice(parts, target);
  return plain === null ? exactPrices(parts, target) : {price: plain, gaps: []};
}

/** The price where fees are straight lines and rates have few digits, in whole numbers; null: anywhere else. */
function plainPrice(parts: CostParts, target: Target): Minor | null {
  const share = parts.revenueShare === null ? '0' : flatRate(parts.revenueShare);
  const fee = flatRate(parts.fee);
  if (fee === null || share === null) return null;
  const [margin, markup] = 'margin' in target ? [target.margin, '0'] : ['0', target.markup];
  const fees = inTenThousandths(fee);
  const paid = inTenThousandths(parts.paymentRate ?? '0');
  const shared = inTenThousandths(share);
  const kept = inTenThousandths(margin);
  const raised = inTenThousandths(markup);
  const tax = inTenThousandths(parts.taxRate ?? '0');
  const back = inTenThousandths(parts.returns ?? '0');
  if (fees === null || paid === null || shared === null || kept === null) return null;
  if (raised === null || tax === null || back === null) return null;
  const gross = TEN_THOUSAND + tax;
  const costs = wholeCosts(parts) * TEN_THOUSAND + back + parts.landed * raised;
  // All times ten thousand squared, as the products of two rates are.
  const left = (TEN_THOUSAND - kept - shared) * TEN_THOUSAND - (fees + paid) * gross;
  const price = wholeQuotient(costs * gross, left, 'up');
  return price === null || price < 1 ? null : price;
}

/** The same of whatever fees, in exact decimals. */
export function exactPrices(parts: CostParts, target: Target): TargetPrices | null {
  const [first, ...more] = coveringPrices(burdenOf(parts, target));
  if (first === undefined) return null;
  const gaps: Range[] = [];
  let above = first.to;
  for (const {from, to} of more) {
    gaps.push({from: above + 1, to: from - 1});
    above = to;
  }
  if (above < Number.MAX_SAFE_INTEGER) gaps.push({from: above + 1, to: Number.MAX_SAFE_INTEGER});
  return {price: first.from, gaps};
}

/** What a price must cover: all costs beside those that depend on it. Fees are charged on the gross price. */
function burdenOf(parts: CostParts, target: Target): Burden {
  const markup = 'markup' in target ? target.markup : null;
  return {
    gross: new Exact(1).plus(parts.taxRate ?? 0),
    fee: parts.fee,
    share: parts.revenueShare,
    rate: new Exact(parts.paymentRate ?? 0),
    fixed: new Exact(wholeCosts(parts))
      .plus(parts.returns ?? 0)
      .plus(markup === null ? 0 : new Exact(parts.landed).times(markup)),
    margin: new Exact('margin' in target ? target.margin : 0),
  };
}

/** What a sale costs in whole units, whatever its price. */
function wholeCosts({landed, freight, packing, feeFixed, paymentFixed}: CostParts): number {
  return landed + (freight ?? 0) + (packing ?? 0) + feeFixed + (paymentFixed ?? 0);
}

function feesTooHigh(parts: CostParts, margin: string): Message {
  const last = (tariff: Tariff | null) => tariff?.steps.at(-1)?.rate ?? 0;
  const gross = new Exact(1).plus(parts.taxRate ?? 0);
  const fees = new Exact(last(parts.fee))
    .plus(parts.paymentRate ?? 0)
    .times(gross)
    .plus(last(parts.revenueShare));
  return message('MARGIN_IMPOSSIBLE', {margin, fees: fees.toString()});
}

/** (after − before) / before to six digits, for screens and shares; null when there is nothing to compare with. */
export function moveOf(before: Minor | null, after: Minor): number | null {
  return before === null || before <= 0 ? null : Math.round(((after - before) / before) * 1e6) / 1e6;
}
