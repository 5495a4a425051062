import type {Shop} from '../../domain/catalog/types.js';
import type {PlanSummary} from '../../domain/change/types.js';
import type {Minor} from '../../domain/money.js';
import {goalsOf} from '../../domain/pricing/breaker.js';
import type {Data, PlanRow} from '../../ports/data.js';
import type {Context} from '../context.js';

const DAY = 86_400_000;
/** A move by a quarter a week has come three times as far, or to a third, in so many days. */
const LOOK_BACK_DAYS = 60;
/** Repricings that are looked through: one a night, and some by hand. */
const LOOK_BACK = 100;

/** The shop's repricings so far, as far as the breaker goes by them. */
export interface Repriced {
  /** Offers that the last one looked at; null before the first. */
  readonly looked: number | null;
  /** None has moved a price yet; nights that only switched promotions do not count. */
  readonly first: boolean;
}

/** Looks at the repricings that were applied. */
export async function repricedSoFar({data}: Context, shop: Shop): Promise<Repriced> {
  const rows = await data.plans.list({shopId: shop.id, state: 'applied', kind: 'reprice', limit: LOOK_BACK});
  const [last] = rows;
  return {
    looked: last === undefined ? null : lookedAt(last.summary),
    first: rows.length < LOOK_BACK && !rows.some(movedPrices),
  };
}

function lookedAt({create, update, archive, unchanged, skipped, held}: PlanSummary): number {
  return create + update + archive + unchanged + skipped + held;
}

/** What the breaker measured tells whether prices moved; where it was told not to, they did. */
function movedPrices({breaker}: PlanRow): boolean {
  const mean = breaker.limits.find(({code}) => code === 'mean_move')?.why;
  return mean?.code !== 'BREAKER_MEAN' || mean.params.count > 0;
}

/**
 * Where the prices of these offers were on their way to, by the repricings that were let through: the latest one of each
 * offer says. `names` as `nameOf` makes them.
 */
export async function pricesUnderWay(
  {data, clock}: Context,
  shop: Shop,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Minor>> {
  const found = new Map<string, Minor>();
  const rows = await data.plans.list({shopId: shop.id, state: 'applied', kind: 'reprice', limit: LOOK_BACK});
  for (const {id, createdAt} of rows) {
    if (found.size === names.size || createdAt < clock.real() - LOOK_BACK_DAYS * DAY) break;
    for (const [name, goal] of await goalsOfPlan(data, shop, id))
      if (names.has(name) && !found.has(name)) found.set(name, goal);
  }
  return found;
}

async function goalsOfPlan(data: Data, {terms}: Shop, id: string): Promise<ReadonlyMap<string, Minor>> {
  const goals = new Map<string, Minor>();
  for await (const page of data.plans.changes(id))
    for (const [name, goal] of goalsOf(page, terms.currency)) goals.set(name, goal);
  return goals;
}
