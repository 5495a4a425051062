import type {GuardVerdict} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import {type HardBounds, hardBounds} from '../../domain/pricing/bounds.js';
import type {Composed} from '../../domain/pricing/compose.js';
import {marginAt} from '../../domain/pricing/cost.js';
import {proposeTrial, trialOf} from '../../domain/pricing/experiment/trial.js';
import type {Trial} from '../../domain/pricing/experiment/types.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {type Learnt, learntOf} from '../../domain/pricing/learnt.js';
import {DEMAND_DEFAULTS, type EffectiveRules, rulesFor, type Strategy} from '../../domain/pricing/rules.js';
import {proposeBy} from '../../domain/pricing/strategies/index.js';
import type {Proposal} from '../../domain/pricing/strategies/types.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';
import {guardsOf} from './draft.js';
import {openFacts} from './facts.js';
import {typedOffer} from './find.js';
import {nextPrice} from './next-price.js';
import {otherwise} from './otherwise.js';
import {priceByRules} from './reprice.js';
import {loadRules} from './rules.js';

/** What one strategy would have said. */
export interface Candidate {
  readonly strategy: Strategy['kind'] | Trial['kind'];
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
  /** What is known of how it sells; null: nothing, or the rules price nothing by it. */
  readonly learnt: Learnt | null;
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
  const all = candidates(facts, effective);
  const byDemand = all.findLast(({strategy}) => strategy === 'demand' || strategy === effective.strategy.kind);
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
    candidates: all,
    guards: guardsOf(composed),
    reason: composed.kind === 'skipped' ? composed.skipped.reason : null,
    bounds: hardBounds(facts, effective.guards),
    marginNow: facts.base === null ? null : marginAt(facts, facts.base),
    marginNext: next === null ? null : marginAt(facts, next),
    learnt: learntOf(facts, effective, byDemand?.proposal ?? null),
    otherwise: otherwise(facts, composed, effective),
  };
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
  const trial = trialOf(facts, rules);
  const byRules = all.map((each): Candidate => {
    const own = each.kind === rules.strategy.kind;
    const proposal = proposeBy(own ? rules.strategy : each, facts, rules);
    return {strategy: each.kind, chosen: own && trial === null, proposal};
  });
  if (trial === null) return byRules;
  return [...byRules, {strategy: trial.kind, chosen: true, proposal: proposeTrial(facts, trial)}];
}
