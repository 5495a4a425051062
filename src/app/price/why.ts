import type {GuardVerdict} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {formatAmount, parseAmount} from '../../domain/money.js';
import {type HardBounds, hardBounds} from '../../domain/pricing/bounds.js';
import type {Composed} from '../../domain/pricing/compose.js';
import {marginAt} from '../../domain/pricing/cost.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {nameOf} from '../../domain/pricing/guards.js';
import {DEMAND_DEFAULTS, type EffectiveRules, rulesFor, type Strategy} from '../../domain/pricing/rules.js';
import {proposePrice} from '../../domain/pricing/strategies/index.js';
import type {Proposal} from '../../domain/pricing/strategies/types.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';
import {guardsOf} from './draft.js';
import {openFacts} from './facts.js';
import {typedOffer} from './find.js';
import {priceByRules} from './reprice.js';
import {loadRules} from './rules.js';

/** What one strategy would have said. */
export interface Candidate {
  readonly strategy: Strategy['kind'];
  readonly chosen: boolean;
  readonly proposal: Proposal;
}

/** Why a price is what it is, and what it would be after tonight. */
export interface Reasons {
  readonly shop: string;
  readonly sku: string;
  readonly title: string;
  readonly currency: string;
  readonly now: number | null;
  readonly live: number | null;
  /** The price after the next repricing; null when it is left alone. */
  readonly next: number | null;
  readonly outcome: Composed['kind'];
  readonly rule: {readonly name: string | null; readonly file: string | null; readonly line: number | null};
  readonly candidates: readonly Candidate[];
  readonly guards: readonly GuardVerdict[];
  /** Why it is skipped or held. */
  readonly reason: Message | null;
  readonly bounds: HardBounds;
  /** Margin on the net price now and after; null when costs are unknown. */
  readonly marginNow: string | null;
  readonly marginNext: string | null;
  /** What would have to change for another answer. */
  readonly otherwise: readonly Message[];
}

/** Explains one price from the facts in the store. Writes nothing. */
export async function whyPrice(
  context: Context,
  input: {readonly shop: string | undefined; readonly sku: string; readonly rules?: string},
): Promise<Reasons> {
  const shop = await findShop(context, input.shop);
  await pullOnce(context, shop);
  const rules = await loadRules(context, shop, input.rules);
  const {byOffer} = await openFacts(context, shop, rules);
  const facts = await typedOffer(context, shop, byOffer.values(), input.sku);
  const effective = rulesFor(rules, facts.offer);
  const composed = priceByRules(facts, rules);
  const next = nextPrice(composed, facts);
  return {
    shop: shop.name,
    sku: facts.offer.sku ?? input.sku,
    title: facts.offer.title,
    currency: facts.currency,
    now: facts.base,
    live: facts.live,
    next,
    outcome: composed.kind,
    rule: {name: effective.name, file: rules.origin, line: effective.line},
    candidates: candidates(facts, effective),
    guards: guardsOf(composed),
    reason: composed.kind === 'skipped' ? composed.skipped.reason : null,
    bounds: hardBounds(facts, effective.guards),
    marginNow: facts.base === null ? null : marginAt(facts, facts.base),
    marginNext: next === null ? null : marginAt(facts, next),
    otherwise: otherwise(facts, composed, effective),
  };
}

function nextPrice(composed: Composed, facts: OfferFacts): number | null {
  if (composed.kind !== 'change') return composed.kind === 'unchanged' ? facts.base : null;
  const after = composed.change.fields['base_price']?.after ?? composed.change.fields['price']?.after;
  return typeof after === 'string' ? parseAmount(after, facts.currency) : facts.base;
}

/** Every strategy with the options of the rule, or, where the rule has another, with plain ones. */
function candidates(facts: OfferFacts, rules: EffectiveRules): Candidate[] {
  const plain: readonly Strategy[] = [
    {kind: 'hold'},
    {kind: 'cost', target: {margin: rules.guards.minMargin}},
    {
      kind: 'competition',
      position: 'undercut',
      by: {percent: '0.01'},
      against: 'lowest',
      alone: 'list',
      condition: 'new',
    },
    ...(facts.demand === null ? [] : [{kind: 'demand', ...DEMAND_DEFAULTS} as const]),
  ];
  const all = plain.some(({kind}) => kind === rules.strategy.kind) ? plain : [...plain, rules.strategy];
  return all.map((each) => {
    const chosen = each.kind === rules.strategy.kind;
    const strategy = chosen ? rules.strategy : each;
    return {strategy: each.kind, chosen, proposal: proposePrice(facts, rules, strategy)};
  });
}

/** The guard that had the last word is what would have to give way; a strategy that holds has nothing to say. */
function otherwise(facts: OfferFacts, composed: Composed, rules: EffectiveRules): Message[] {
  const sku = nameOf(facts);
  const binding = guardsOf(composed).findLast(({verdict, code}) => verdict !== 'pass' && code !== 'rounding');
  const proposal = proposePrice(facts, rules);
  if (binding !== undefined && proposal.kind === 'proposal') {
    const wanted = formatAmount(proposal.price, facts.currency);
    return [message('WHY_GUARD', {guard: binding.code, verdict: binding.verdict, wanted, currency: facts.currency})];
  }
  return rules.strategy.kind === 'hold' ? [message('WHY_HOLD', {sku})] : [];
}
