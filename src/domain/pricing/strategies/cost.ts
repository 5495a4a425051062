import {type Message, message} from '../../errors.js';
import {amountOrNull, formatAmount} from '../../money.js';
import type {TariffWords} from '../../words/price.js';
import {type BreakEven, breakEven, type Target, targetPrice} from '../cost.js';
import type {OfferFacts} from '../facts.js';
import type {Tariff} from '../tariff.js';
import {type Proposal, propose, skip} from './types.js';

/** Cost-plus: the price that earns the margin or the markup after fees, tax and returns (PRICING.md §3.1). */
export function proposeCost(facts: OfferFacts, target: Target): Proposal {
  const price = targetPrice(facts, target);
  if (typeof price !== 'number') return skip(price);
  const kind = 'margin' in target ? 'margin' : 'markup';
  const rate = 'margin' in target ? target.margin : target.markup;
  const numbers = {price: formatAmount(price, facts.currency), currency: facts.currency};
  return propose(price, message('COST_PLUS', {...numbers, kind, rate}), costEvidence(breakEven(facts), facts));
}

/** Each part of the break-even, with what is not known. */
function costEvidence(even: BreakEven, facts: OfferFacts): Message[] {
  if (!even.known) return [even.missing];
  const {parts, price, gaps} = even;
  const amount = (minor: number | null) => amountOrNull(minor, facts.currency) ?? '';
  return [
    message('COST_PARTS', {
      breakEven: formatAmount(price, facts.currency),
      cost: amount(parts.landed),
      freight: amount(parts.freight),
      packing: amount(parts.packing),
      returns: parts.returns === null ? '' : amount(Math.round(Number(parts.returns))),
      fee: tariffWords(parts.fee, facts.currency),
      feeFixed: amount(parts.feeFixed),
      feeSource: parts.feeSource,
      paymentRate: parts.paymentRate ?? '',
      paymentFixed: amount(parts.paymentFixed),
      share: parts.revenueShare === null ? null : tariffWords(parts.revenueShare, facts.currency),
      taxRate: parts.taxRate ?? '',
      gaps: gaps.map(({from, to}) => ({
        from: formatAmount(from, facts.currency),
        to: to === Number.MAX_SAFE_INTEGER ? '' : formatAmount(to, facts.currency),
      })),
      currency: facts.currency,
    }),
  ];
}

function tariffWords({mode, steps, minimum}: Tariff, currency: string): TariffWords {
  return {
    mode,
    steps: steps.map(({upTo, rate}) => ({upTo: amountOrNull(upTo, currency) ?? '', rate})),
    minimum: amountOrNull(minimum, currency) ?? '',
  };
}
