import type {Shop} from '../../domain/catalog/types.js';
import type {Change, Plan, PlanDraft, PlanHead, Skipped} from '../../domain/change/types.js';
import {openSeal, type PlanStamp, sealPlan} from '../../runs/seal.js';
import type {Context} from '../context.js';

/** A plan older than this is refused: the shop has lived on since. Real time (MODEL §3). */
const PLAN_LIFE_MS = 24 * 60 * 60 * 1000;

/**
 * Makes a draft a plan and keeps it: `open`, or `blocked` when the breaker says no. Nothing is written to the shop.
 *
 * @example const plan = await savePlan(context, shop, draft);
 */
export async function savePlan(context: Context, shop: Shop, draft: PlanDraft, lifeMs = PLAN_LIFE_MS): Promise<Plan> {
  const stamp = await newStamp(context, lifeMs);
  const manual = draft.manual === undefined ? {} : {manual: {overrideBounds: draft.manual.overrideBounds === true}};
  const plan = sealPlan({...draft, ...manual, shop: ownerOf(shop)}, stamp);
  await context.data.plans.save(plan, stateOf(plan));
  return plan;
}

/** A plan that is kept as it is made: pages of changes first, and at the end what they come to. */
export interface PlanBook {
  append(changes: readonly Change[], skipped: readonly Skipped[]): Promise<void>;
  /** Those that were appended, however often they are gone through. */
  readonly changes: AsyncIterable<readonly Change[]>;
  finish(head: Omit<PlanDraft, 'changes' | 'skipped'>): Promise<PlanHead>;
}

/**
 * The same as {@link savePlan} for a plan that may be too long to be held: `work` makes it. The store is written to when
 * all of it is made, so that nobody waits for the store while prices are thought about.
 */
export async function writePlan(
  context: Context,
  shop: Shop,
  work: (book: PlanBook) => Promise<PlanHead>,
): Promise<PlanHead> {
  const stamp = await newStamp(context, PLAN_LIFE_MS);
  const seal = openSeal(context.home);
  try {
    return await work({
      append: seal.add,
      changes: {[Symbol.asyncIterator]: () => changesOf(seal.texts.changes)},
      finish: async (draft) => {
        const head = await seal.finish({...draft, shop: ownerOf(shop)}, stamp);
        await context.data.plans.saveTexts(head, seal.texts, stateOf(head));
        return head;
      },
    });
  } finally {
    await seal.close();
  }
}

async function* changesOf(texts: AsyncIterable<readonly string[]>): AsyncGenerator<readonly Change[]> {
  for await (const page of texts) yield page.map((text) => JSON.parse(text) as Change);
}

async function newStamp({data, clock}: Context, lifeMs: number): Promise<PlanStamp> {
  const createdAt = clock.real();
  return {id: await data.plans.nextId(), createdAt, expiresAt: createdAt + lifeMs};
}

function ownerOf({id, name, terms}: Shop): Plan['shop'] {
  return {id, name, currency: terms.currency};
}

function stateOf({breaker}: PlanHead): 'open' | 'blocked' {
  return breaker.tripped ? 'blocked' : 'open';
}
