import {message} from '../../errors.js';
import {formatAmount} from '../../money.js';
import {hardBounds} from '../bounds.js';
import {onePlus, times} from '../factor.js';
import type {OfferFacts} from '../facts.js';
import {nameOf} from '../guards.js';
import type {GuardSettings, Strategy} from '../rules.js';
import {type Proposal, propose, skip} from './types.js';

/**
 * The price of the same SKU in another shop of ours, and so far from it. Two rules that go by each other multiply night
 * after night, so there must be a bound on both sides that does not go by them (PRICING.md §1.3).
 */
export function proposeRelative(
  facts: OfferFacts,
  {to, by}: Extract<Strategy, {kind: 'relative'}>,
  guards: GuardSettings,
): Proposal {
  const sku = nameOf(facts);
  const fault = facts.peerFaults[to];
  if (fault !== undefined) return skip(message('PEER_UNFIT', {sku, peer: to, shop: facts.shop, why: fault}));
  const theirs = facts.peers.get(to);
  if (theirs === undefined) return skip(message('PEER_UNPRICED', {sku, peer: to}));
  const {floor, ceiling, breakEven} = hardBounds(facts, guards);
  if (floor === null) return skip(breakEven.known ? message('FLOOR_UNKNOWN', {sku}) : breakEven.missing);
  if (ceiling === null) return skip(message('RELATIVE_UNBOUNDED', {sku, peer: to}));
  const price = times(theirs, onePlus(by), 'half-up');
  if (price === null || price <= 0) return skip(message('PEER_UNPRICED', {sku, peer: to}));
  const {currency} = facts;
  return propose(
    price,
    message('RELATIVE', {
      price: formatAmount(price, currency),
      currency,
      peer: to,
      theirs: formatAmount(theirs, currency),
      by,
    }),
  );
}
