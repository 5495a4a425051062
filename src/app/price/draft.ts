import {createHash, randomUUID} from 'node:crypto';
import type {Shop} from '../../domain/catalog/types.js';
import type {Breaker, Change, GuardVerdict, PlanDraft, PlanKind, Skipped} from '../../domain/change/types.js';
import {judgePlan, nameOf, type RecentSales} from '../../domain/pricing/breaker.js';
import type {Composed} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {shopNow} from '../shop/now.js';
import {rulesHash} from './rules.js';
import {pricesUnderWay, repricedSoFar} from './under-way.js';

/** One offer and what became of the price wished for it. */
export interface Outcome {
  readonly facts: OfferFacts;
  readonly composed: Composed;
}

/** What makes a plan of prices, beside the outcomes. */
export interface PriceRun {
  readonly kind: Extract<PlanKind, 'reprice' | 'price'>;
  readonly batch: string;
  readonly rules: Rules;
  /** The rules file that a person named. */
  readonly rulesFile?: string;
  /** Where the facts came from, in words that are no sentence: files, or "pull". */
  readonly sources: readonly string[];
  readonly manual?: {readonly overrideBounds: boolean};
  /** Every fact of the shop, for shares and revenue. */
  readonly all: ReadonlyMap<number, OfferFacts>;
  /** Offers that were looked at; default: the outcomes. */
  readonly looked?: number;
}

/** An id that the plans of one command share. */
export function newBatch(): string {
  return `B-${randomUUID().slice(0, 8).toUpperCase()}`;
}

/** Makes the plan of one shop from what became of each price: changes numbered, counted, and judged by the breaker. */
export async function draftPrices(
  context: Context,
  shop: Shop,
  outcomes: readonly Outcome[],
  run: PriceRun,
): Promise<PlanDraft> {
  const changes: Change[] = [];
  const skipped: Skipped[] = [];
  for (const {composed} of outcomes) {
    if (composed.kind === 'change') changes.push({n: changes.length + 1, ...composed.change});
    if (composed.kind === 'skipped') skipped.push(composed.skipped);
  }
  const held = skipped.filter(({fate}) => fate === 'held').length;
  return {
    batch: run.batch,
    kind: run.kind,
    shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
    by: context.by,
    inputs: {hash: factsHash(outcomes), sources: run.sources},
    rules: {hash: rulesHash(run.rules), ...(run.rulesFile === undefined ? {} : {file: run.rulesFile})},
    summary: {
      create: 0,
      update: changes.length,
      archive: 0,
      unchanged: outcomes.length - changes.length - skipped.length,
      orphan: 0,
      skipped: skipped.length - held,
      held,
      refused: 0,
    },
    breaker: await breakerFor(context, shop, changes, {...run, looked: run.all.size}),
    changes,
    skipped,
    ...(run.manual === undefined ? {} : {manual: run.manual}),
  };
}

/** What the breaker of a plan of any kind needs beside its changes. `looked`: offers the shop has now. */
export interface BreakerRun {
  readonly rules: Rules;
  readonly all: ReadonlyMap<number, OfferFacts>;
  readonly manual?: {readonly overrideBounds: boolean};
  readonly kind: PlanKind;
  readonly looked: number;
}

/** Measures a plan's changes against the shop: for reprice, import and `price set` alike. */
export async function breakerFor(
  context: Context,
  shop: Shop,
  changes: readonly Omit<Change, 'n'>[],
  run: BreakerRun,
): Promise<Breaker> {
  const so = run.kind === 'reprice' ? await repricedSoFar(context, shop) : {looked: null, first: false};
  const offers = [...run.all.values()].filter(({live}) => live !== null).length;
  const basis = {
    currency: shop.terms.currency,
    offers,
    first: so.first,
    manual: run.manual !== undefined,
    rows: so.looked === null ? null : {before: so.looked, now: run.looked},
    sales: changes.length === 0 ? null : await recentSales(context, shop, run.all),
  };
  const found = judgePlan(changes, basis, run.rules.breaker);
  const wide = found.limits.some(({code, tripped}) => tripped && (code === 'share' || code === 'mean_move'));
  if (!wide || run.kind !== 'reprice') return found;
  const underWay = await pricesUnderWay(context, shop, new Set(changes.map(nameOf)));
  return judgePlan(changes, {...basis, underWay}, run.rules.breaker);
}

const DAY = 86_400_000;
const SALES_DAYS = 30;

/** Units of the last 30 days by SKU and their revenue at present prices; null without any. */
async function recentSales(
  context: Context,
  shop: Shop,
  all: ReadonlyMap<number, OfferFacts>,
): Promise<RecentSales | null> {
  const now = await shopNow(context, shop);
  const units = new Map<string, number>();
  for await (const {sku, quantity} of context.data.sales.lines(shop.id, now - SALES_DAYS * DAY, now)) {
    if (quantity > 0) units.set(sku, (units.get(sku) ?? 0) + quantity);
  }
  let revenue = 0;
  for (const {offer, live} of all.values()) revenue += (live ?? 0) * (units.get(offer.sku ?? '') ?? 0);
  return revenue > 0 ? {units, revenue} : null;
}

/** Hash of the facts a plan was made from: the same facts, the same hash. They are always put together in one order. */
function factsHash(outcomes: readonly Outcome[]): string {
  const hash = createHash('sha256');
  for (const {facts} of outcomes) hash.update(JSON.stringify({...facts, peers: [...facts.peers]}));
  return hash.digest('hex');
}

/** Every verdict on an outcome, whatever it was. */
export function guardsOf(composed: Composed): readonly GuardVerdict[] {
  if (composed.kind === 'change') return composed.change.guards;
  return composed.kind === 'unchanged' ? composed.guards : composed.skipped.guards;
}
