import {message} from '../../errors.js';
import {formatAmount} from '../../money.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import {type Proposal, propose, skip} from './types.js';

/** The price as it is; the guards still lift it to its floor. */
export function proposeHold(facts: OfferFacts): Proposal {
  if (facts.base === null) return skip(message('PRICE_UNKNOWN', {sku: nameOf(facts)}));
  return propose(
    facts.base,
    message('HOLD', {price: formatAmount(facts.base, facts.currency), currency: facts.currency}),
  );
}
