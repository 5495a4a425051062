import type {OfferFacts} from '../facts.js';
import type {DemandOptions, GuardSettings} from '../rules.js';
import {proposeDemand} from './demand.js';
import {proposeHold} from './hold.js';
import type {Proposal} from './types.js';

/** One night's stride: below the move that the breaker counts as one (8 %), so that a whole shop may walk at once. */
const STRIDE = 0.079;

/** Prices by demand where something is known of it, holds where not, and walks to its aim in strides. */
export function proposeAuto(facts: OfferFacts, options: DemandOptions, guards: GuardSettings): Proposal {
  if (facts.demand === null) return proposeHold(facts);
  const wanted = proposeDemand(facts, options, guards);
  const {base} = facts;
  if (wanted.kind === 'skip' || base === null) return wanted;
  const low = Math.ceil(base * (1 - STRIDE));
  const high = Math.floor(base * (1 + STRIDE));
  return {...wanted, price: Math.max(low, Math.min(high, wanted.price))};
}
