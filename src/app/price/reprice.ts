import {matches} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import type {PlanHead} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {type Composed, composePrice} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {asksDemand, type PricingRule, type Rules, rulesFor, type Strategy} from '../../domain/pricing/rules.js';
import {proposePrice} from '../../domain/pricing/strategies/index.js';
import type {Context} from '../context.js';
import {writePlan} from '../plan/save.js';
import {findShops} from '../shop/find.js';
import {pullShop} from '../shop/pull.js';
import {newBatch, openSheet} from './draft.js';
import {factPages} from './facts.js';
import {readOfShop} from './known.js';
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

/** The plans of a repricing, whose changes are in the store, and what a person should know of the rules that made them. */
export interface Repricing {
  readonly plans: readonly PlanHead[];
  readonly warnings: readonly Message[];
}

/** Makes one plan a shop, all of one batch: the price of every offer by the rules, through every guard. Writes to no shop. */
export async function reprice(context: Context, input: RepriceInput): Promise<Repricing> {
  const batch = newBatch();
  const plans: PlanHead[] = [];
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

/** The plan of one shop, from the facts that are in the store: priced and kept a page at a time. */
async function repriceShop(
  context: Context,
  shop: Shop,
  input: Omit<RepriceInput, 'shops' | 'pull'> & {readonly batch: string},
): Promise<{readonly plan: PlanHead; readonly warnings: readonly Message[]}> {
  const strategy = input.strategy?.((text) => priceOf(text, shop.terms.currency));
  const rules = withStrategy(await loadRules(context, shop, input.rules), strategy);
  const sheet = await openSheet(context, shop, {
    kind: 'reprice',
    batch: input.batch,
    rules,
    ...(input.rules === undefined ? {} : {rulesFile: input.rules}),
    sources: [rules.origin ?? 'built-in'],
  });
  const ofShop = await readOfShop(context, shop, rules);
  const unused = new Set(rules.rules);
  let offers = 0;
  const plan = await writePlan(context, shop, async (book) => {
    for await (const page of factPages(context, shop, rules, ofShop)) {
      context.signal.throwIfAborted();
      offers += page.length;
      for (const facts of page) {
        sheet.offer(facts);
        sheet.outcome({facts, composed: priceByRules(facts, rules)});
        for (const rule of unused) if (matches(rule.when, facts.offer)) unused.delete(rule);
      }
      const {changes, skipped} = sheet.take();
      await book.append(changes, skipped);
    }
    return await book.finish(await sheet.head(context, book.changes));
  });
  return {plan, warnings: offers === 0 ? [] : unusedRules(shop, rules, unused)};
}

/** Rules whose `when` no offer of the shop meets: most likely a typing error. Without offers there is nothing to say. */
function unusedRules({name: shop}: Shop, {origin}: Rules, unused: Iterable<PricingRule>): Message[] {
  if (origin === null) return [];
  return [...unused].map(({name: rule, line}) => message('RULE_UNUSED', {shop, rule, file: origin, line: line ?? 1}));
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
