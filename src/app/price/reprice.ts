import {matches} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {Plan} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {type Composed, composePrice} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {asksDemand, type Rules, rulesFor, type Strategy} from '../../domain/pricing/rules.js';
import {proposePrice} from '../../domain/pricing/strategies/index.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {findShops} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import {draftPrices, newBatch, type Outcome} from './draft.js';
import {openFacts} from './facts.js';
import {learnShop} from './learn.js';
import {loadRules} from './rules.js';
import {priceOf} from './set.js';
import type {StrategyChoice} from './strategy-flags.js';

export interface RepriceInput {
  readonly shops: readonly string[] | undefined;
  /** A rules file instead of the shop's own. */
  readonly rules?: string;
  /** A strategy instead of what the rules choose. */
  readonly strategy?: StrategyChoice;
  /** Bring the facts up to date first. */
  readonly pull: boolean;
}

/** The plans of a repricing, and what a person should know of the rules that made them. */
export interface Repricing {
  readonly plans: readonly Plan[];
  readonly warnings: readonly Message[];
}

/** Makes one plan a shop, all of one batch: the price of every offer by the rules, through every guard. Writes to no shop. */
export async function reprice(context: Context, input: RepriceInput): Promise<Repricing> {
  const batch = newBatch();
  const plans: Plan[] = [];
  const warnings: Message[] = [];
  for (const shop of await findShops(context, input.shops)) {
    context.signal.throwIfAborted();
    if (input.pull) {
      await pullShop(context, shop);
      const rules = await loadRules(context, shop, input.rules);
      if (input.strategy === undefined && asksDemand(rules)) await learnShop(context, shop);
    }
    const priced = await repriceShop(context, shop, {...input, batch});
    plans.push(priced.plan);
    warnings.push(...priced.warnings);
  }
  return {plans, warnings};
}

/** The plan of one shop, from the facts that are in the store. */
async function repriceShop(
  context: Context,
  shop: Shop,
  input: Omit<RepriceInput, 'shops' | 'pull'> & {readonly batch: string},
): Promise<{readonly plan: Plan; readonly warnings: readonly Message[]}> {
  const strategy = input.strategy?.((text) => priceOf(text, shop.terms.currency));
  const rules = withStrategy(await loadRules(context, shop, input.rules), strategy);
  const {byOffer} = await openFacts(context, shop, rules);
  const outcomes: Outcome[] = [];
  for (const facts of byOffer.values()) outcomes.push({facts, composed: priceByRules(facts, rules)});
  const draft = await draftPrices(context, shop, outcomes, {
    kind: 'reprice',
    batch: input.batch,
    rules,
    ...(input.rules === undefined ? {} : {rulesFile: input.rules}),
    sources: [rules.origin ?? 'built-in'],
    all: byOffer,
  });
  return {plan: await savePlan(context, shop, draft), warnings: unusedRules(shop, rules, [...byOffer.values()])};
}

/** Rules whose `when` no offer of the shop meets: most likely a typing error. Without offers there is nothing to say. */
function unusedRules({name: shop}: Shop, {origin, rules}: Rules, all: readonly OfferFacts[]): Message[] {
  if (all.length === 0 || origin === null) return [];
  const unused = rules.filter(({when}) => !all.some(({offer}) => matches(when, offer)));
  return unused.map(({name: rule, line}) => message('RULE_UNUSED', {shop, rule, file: origin, line: line ?? 1}));
}

/** The same rules, guards and all, with one strategy everywhere. */
export function withStrategy(rules: Rules, strategy: Strategy | undefined): Rules {
  if (strategy === undefined) return rules;
  return {...rules, fallback: strategy, rules: rules.rules.map((rule) => ({...rule, strategy: null}))};
}

/** What the rules make of one offer: the strategy's proposal through every guard, or why there is none. */
export function priceByRules(facts: OfferFacts, rules: Rules): Composed {
  const effective = rulesFor(rules, facts.offer);
  const proposal = proposePrice(facts, effective);
  if (proposal.kind === 'skip') {
    const target = {kind: 'offer', key: facts.key} as const;
    return {kind: 'skipped', skipped: {target, fate: 'skipped', reason: proposal.reason, guards: []}};
  }
  return composePrice(
    {
      basePrice: proposal.price,
      manual: false,
      overrideBounds: false,
      strategy: effective.strategy.kind,
      reasons: proposal.reasons,
    },
    facts,
    rules,
  );
}
