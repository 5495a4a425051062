import type {Shop} from '../../domain/catalog/types.js';
import type {Breaker, Change, PlanKind} from '../../domain/change/types.js';
import {judgePlan, MoveTally, nameOf} from '../../domain/pricing/breaker.js';
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
  /** Measures what was gathered. `looked`: offers the shop has now. `changes`: the same ones, gone through again where that is needed. */
  judge(context: Context, looked: number, changes: Pages<Omit<Change, 'n'>>): Promise<Breaker>;
}

/** A list that may be too long to be held. */
export type Pages<T> = Iterable<readonly T[]> | AsyncIterable<readonly T[]>;

/** Units sold lately, by SKU. */
type RecentUnits = ReadonlyMap<string, number>;

/** Opens the weighing of a plan of prices: for reprice, import and `price set` alike. */
export function openWeights(shop: Shop, run: BreakerRun, units: RecentUnits): Weights {
  const {breaker: limits} = run.rules;
  const terms = {currency: shop.terms.currency, moveAbove: limits.moveAbove, units};
  const tally = new MoveTally(terms);
  let changed = 0;
  let offers = 0;
  let revenue = 0;
  return {
    offer: ({offer, live}) => {
      if (live === null) return;
      offers += 1;
      revenue += live * (units.get(offer.sku ?? '') ?? 0);
    },
    change: (change) => {
      changed += 1;
      tally.add(change);
    },
    judge: async (within, looked, changes) => {
      const so = run.kind === 'reprice' ? await repricedSoFar(within, shop) : {looked: null, first: false};
      const basis = {
        offers,
        first: so.first,
        manual: run.manual !== undefined,
        rows: so.looked === null ? null : {before: so.looked, now: looked},
        revenue: changed === 0 ? null : revenue,
      };
      const found = judgePlan(tally, basis, limits);
      const wide = found.limits.some(({code, tripped}) => tripped && (code === 'share' || code === 'mean_move'));
      if (!wide || run.kind !== 'reprice') return found;
      const anew = new MoveTally({...terms, underWay: await pricesUnderWay(within, shop, await namesOf(changes))});
      for await (const page of changes) for (const change of page) anew.add(change);
      return judgePlan(anew, basis, limits);
    },
  };
}

async function namesOf(changes: Pages<Omit<Change, 'n'>>): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const page of changes) for (const change of page) names.add(nameOf(change));
  return names;
}

/** Measures a plan that is at hand as a whole. `all`: the facts of the shop's offers; `looked` as {@link Weights} has it. */
export async function breakerFor(
  context: Context,
  shop: Shop,
  changes: readonly Omit<Change, 'n'>[],
  run: BreakerRun & {readonly all: ReadonlyMap<number, OfferFacts>; readonly looked: number},
): Promise<Breaker> {
  // What changes nothing costs no revenue.
  const units: RecentUnits = changes.length === 0 ? new Map() : await recentUnits(context, shop);
  const weights = openWeights(shop, run, units);
  for (const facts of run.all.values()) weights.offer(facts);
  for (const change of changes) weights.change(change);
  return await weights.judge(context, run.looked, [changes]);
}

const DAY = 86_400_000;
const SALES_DAYS = 30;

/** Units of the last 30 days by SKU. */
export async function recentUnits(context: Context, shop: Shop): Promise<RecentUnits> {
  const now = await shopNow(context, shop);
  const units = new Map<string, number>();
  for await (const {sku, quantity} of context.data.sales.lines(shop.id, now - SALES_DAYS * DAY, now)) {
    if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  return units;
}
