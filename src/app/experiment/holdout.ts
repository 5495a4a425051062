import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import {drawHoldout, type Earned, type Uplift, upliftOf, waitFor} from '../../domain/pricing/experiment/holdout.js';
import type {Holdout} from '../../domain/pricing/experiment/types.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {economicsOf} from '../../domain/pricing/strategies/economics.js';
import {leftOf} from '../../domain/pricing/strategies/optimum.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {Context} from '../context.js';
import {openFacts} from '../price/facts.js';
import {dayNumber} from '../price/past-days.js';
import {shopNow} from '../shop/now.js';
import {pullOnce} from '../shop/pull.js';
import {readSales} from './past.js';
import {PLAN_DAYS} from './plan-test.js';

/** An uplift is waited for until it is known to so much each way. */
export const REACH = 0.05;

/** Fewer SKUs on the held side say nothing. */
const LEAST_HELD = 5;

/** A holdout as it could begin tomorrow. */
export interface PlannedHoldout {
  readonly shop: Shop;
  readonly holdout: Holdout;
  /** SKUs that it is drawn from: those with a price, a cost and sales. */
  readonly of: number;
}

/**
 * Draws the SKUs that will keep their old prices, from all that sold something in the last eight weeks, and says how long an
 * answer will take: as these weeks' halves come apart by chance.
 *
 * @throws KnownError input HOLDOUT_RUNS; blocked HOLDOUT_TOO_FEW
 */
export async function planHoldout(
  context: Context,
  shop: Shop,
  {share, seed}: {readonly share: number; readonly seed: number},
): Promise<PlannedHoldout> {
  await pullOnce(context, shop);
  const running = (await context.data.experiments.list(shop.id)).find(
    ({kind, state}) => kind === 'holdout' && state === 'running',
  );
  if (running !== undefined) throw new KnownError('input', 'HOLDOUT_RUNS', {id: running.id, shop: shop.name});
  const now = await shopNow(context, shop);
  const today = dayNumber(dayAt(now, shop.terms.zone));
  const [half, from] = [today - PLAN_DAYS / 2, today - PLAN_DAYS];
  const sides = await earnings(context, shop, {before: [from, half], since: [half, today]});
  const sold = [...sides].filter(([, {revenue, tested}]) => revenue > 0 && !tested);
  const skus = drawHoldout(
    sold.map(([sku, {revenue}]) => ({sku, revenue})),
    share,
    seed,
  );
  if (skus.length < LEAST_HELD)
    throw new KnownError('blocked', 'HOLDOUT_TOO_FEW', {held: skus.length, least: LEAST_HELD, of: sold.length});
  const held = new Set(skus);
  const side = (wanted: boolean) => sold.filter(([sku]) => held.has(sku) === wanted).map(([, each]) => each);
  const wait = waitFor(upliftOf(side(false), side(true), seed), PLAN_DAYS, REACH);
  const common = {shopId: shop.id, state: 'running', startedAt: now, endedAt: null, seed} as const;
  const known = Number.isFinite(wait) ? wait : null;
  return {
    shop,
    of: sold.length,
    holdout: {kind: 'holdout', id: 'T-(new)', ...common, skus, from: today + 1, wait: known},
  };
}

/** One side of a holdout: profit a day before and since. */
export interface Side {
  readonly skus: number;
  readonly before: number;
  readonly since: number;
}

/** What the rules brought beside the old prices. `daysOver`: days since it began. */
export interface HoldoutResult {
  readonly holdout: Holdout;
  readonly priced: Side;
  readonly held: Side;
  readonly uplift: Uplift | null;
  readonly daysOver: number;
}

/** Compares both sides up to today, or up to its end. Writes nothing. */
export async function holdoutResult(context: Context, shop: Shop, holdout: Holdout): Promise<HoldoutResult> {
  const {zone} = shop.terms;
  const today = dayNumber(dayAt(await shopNow(context, shop), zone));
  const until = Math.max(holdout.from, holdout.endedAt === null ? today : dayNumber(dayAt(holdout.endedAt, zone)));
  const spans = {before: [holdout.from - PLAN_DAYS, holdout.from], since: [holdout.from, until]} as const;
  const all = await earnings(context, shop, spans);
  const chosen = new Set(holdout.skus);
  const sold = [...all].filter(([, {tested}]) => !tested);
  const side = (held: boolean) => sold.filter(([sku]) => chosen.has(sku) === held).map(([, each]) => each);
  const [priced, held] = [side(false), side(true)];
  return {
    holdout,
    priced: sumOf(priced),
    held: sumOf(held),
    uplift: upliftOf(priced, held, holdout.seed),
    daysOver: until - holdout.from,
  };
}

function sumOf(side: readonly Earned[]): Side {
  const sum = (of: (each: Earned) => number) => side.reduce((total, each) => total + of(each), 0);
  return {skus: side.length, before: sum(({before}) => before), since: sum(({since}) => since)};
}

type Span = readonly [from: number, to: number];

/** Profit a day by SKU in two spans, at today's costs; SKUs without costs are left out, those in a price test are marked. */
async function earnings(
  context: Context,
  shop: Shop,
  {before, since}: {readonly before: Span; readonly since: Span},
): Promise<ReadonlyMap<string, Earned & {readonly revenue: number; readonly tested: boolean}>> {
  const {byOffer} = await openFacts(context, shop);
  const known = new Map<string, OfferFacts>();
  for (const facts of byOffer.values()) if (facts.offer.sku !== null) known.set(facts.offer.sku, facts);
  const sales = await readSales(context, shop, [...known.keys()], before[0], since[1]);
  return new Map(
    [...known].flatMap(([sku, facts]) => {
      const economics = economicsOf(facts);
      if ('code' in economics) return [];
      const profit = ([from, to]: Span) => sales.earned(sku, from, to, (price) => leftOf(economics, price));
      const revenue = sales.earned(sku, before[0], since[1], (price) => price);
      const tested = facts.trial?.kind === 'test';
      return [[sku, {before: profit(before), since: profit(since), revenue, tested}] as const];
    }),
  );
}
