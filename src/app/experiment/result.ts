import type {Shop} from '../../domain/catalog/types.js';
import {type Stake, type Verdict, verdictOn} from '../../domain/pricing/experiment/decide.js';
import {armOn, looksOn, type Pair, TOLERANCE} from '../../domain/pricing/experiment/design.js';
import {type Estimate, estimate, type PairSales} from '../../domain/pricing/experiment/estimate.js';
import {armPrice} from '../../domain/pricing/experiment/trial.js';
import type {Experiment, PriceTest} from '../../domain/pricing/experiment/types.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {economicsOf} from '../../domain/pricing/strategies/economics.js';
import {leftOf} from '../../domain/pricing/strategies/optimum.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';
import {openFacts} from '../price/facts.js';
import {dayNumber} from '../price/past-days.js';
import {shopNow} from '../shop/now.js';
import {type PastSales, readSales} from './past.js';
import {PLAN_DAYS} from './plan-test.js';

/** How a test stands: what it found so far, and how many of its days are over. */
export interface TestStanding {
  readonly estimate: Estimate | null;
  readonly verdict: Verdict;
  readonly daysOver: number;
  /** Days of pairs that counted, of those that are over. */
  readonly used: number;
  readonly seen: number;
}

/** Works out what a test says up to today. Writes nothing. */
export async function standingOf(context: Context, shop: Shop, test: PriceTest): Promise<TestStanding> {
  const {design} = test;
  const today = dayNumber(dayAt(await shopNow(context, shop), shop.terms.zone));
  const to = Math.min(today, design.until);
  const skus = design.pairs.flatMap(({a, b}) => [a, b]);
  const sales = await readSales(context, shop, skus, design.from - PLAN_DAYS, Math.max(to, design.from));
  let used = 0;
  const told = design.pairs.map((pair) => {
    const {days, ...sold} = salesOf(test, pair, sales, to);
    used += days;
    return sold;
  });
  const found = estimate(told.filter(({apart}) => apart > 0));
  const {byOffer} = await openFacts(context, shop);
  const verdict = verdictOn(found, stakesOf(test, [...byOffer.values()], sales), design.step);
  const daysOver = Math.max(0, to - design.from);
  return {estimate: found, verdict, daysOver, used, seen: daysOver * design.pairs.length};
}

/** Days on which both were in stock all day at the prices that the test wanted: all others say nothing of it. */
function salesOf(
  {design, anchors}: PriceTest,
  pair: Pair,
  sales: PastSales,
  to: number,
): PairSales & {readonly days: number} {
  const sum = {dearA: 0, cheapB: 0, cheapA: 0, dearB: 0};
  const apart = {1: {sum: 0, days: 0}, [-1]: {sum: 0, days: 0}};
  const meets = (price: number, sku: string, arm: 1 | -1) =>
    Math.abs(Math.log(price / armPrice(anchors[sku] ?? 0, arm, design.step))) < TOLERANCE * design.step;
  for (let day = design.from; day < to; day++) {
    const arm = armOn(design, pair, day);
    const [a, b] = [sales.on(pair.a, day), sales.on(pair.b, day)];
    if (arm === null || a === null || b === null) continue;
    if (!meets(a.price, pair.a, arm) || !meets(b.price, pair.b, arm === 1 ? -1 : 1)) continue;
    sum[arm === 1 ? 'dearA' : 'cheapA'] += a.units;
    sum[arm === 1 ? 'cheapB' : 'dearB'] += b.units;
    apart[arm].sum += Math.log(a.price / b.price);
    apart[arm].days++;
  }
  const [dear, cheap] = [apart[1], apart[-1]];
  const days = dear.days + cheap.days;
  if (dear.days === 0 || cheap.days === 0) return {...sum, apart: 0, days};
  return {...sum, apart: dear.sum / dear.days - cheap.sum / cheap.days, days};
}

/** What each SKU leaves at the three prices, weighed by how it sold before the test. */
function stakesOf({anchors, design}: PriceTest, all: readonly OfferFacts[], sales: PastSales): readonly Stake[] {
  return all.flatMap((facts): Stake[] => {
    const anchor = anchors[facts.offer.sku ?? ''];
    const economics = economicsOf(facts);
    if (anchor === undefined || 'code' in economics) return [];
    const {rate} = sales.rate(facts.offer.sku ?? '', design.from - PLAN_DAYS, design.from);
    const at = (arm: 1 | -1) => leftOf(economics, armPrice(anchor, arm, design.step));
    return [{rate, now: leftOf(economics, anchor), dear: at(1), cheap: at(-1)}];
  });
}

/**
 * Ends the tests whose rule says so: one answer is sure, or the last day is over. Looked at after whole swaps only, when
 * every SKU was dear as long as cheap. Returns those that ended.
 */
export async function settleTests(context: Context, shop: Shop): Promise<readonly PriceTest[]> {
  const ended: PriceTest[] = [];
  const running = (await context.data.experiments.list(shop.id)).filter(isRunningTest);
  for (const test of running) {
    const now = await shopNow(context, shop);
    const today = dayNumber(dayAt(now, shop.terms.zone));
    if (!looksOn(test.design, today)) continue;
    const {estimate: found, verdict} = await standingOf(context, shop, test);
    if (verdict.decided === null && today < test.design.until) continue;
    const done: PriceTest = {...test, state: 'done', endedAt: now, found: {estimate: found, verdict}};
    await context.data.experiments.put(done);
    ended.push(done);
  }
  return ended;
}

function isRunningTest(each: Experiment): each is PriceTest {
  return each.kind === 'test' && each.state === 'running';
}
