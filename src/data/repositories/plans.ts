import {randomInt} from 'node:crypto';
import type {Change, Plan, PlanHead, PlanSummary, Skipped} from '../../domain/change/types.js';
import type {PlanRepository, PlanState, PlanTexts} from '../../ports/data.js';
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
    saveTexts: (head, texts, state) => store.atomic((within) => saveTexts(within, head, texts, state)),
    get: (id) => get(store, id),
    head: (id) => headOf(store, id),
    changes: (id) => pagesOf<Change>(store, 'plan_change', id),
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

/** Header once, one row a change. */
async function save(store: Store, {changes, skipped, ...head}: Plan, state: PlanState): Promise<void> {
  await putHead(store, head, state);
  for (let at = 0; at < changes.length; at += PAGE) {
    const rows = changes
      .slice(at, at + PAGE)
      .map((change) => ({plan: head.id, n: change.n, body: JSON.stringify(change)}));
    await insertRows(store, 'plan_change', rows);
  }
  const rows = skipped.map((row, index) => ({plan: head.id, n: index + 1, body: JSON.stringify(row)}));
  await insertRows(store, 'plan_skipped', rows);
}

async function saveTexts(store: Store, head: PlanHead, texts: PlanTexts, state: PlanState): Promise<void> {
  await putHead(store, head, state);
  for (const [table, pages] of [
    ['plan_change', texts.changes],
    ['plan_skipped', texts.skipped],
  ] as const) {
    let n = 0;
    for await (const page of pages)
      await insertRows(
        store,
        table,
        page.map((body) => ({plan: head.id, n: ++n, body})),
      );
  }
}

/** A plan that is saved again (as blocked, say) is replaced and keeps its place in lists. */
async function putHead(store: Store, head: PlanHead, state: PlanState): Promise<void> {
  const {id} = head;
  const values = {
    shop_id: head.shop.id,
    kind: head.kind,
    state,
    created_at: head.createdAt,
    expires_at: head.expiresAt,
    summary: JSON.stringify(head.summary),
    header: JSON.stringify(head),
  };
  const known = await store.db.selectFrom('plan').select('number').where('id', '=', id).executeTakeFirst();
  if (known === undefined) {
    const number = await takeIds(store, 'plan', 1);
    await store.db
      .insertInto('plan')
      .values({id, number, ...values})
      .execute();
    return;
  }
  await store.db.deleteFrom('plan_change').where('plan', '=', id).execute();
  await store.db.deleteFrom('plan_skipped').where('plan', '=', id).execute();
  await store.db.updateTable('plan').set(values).where('id', '=', id).execute();
}

/** Rows that are read, or written, at once. Pages that are read go on from the last number, so no statement stays open while the caller works. */
const PAGE = 500;

async function* pagesOf<T>(
  {db}: Store,
  table: 'plan_change' | 'plan_skipped',
  plan: string,
): AsyncGenerator<readonly T[]> {
  let last = 0;
  for (;;) {
    const rows = await db
      .selectFrom(table)
      .select(['n', 'body'])
      .where('plan', '=', plan)
      .where('n', '>', last)
      .orderBy('n')
      .limit(PAGE)
      .execute();
    if (rows.length > 0) yield rows.map(({body}) => JSON.parse(body) as T);
    if (rows.length < PAGE) return;
    last = rows.at(-1)?.n ?? last;
  }
}

async function get(store: Store, id: string): Promise<Plan | null> {
  const head = await headOf(store, id);
  if (head === null) return null;
  return {
    ...head,
    changes: await allOf<Change>(store, 'plan_change', id),
    skipped: await allOf<Skipped>(store, 'plan_skipped', id),
  };
}

async function headOf({db}: Store, id: string): Promise<PlanHead | null> {
  const row = await db.selectFrom('plan').select('header').where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.header) as PlanHead);
}

async function allOf<T>(store: Store, table: 'plan_change' | 'plan_skipped', plan: string): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pagesOf<T>(store, table, plan)) for (const each of page) all.push(each);
  return all;
}
