import {matches} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import {parseWhere} from '../../domain/catalog/where.js';
import {KnownError} from '../../domain/errors.js';
import {hardBounds} from '../../domain/pricing/bounds.js';
import {
  type Candidate,
  daysNeeded,
  informationADay,
  LEAST_PAIRS,
  pairUp,
} from '../../domain/pricing/experiment/design.js';
import {armPrice} from '../../domain/pricing/experiment/trial.js';
import type {PriceTest} from '../../domain/pricing/experiment/types.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {rulesFor} from '../../domain/pricing/rules.js';
import {economicsOf} from '../../domain/pricing/strategies/economics.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';
import {openFacts} from '../price/facts.js';
import {dayNumber} from '../price/past-days.js';
import {shopNow} from '../shop/now.js';
import {pullOnce} from '../shop/pull.js';
import {readSales} from './past.js';

/** Days of sales that a test is planned from. */
export const PLAN_DAYS = 56;

/** How a test is to be; fractions and days. */
export interface TestWish {
  readonly where: string | undefined;
  readonly step: number;
  readonly precision: number;
  readonly period: number;
  readonly most: number;
  readonly seed: number;
}

/** Why offers take no part. */
export type LeftOut = 'no-price' | 'no-cost' | 'no-sales' | 'held' | 'bounds' | 'own-path' | 'alone';

/** A test that could begin tomorrow, with what it will take. */
export interface PlannedTest {
  readonly shop: Shop;
  readonly test: PriceTest;
  /** Units a day of all that take part. */
  readonly rate: number;
  readonly days: number;
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/**
 * Plans a test from the sales of the last eight weeks: who takes part, in which pairs, and how many days it needs.
 *
 * @throws KnownError blocked TEST_HOPELESS where it needs too many days or has too few pairs; input TEST_RUNS
 */
export async function planTest(context: Context, shop: Shop, wish: TestWish): Promise<PlannedTest> {
  await pullOnce(context, shop);
  const running = (await context.data.experiments.list(shop.id)).find(
    ({kind, state}) => kind === 'test' && state === 'running',
  );
  if (running !== undefined) throw new KnownError('input', 'TEST_RUNS', {id: running.id, shop: shop.name});
  const now = await shopNow(context, shop);
  const today = dayNumber(dayAt(now, shop.terms.zone));
  const {facts, candidates, leftOut} = await candidatesOf(context, shop, wish, today);
  const pairs = pairUp(candidates, wish.seed);
  leftOut.set('alone', candidates.length - 2 * pairs.length);
  const rates = new Map(candidates.map(({sku, rate}) => [sku, rate]));
  const days = daysNeeded(informationADay(pairs, rates, wish), wish.precision, wish.period);
  const paired = pairs.flatMap(({a, b}) => [a, b]);
  const rate = paired.reduce((sum, sku) => sum + (rates.get(sku) ?? 0), 0);
  if (pairs.length < LEAST_PAIRS || days > wish.most) {
    const numbers = {pairs: pairs.length, least: LEAST_PAIRS, most: wish.most, rate: rate.toFixed(2)};
    throw new KnownError('blocked', 'TEST_HOPELESS', {
      ...numbers,
      days: Number.isFinite(days) ? String(days) : '',
      precision: String(wish.precision),
    });
  }
  const from = today + 1;
  const test: PriceTest = {
    kind: 'test',
    id: 'T-(new)',
    shopId: shop.id,
    state: 'running',
    startedAt: now,
    endedAt: null,
    seed: wish.seed,
    design: {pairs, step: wish.step, period: wish.period, from, until: from + days},
    anchors: Object.fromEntries(paired.map((sku) => [sku, facts.get(sku)?.base ?? 0])),
    precision: wish.precision,
    found: null,
  };
  return {shop, test, rate, days, leftOut};
}

async function candidatesOf(context: Context, shop: Shop, wish: TestWish, today: number) {
  const {byOffer, rules} = await openFacts(context, shop);
  const scope = wish.where === undefined ? [] : parseWhere(wish.where, shop.terms.currency);
  const meant = [...byOffer.values()].filter(({offer}) => offer.sku !== null && matches(scope, offer));
  const leftOut = new Map<LeftOut, number>();
  const out = (why: LeftOut) => leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
  const skus = [...new Set(meant.flatMap(({offer}) => offer.sku ?? []))];
  const sales = await readSales(context, shop, skus, today - PLAN_DAYS, today);
  const facts = new Map<string, OfferFacts>();
  const candidates: Candidate[] = [];
  for (const each of meant) {
    const sku = each.offer.sku ?? '';
    const {guards, strategy} = rulesFor(rules, each.offer);
    const why = unfit(each, wish.step, hardBounds(each, guards)) ?? (OWN_PATHS.has(strategy.kind) ? 'own-path' : null);
    const {rate} = sales.rate(sku, today - PLAN_DAYS, today);
    if (why !== null || rate <= 0 || facts.has(sku)) {
      out(why ?? 'no-sales');
      continue;
    }
    facts.set(sku, each);
    candidates.push({sku, category: each.offer.category, rate});
  }
  return {facts, candidates, leftOut};
}

/** Clearances only go down, and what goes by another price has no way of its own. */
const OWN_PATHS: ReadonlySet<string> = new Set(['clearance', 'relative', 'tier', 'bundle']);

function unfit(facts: OfferFacts, step: number, {floor, ceiling, gaps}: ReturnType<typeof hardBounds>): LeftOut | null {
  const {base} = facts;
  if (base === null || base <= 0) return 'no-price';
  if ('code' in economicsOf(facts)) return 'no-cost';
  if (facts.pin !== null || !(facts.owner === null || facts.owner === 'rules') || facts.overlay !== null || facts.trial)
    return 'held';
  const [cheap, dear] = [armPrice(base, -1, step), armPrice(base, 1, step)];
  const low = floor !== null && cheap < floor.price;
  const high = ceiling !== null && dear > ceiling.price;
  return low || high || gaps.some(({from, to}) => cheap <= to && dear >= from) ? 'bounds' : null;
}
