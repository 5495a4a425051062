import type {Shop} from '../../domain/catalog/types.js';
import type {Breaker, Change, PlanKind} from '../../domain/change/types.js';
import {judgePlan, type PriceMove, priceMove} from '../../domain/pricing/breaker.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {pricesUnderWay, repricedSoFar} from './under-way.js';

/** What the breaker of a plan of any kind needs beside its changes. */
export interface BreakerRun {
  readonly rules: Rules;
  readonly manual?: {readonly overrideBounds: boolean};
  readonly kind: PlanKind;
}

/** A plan's changes against its shop: what a breaker goes by, gathered as both are gone through. */
export interface Weights {
  /** Every offer of the shop, once. */
  offer(facts: OfferFacts): void;
  change(change: Omit<Change, 'n'>): void;
  /** Measures what was gathered. `looked`: offers the shop has now. */
  judge(context: Context, run: BreakerRun, looked: number): Promise<Breaker>;
}

/** Opens the weighing of a plan of prices: for reprice, import and `price set` alike. */
export async function openWeights(context: Context, shop: Shop): Promise<Weights> {
  const units = await recentUnits(context, shop);
  const moves: PriceMove[] = [];
  let changes = 0;
  let offers = 0;
  let revenue = 0;
  return {
    offer: ({offer, live}) => {
      if (live === null) return;
      offers += 1;
      revenue += live * (units.get(offer.sku ?? '') ?? 0);
    },
    change: (change) => {
      changes += 1;
      const move = priceMove(change, shop.terms.currency);
      if (move !== null) moves.push(move);
    },
    judge: async (within, run, looked) => {
      const so = run.kind === 'reprice' ? await repricedSoFar(within, shop) : {looked: null, first: false};
      const basis = {
        offers,
        first: so.first,
        manual: run.manual !== undefined,
        rows: so.looked === null ? null : {before: so.looked, now: looked},
        sales: changes === 0 || revenue <= 0 ? null : {units, revenue},
      };
      const found = judgePlan(moves, basis, run.rules.breaker);
      const wide = found.limits.some(({code, tripped}) => tripped && (code === 'share' || code === 'mean_move'));
      if (!wide || run.kind !== 'reprice') return found;
      const underWay = await pricesUnderWay(within, shop, new Set(moves.map(({name}) => name)));
      return judgePlan(moves, {...basis, underWay}, run.rules.breaker);
    },
  };
}

/** Measures a plan that is at hand as a whole. `all`: the facts of the shop's offers; `looked` as {@link Weights} has it. */
export async function breakerFor(
  context: Context,
  shop: Shop,
  changes: readonly Omit<Change, 'n'>[],
  run: BreakerRun & {readonly all: ReadonlyMap<number, OfferFacts>; readonly looked: number},
): Promise<Breaker> {
  const weights = await openWeights(context, shop);
  for (const facts of run.all.values()) weights.offer(facts);
  for (const change of changes) weights.change(change);
  return await weights.judge(context, run, run.looked);
}

const DAY = 86_400_000;
const SALES_DAYS = 30;

/** Units of the last 30 days by SKU. */
async function recentUnits(context: Context, shop: Shop): Promise<ReadonlyMap<string, number>> {
  const now = await shopNow(context, shop);
  const units = new Map<string, number>();
  for await (const {sku, quantity} of context.data.sales.lines(shop.id, now - SALES_DAYS * DAY, now)) {
    if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return units;
}
