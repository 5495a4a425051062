import {createHash, randomUUID} from 'node:crypto';
import type {Shop} from '../../domain/catalog/types.js';
import type {Change, GuardVerdict, PlanDraft, PlanKind, Skipped} from '../../domain/change/types.js';
import type {Composed} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {Context} from '../context.js';
import {openWeights, type Pages, recentUnits} from './breaker.js';
import {rulesHash} from './rules.js';

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
}

/** An id that the plans of one command share. */
export function newBatch(): string {
  return `B-${randomUUID().slice(0, 8).toUpperCase()}`;
}

/** A draft of prices that is put together offer by offer. */
export interface PriceSheet {
  /** Every offer of the shop, once: for shares and revenue. */
  offer(facts: OfferFacts): void;
  outcome(outcome: Outcome): void;
  /** The changes, numbered, and what is left alone, since the last time. */
  take(): {readonly changes: readonly Change[]; readonly skipped: readonly Skipped[]};
  /** What all of it comes to: counted, and judged by the breaker. `changes`: all that were taken. */
  head(context: Context, changes: Pages<Change>): Promise<Omit<PlanDraft, 'changes' | 'skipped'>>;
}

/** Opens the draft of a shop's prices. */
export async function openSheet(context: Context, shop: Shop, run: PriceRun): Promise<PriceSheet> {
  const weights = openWeights(shop, run, await recentUnits(context, shop));
  const hash = createHash('sha256');
  const counts = {offers: 0, outcomes: 0, changes: 0, skipped: 0, held: 0};
  let changes: Change[] = [];
  let skipped: Skipped[] = [];
  return {
    offer: (facts) => {
      counts.offers += 1;
      weights.offer(facts);
    },
    outcome: ({facts, composed}) => {
      counts.outcomes += 1;
      // The same facts, the same hash. They are always put together in one order.
      hash.update(JSON.stringify({...facts, peers: [...facts.peers]}));
      if (composed.kind === 'change') {
        counts.changes += 1;
        changes.push({n: counts.changes, ...composed.change});
        weights.change(composed.change);
      }
      if (composed.kind === 'skipped') {
        counts[composed.skipped.fate] += 1;
        skipped.push(composed.skipped);
      }
    },
    take: () => {
      const taken = {changes, skipped};
      changes = [];
      skipped = [];
      return taken;
    },
    head: async (within, taken) => ({
      batch: run.batch,
      kind: run.kind,
      shop: {id: shop.id, name: shop.name, currency: shop.terms.currency},
      by: context.by,
      inputs: {hash: hash.digest('hex'), sources: run.sources},
      rules: {hash: rulesHash(run.rules), ...(run.rulesFile === undefined ? {} : {file: run.rulesFile})},
      summary: {
        create: 0,
        update: counts.changes,
        archive: 0,
        unchanged: counts.outcomes - counts.changes - counts.skipped - counts.held,
        orphan: 0,
        skipped: counts.skipped,
        held: counts.held,
        refused: 0,
      },
      breaker: await weights.judge(within, counts.offers, taken),
      ...(run.manual === undefined ? {} : {manual: run.manual}),
    }),
  };
}

/** The draft of outcomes that are at hand. `all`: the facts of every offer of the shop. */
export async function draftPrices(
  context: Context,
  shop: Shop,
  outcomes: readonly Outcome[],
  {all, ...run}: PriceRun & {readonly all: ReadonlyMap<number, OfferFacts>},
): Promise<PlanDraft> {
  const sheet = await openSheet(context, shop, run);
  for (const facts of all.values()) sheet.offer(facts);
  for (const outcome of outcomes) sheet.outcome(outcome);
  const {changes, skipped} = sheet.take();
  return {...(await sheet.head(context, [changes])), changes, skipped};
}

/** Every verdict on an outcome, whatever it was. */
export function guardsOf(composed: Composed): readonly GuardVerdict[] {
  if (composed.kind === 'change') return composed.change.guards;
  return composed.kind === 'unchanged' ? composed.guards : composed.skipped.guards;
}
