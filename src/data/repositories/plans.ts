import {randomInt} from 'node:crypto';
import type {Change, Plan, PlanSummary, Skipped} from '../../domain/change/types.js';
import type {PlanRepository, PlanState} from '../../ports/data.js';
import {insertRows, takeIds} from '../bulk.js';
import type {Store} from '../store.js';

/** Crockford's base 32: no I, L, O or U, so that an id read aloud or off a screen is typed right. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 5;

export function planRepository(store: Store): PlanRepository {
  const {db} = store;
  return {
    nextId: () => nextId(store),
    save: (plan, state) => store.atomic((within) => save(within, plan, state)),
    get: (id) => get(store, id),
    state: async (id) => {
      const row = await db.selectFrom('plan').select('state').where('id', '=', id).executeTakeFirst();
      return row?.state ?? null;
    },
    setState: async (id, state) => {
      await db.updateTable('plan').set({state}).where('id', '=', id).execute();
    },
    list: async ({shopId, state, kind, limit}) => {
      let query = db.selectFrom('plan').select(['id', 'shop_id', 'kind', 'state', 'created_at', 'summary', 'header']);
      if (shopId !== undefined) query = query.where('shop_id', '=', shopId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      const rows = await query.orderBy('number', 'desc').limit(limit).execute();
      return rows.map((row) => ({
        id: row.id,
        shopId: row.shop_id,
        kind: row.kind,
        state: row.state,
        createdAt: row.created_at,
        summary: JSON.parse(row.summary) as PlanSummary,
        breaker: (JSON.parse(row.header) as Pick<Plan, 'breaker'>).breaker,
      }));
    },
  };
}

async function nextId(store: Store): Promise<string> {
  for (;;) {
    const digits = Array.from({length: LENGTH}, () => DIGITS.charAt(randomInt(DIGITS.length)));
    const id = `P-${digits.join('')}`;
    const taken = await store.db.selectFrom('plan').select('id').where('id', '=', id).executeTakeFirst();
    if (taken === undefined) return id;
  }
}

/** Header once, one row a change. A plan that is saved again (as blocked, say) is replaced and keeps its place in lists. */
async function save(store: Store, plan: Plan, state: PlanState): Promise<void> {
  const {changes, skipped, ...header} = plan;
  const values = {
    shop_id: plan.shop.id,
    kind: plan.kind,
    state,
    created_at: plan.createdAt,
    expires_at: plan.expiresAt,
    summary: JSON.stringify(plan.summary),
    header: JSON.stringify(header),
  };
  const known = await store.db.selectFrom('plan').select('number').where('id', '=', plan.id).executeTakeFirst();
  if (known === undefined) {
    await store.db
      .insertInto('plan')
      .values({id: plan.id, number: await takeIds(store, 'plan', 1), ...values})
      .execute();
  } else {
    await store.db.deleteFrom('plan_change').where('plan', '=', plan.id).execute();
    await store.db.deleteFrom('plan_skipped').where('plan', '=', plan.id).execute();
    await store.db.updateTable('plan').set(values).where('id', '=', plan.id).execute();
  }
  const changeRows = changes.map((change) => ({
    plan: plan.id,
    n: change.n,
    target_kind: change.target.kind,
    body: JSON.stringify(change),
  }));
  await insertRows(store, 'plan_change', changeRows);
  const skippedRows = skipped.map((row, index) => ({plan: plan.id, n: index + 1, body: JSON.stringify(row)}));
  await insertRows(store, 'plan_skipped', skippedRows);
}

async function get(store: Store, id: string): Promise<Plan | null> {
  const row = await store.db.selectFrom('plan').select('header').where('id', '=', id).executeTakeFirst();
  if (row === undefined) return null;
  const changes = await store.db.selectFrom('plan_change').select('body').where('plan', '=', id).orderBy('n').execute();
  const skipped = await store.db
    .selectFrom('plan_skipped')
    .select('body')
    .where('plan', '=', id)
    .orderBy('n')
    .execute();
  return {
    ...(JSON.parse(row.header) as Omit<Plan, 'changes' | 'skipped'>),
    changes: changes.map(({body}) => JSON.parse(body) as Change),
    skipped: skipped.map(({body}) => JSON.parse(body) as Skipped),
  };
}
