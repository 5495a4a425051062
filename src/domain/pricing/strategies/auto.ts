import type {OfferFacts} from '../facts.js';
import type {DemandOptions, GuardSettings} from '../rules.js';
import {proposeDemand} from './demand.js';
import {proposeHold} from './hold.js';
import {strideTo} from './stride.js';
import type {Proposal} from './types.js';

/** Prices by demand where something is known of it, holds where not, and walks to its aim in strides. */
export function proposeAuto(facts: OfferFacts, options: DemandOptions, guards: GuardSettings): Proposal {
  if (facts.demand === null) return proposeHold(facts);
  const wanted = proposeDemand(facts, options, guards);
  const {base} = facts;
  if (wanted.kind === 'skip' || base === null) return wanted;
  return {...wanted, price: strideTo(base, wanted.price)};
}
