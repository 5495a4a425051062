import {message} from '../../errors.js';
import {formatAmount} from '../../money.js';
import {onePlus, times} from '../cost.js';
import type {OfferFacts} from '../facts.js';
import {partEvidence, savesNothing, wholeOf} from '../parts.js';
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
  const whole = wholeOf(facts);
  if (typeof whole !== 'number') return skip(whole, evidence);
  const unfit = savesNothing(facts, whole, guards);
  if (unfit !== null) return skip(unfit, evidence);
  const price = Math.max(1, times(whole, onePlus(`-${off}`), 'half-up') ?? whole);
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
