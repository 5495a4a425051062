import type {Shop} from '../../domain/catalog/types.js';
import type {Breaker, Change, Plan} from '../../domain/change/types.js';
import {formatAmount, parseAmount} from '../../domain/money.js';
import {hardBounds} from '../../domain/pricing/bounds.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {type Rules, rulesFor} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {breakerFor} from './breaker.js';
import {openFacts} from './facts.js';
import {factIndex} from './find.js';
import {loadRules} from './rules.js';

/**
 * Measures a plan that this store did not make, as strictly as one that souk computes: nobody here has seen its figures.
 * What the file says of its own breaker can only add to it. Prices before, and which of them stand at their floor, are
 * what the store knows; the rules are the shop's own. An undo is checked against its run instead (`checkGuards`).
 */
export async function judgeForeign(context: Context, shop: Shop, plan: Plan): Promise<Breaker> {
  if (plan.undoes !== undefined || plan.kind === 'undo') return plan.breaker;
  const rules = await loadRules(context, shop);
  const book = await openFacts(context, shop, rules);
  const find = factIndex(book.byOffer.values());
  const moves = plan.changes.flatMap((change) => moveOf(change, find(change.target.key), rules));
  const found = await breakerFor(context, shop, moves, {
    rules,
    all: book.byOffer,
    kind: plan.kind,
    looked: book.byOffer.size,
  });
  const own = plan.breaker.limits.filter(
    ({code, tripped}) => tripped && !found.limits.some((each) => each.code === code),
  );
  return {tripped: found.tripped || plan.breaker.tripped, limits: [...found.limits, ...own]};
}

/** The move that a change makes of the visible price, or of the base under a promotion. */
function moveOf(change: Change, facts: OfferFacts | null, rules: Rules): Omit<Change, 'n'>[] {
  const field = change.fields['price'] ?? change.fields['base_price'];
  if (facts === null || field === undefined || change.target.kind !== 'offer' || change.op !== 'update') return [];
  const was = change.fields['price'] === undefined ? facts.base : facts.live;
  const before = was === null ? field.before : formatAmount(was, facts.currency);
  const {floor} = hardBounds(facts, rulesFor(rules, facts.offer).guards);
  const after = typeof field.after === 'string' ? parseAmount(field.after, facts.currency) : null;
  const floored = floor !== null && after === floor.price;
  return [
    {
      target: {kind: 'offer', key: facts.key},
      op: 'update',
      fields: {price: {before, after: field.after}},
      reasons: [],
      guards: floored ? [{code: 'floor', verdict: 'clamp'}] : [],
    },
  ];
}
