import {message} from '../../errors.js';
import {formatAmount} from '../../money.js';
import type {OfferFacts} from '../facts.js';
import {lessShare, partEvidence, wholeToReduce} from '../parts.js';
import type {GuardSettings, Strategy} from '../rules.js';
import {type Proposal, propose, skip} from './types.js';

/**
 * Several goods as one: what they cost one by one, less the discount (PRICING formulas 3.7). Its floor is made of its parts'
 * costs; a bundle that its floor makes no cheaper than its parts is left alone, since nobody would gain by it.
 */
export function proposeBundle(
  facts: OfferFacts,
  {off}: Extract<Strategy, {kind: 'bundle'}>,
  guards: GuardSettings,
): Proposal {
  const evidence = partEvidence(facts);
  const whole = wholeToReduce(facts, guards);
  if (typeof whole !== 'number') return skip(whole, evidence);
  const price = lessShare(whole, off);
  const {currency} = facts;
  return propose(
    price,
    message('BUNDLE', {
      price: formatAmount(price, currency),
      whole: formatAmount(whole, currency),
      off,
      pieces: (facts.parts ?? []).reduce((sum, {quantity}) => sum + quantity, 0),
      currency,
    }),
    evidence,
  );
}
