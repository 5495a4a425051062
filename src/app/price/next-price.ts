import {type Minor, parseAmount} from '../../domain/money.js';
import type {Composed} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';

/** The price without a promotion that an offer has after what became of it; null when it was skipped or held. */
export function nextPrice(composed: Composed, facts: OfferFacts): Minor | null {
  if (composed.kind !== 'change') return composed.kind === 'unchanged' ? facts.base : null;
  const after = composed.change.fields['base_price']?.after ?? composed.change.fields['price']?.after;
  return typeof after === 'string' ? parseAmount(after, facts.currency) : facts.base;
}
