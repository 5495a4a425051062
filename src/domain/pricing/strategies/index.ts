import {proposeTrial, trialOf} from '../experiment/trial.js';
import type {OfferFacts} from '../facts.js';
import type {EffectiveRules, Strategy} from '../rules.js';
import {proposeAuto} from './auto.js';
import {proposeBundle} from './bundle.js';
import {proposeClearance} from './clearance.js';
import {proposeCompetition} from './competition.js';
import {proposeCost} from './cost.js';
import {proposeDemand} from './demand.js';
import {proposeHold} from './hold.js';
import {proposeRelative} from './relative.js';
import {proposeTier} from './tier.js';
import type {Proposal} from './types.js';

/** What the rules propose for an offer, or, where one has it, an experiment; before any guard. */
export function proposePrice(facts: OfferFacts, rules: EffectiveRules): Proposal {
  const trial = trialOf(facts, rules);
  return trial === null ? proposeBy(rules.strategy, facts, rules) : proposeTrial(facts, trial);
}

/** What one strategy proposes. */
export function proposeBy(strategy: Strategy, facts: OfferFacts, rules: EffectiveRules): Proposal {
  switch (strategy.kind) {
    case 'hold':
      return proposeHold(facts);
    case 'cost':
      return proposeCost(facts, strategy.target);
    case 'competition':
      return proposeCompetition(facts, strategy, rules.guards);
    case 'relative':
      return proposeRelative(facts, strategy, rules.guards);
    case 'tier':
      return proposeTier(facts, strategy, rules.guards);
    case 'bundle':
      return proposeBundle(facts, strategy, rules.guards);
    case 'clearance':
      return proposeClearance(facts, strategy, rules.guards);
    case 'demand':
      return proposeDemand(facts, strategy, rules.guards);
    case 'auto':
      return proposeAuto(facts, strategy, rules.guards);
  }
}
