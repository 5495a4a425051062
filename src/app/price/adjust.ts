import {matches, type Selector} from '../../domain/catalog/selector.js';
import {parseWhere} from '../../domain/catalog/where.js';
import type {Plan} from '../../domain/change/types.js';
import {KnownError, message} from '../../domain/errors.js';
import {type Minor, parseAmount} from '../../domain/money.js';
import {composePrice} from '../../domain/pricing/compose.js';
import {onePlus, times} from '../../domain/pricing/factor.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {roundPrice} from '../../domain/pricing/rounding.js';
import {type Rules, rulesFor} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {savePlan} from '../plan/save.js';
import {findShops} from '../shop/find.js';
import {pullOnce} from '../shop/pull.js';
import {draftPrices, newBatch, type Outcome} from './draft.js';
import {openFacts} from './facts.js';
import {fraction} from './rules-values.js';

export interface AdjustInput {
  readonly shops: readonly string[] | undefined;
  /** "+5%", "-5%", "+2.00" or "-2.00". */
  readonly by: string;
  /** Which offers: "category=Mugs and stock>0". Without it: all. */
  readonly where?: string;
  /** Bring the prices to the endings of the rules. */
  readonly round: boolean;
  readonly overrideBounds: boolean;
}

/** Moves many prices by a percentage or an amount, by hand: one plan a shop, held rows listed. Writes to no shop. */
export async function adjustPrices(context: Context, input: AdjustInput): Promise<readonly Plan[]> {
  const batch = newBatch();
  const plans: Plan[] = [];
  for (const shop of await findShops(context, input.shops)) {
    await pullOnce(context, shop);
    const {currency} = shop.terms;
    const step = stepOf(input.by, currency);
    const where: Selector = input.where === undefined ? [] : parseWhere(input.where, currency);
    const {rules, byOffer} = await openFacts(context, shop);
    const outcomes: Outcome[] = [];
    for (const facts of byOffer.values()) {
      if (facts.base === null || !matches(where, facts.offer)) continue;
      outcomes.push(adjustOne(facts, facts.base, step, rules, input));
    }
    if (outcomes.length === 0)
      throw new KnownError('input', 'NOTHING_MATCHES', {where: input.where ?? '', shop: shop.name});
    const draft = await draftPrices(context, shop, outcomes, {
      kind: 'price',
      batch,
      rules,
      sources: [],
      manual: {overrideBounds: input.overrideBounds},
      all: byOffer,
    });
    plans.push(await savePlan(context, shop, draft));
  }
  return plans;
}

/** A change of every price: a factor as an exact decimal, or an amount. */
type Step = {readonly rate: string} | {readonly amount: Minor};

/** The sign is asked for, so that nobody sets a price when he means to move one. */
function stepOf(text: string, currency: string): Step {
  const [, sign = '', figure = '', percent] = /^([+-])(\d*\.?\d+)\s*(%?)$/u.exec(text.trim()) ?? [];
  const fail = () => new KnownError('usage', 'STEP_INVALID', {text, currency});
  if (figure === '') throw fail();
  if (percent === '%') {
    const rate = fraction(`${figure}%`);
    if (sign === '-' && Number(rate) >= 1) throw fail();
    return {rate: sign === '-' ? `-${rate}` : rate};
  }
  const amount = parseAmount(figure, currency);
  if (amount === null) throw fail();
  return {amount: sign === '-' ? -amount : amount};
}

function adjustOne(
  facts: OfferFacts,
  base: Minor,
  step: Step,
  rules: Rules,
  {by, round, overrideBounds}: AdjustInput,
): Outcome {
  const moved = 'rate' in step ? (times(base, onePlus(step.rate), 'half-up') ?? Number.NaN) : base + step.amount;
  const {rounding} = rulesFor(rules, facts.offer);
  const window = {low: 1, high: Number.MAX_SAFE_INTEGER};
  const basePrice =
    round && rounding !== null && moved > 0 ? roundPrice(moved, rounding, window, facts.currency).price : moved;
  const composed = composePrice(
    {basePrice, manual: true, overrideBounds, strategy: 'manual', reasons: [message('ADJUSTED_BY_HAND', {by})]},
    facts,
    rules,
  );
  return {facts, composed};
}
