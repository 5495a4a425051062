import {type Message, message} from '../../domain/errors.js';
import {formatAmount, type Minor} from '../../domain/money.js';
import type {Composed} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {nameOf} from '../../domain/pricing/guards.js';
import type {DemandBelief} from '../../domain/pricing/learner/belief.js';
import {intervalOf} from '../../domain/pricing/learnt.js';
import type {EffectiveRules} from '../../domain/pricing/rules.js';
import {proposeBy, proposePrice} from '../../domain/pricing/strategies/index.js';
import {guardsOf} from './draft.js';

/**
 * What would have to change for another price: the guard that had the last word would have to give way, rivals would have
 * to stay where they are, buyers would have to care more or less. A strategy that holds has nothing to say.
 */
export function otherwise(facts: OfferFacts, composed: Composed, rules: EffectiveRules): Message[] {
  const proposal = proposePrice(facts, rules);
  const binding = guardsOf(composed).findLast(({verdict, code}) => verdict !== 'pass' && code !== 'rounding');
  const byGuard =
    binding === undefined || proposal.kind === 'skip'
      ? []
      : [
          message('WHY_GUARD', {
            guard: binding.code,
            verdict: binding.verdict,
            wanted: formatAmount(proposal.price, facts.currency),
            currency: facts.currency,
          }),
        ];
  if ('revenueWeight' in rules.strategy && facts.demand !== null)
    return [...byGuard, ...byDemand(facts, facts.demand, rules)];
  if (byGuard.length > 0 || rules.strategy.kind !== 'hold') return byGuard;
  return [message('WHY_HOLD', {sku: nameOf(facts)})];
}

/** The aim of tonight's price if something were believed otherwise; a stride towards it would hide the difference. */
function byDemand(facts: OfferFacts, belief: DemandBelief, rules: EffectiveRules): Message[] {
  const {strategy} = rules;
  if (!('revenueWeight' in strategy)) return [];
  const aim = (demand: DemandBelief): Minor | null => {
    const proposal = proposeBy({...strategy, kind: 'demand'}, {...facts, demand}, rules);
    return proposal.kind === 'proposal' ? proposal.price : null;
  };
  const wanted = aim(belief);
  if (wanted === null) return [];
  const amount = (price: Minor | null) => formatAmount(price ?? wanted, facts.currency);
  const {currency} = facts;
  const said: Message[] = [];
  const alone = aim({...belief, reactions: []});
  const [rival, follows] = belief.reactions.reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0]);
  if (alone !== null && alone !== wanted)
    said.push(message('WHY_REACTION', {wanted: amount(alone), currency, rival, follows: follows.toFixed(2)}));
  const [low, high] = intervalOf(belief);
  const [atLow, atHigh] = [low, high].map((elasticity) => aim({...belief, elasticity, deviation: 0}));
  if (atLow !== wanted || atHigh !== wanted) {
    said.push(
      message('WHY_ELASTICITY', {
        low: low.toFixed(2),
        high: high.toFixed(2),
        atLow: amount(atLow ?? null),
        atHigh: amount(atHigh ?? null),
        currency,
      }),
    );
  }
  return said;
}
