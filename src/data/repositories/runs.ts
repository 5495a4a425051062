import type {Selectable} from 'kysely';
import {
  type ChangeState,
  type JournalEntry,
  RUN_MOVES,
  type Run,
  type RunCounts,
  type RunState,
} from '../../domain/change/run.js';
import {KnownError} from '../../domain/errors.js';
import type {RunRepository} from '../../ports/data.js';
import {anyOf, insertRows, readIn, takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {write} from './journal.js';

type RunRow = Selectable<Schema['run']>;
const HOLDING: readonly RunState[] = ['open', 'interrupted'];

export function runRepository(store: Store): RunRepository {
  const {db} = store;
  return {
    nextId: async () => `R-${await takeIds(store, 'run', 1)}`,
    open: (run, entries, held) => store.atomic((within) => open(within, run, entries, held)),
    get: async (id) => {
      const row = await db.selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : await withCounts(store, row);
    },
    openRun: async (shopId) => {
      const row = await holding(store, shopId);
      return row === undefined ? null : await withCounts(store, row);
    },
    list: async ({shopId, limit, before}) => {
      let query = db.selectFrom('run').selectAll();
      if (shopId !== undefined) query = query.where('shop_id', '=', shopId);
      if (before !== undefined) {
        query = query.where('number', '<', (eb) =>
          eb.selectFrom('run as last').select('last.number').where('last.id', '=', before),
        );
      }
      const rows = await query.orderBy('number', 'desc').limit(limit).execute();
      const counts = await countsOf(store, rows);
      return rows.map((row) => toRun(row, counts));
    },
    journal: async (run) => {
      const rows = await db.selectFrom('run_change').selectAll().where('run', '=', run).orderBy('n').execute();
      return rows.map(toEntry);
    },
    write: (run, updates) => store.atomic((within) => write(within, run, updates)),
    setState: (run, state, at) => store.atomic((within) => setState(within, run, state, at)),
    undoneBy: (run) => undoneBy(store, run),
  };
}

/** `run_open`, a unique index, holds the same rule against another process that opens one at the same instant. */
async function open(store: Store, ...[run, entries, held]: Parameters<RunRepository['open']>): Promise<void> {
  // On PostgreSQL two that open at once wait for each other at the shop's row; SQLite has one writer anyway.
  const shop = await store.db
    .selectFrom('shop')
    .select('name')
    .where('id', '=', run.shopId)
    .$if(store.engine === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
  const other = await holding(store, run.shopId);
  if (other !== undefined) throw new KnownError('locked', 'RUN_OPEN', {run: other.id, shop: shop?.name ?? ''});
  await store.db
    .insertInto('run')
    .values({
      id: run.id,
      shop_id: run.shopId,
      number: await takeIds(store, 'run_order', 1),
      plan: run.plan,
      kind: run.kind,
      state: 'open',
      started_at: run.startedAt,
      ended_at: null,
      state_at: run.startedAt,
      undoes: run.undoes,
      held,
    })
    .execute();
  const rows = entries.map(({n, state, code}) => ({
    run: run.id,
    n,
    state,
    attempts: 0,
    remote_id: null,
    code,
    message: null,
    observed: null,
    sent_at: null,
    settled_at: state === 'planned' ? null : run.startedAt,
  }));
  await insertRows(store, 'run_change', rows);
}

function holding(store: Store, shopId: number): Promise<RunRow | undefined> {
  return store.db
    .selectFrom('run')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('state', 'in', HOLDING)
    .executeTakeFirst();
}

async function setState(store: Store, id: string, state: RunState, at: number): Promise<void> {
  const row = await store.db.selectFrom('run').select('state').where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Error(`no run ${id}`);
  if (row.state === state) return;
  if (!RUN_MOVES[row.state].includes(state)) throw new Error(`run ${id} can not go from ${row.state} to ${state}`);
  const ended = HOLDING.includes(state) ? null : at;
  await store.db.updateTable('run').set({state, state_at: at, ended_at: ended}).where('id', '=', id).execute();
}

async function withCounts(store: Store, row: RunRow): Promise<Run> {
  return toRun(row, await countsOf(store, [row]));
}

type Counts = ReadonlyMap<string, ReadonlyMap<ChangeState, number>>;

async function countsOf(store: Store, runs: readonly RunRow[]): Promise<Counts> {
  const rows = await readIn(
    runs.map(({id}) => id),
    (chunk) =>
      store.db
        .selectFrom('run_change')
        .select((eb) => ['run', 'state', eb.fn.countAll<number>().as('n')])
        .where(anyOf(store, 'run', chunk))
        .groupBy(['run', 'state'])
        .execute(),
  );
  const counts = new Map<string, Map<ChangeState, number>>();
  for (const {run, state, n} of rows)
    counts.set(run, (counts.get(run) ?? new Map<ChangeState, number>()).set(state, n));
  return counts;
}

function toRun(row: RunRow, counts: Counts): Run {
  return {
    id: row.id,
    shopId: row.shop_id,
    plan: row.plan,
    kind: row.kind,
    state: row.state,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    undoes: row.undoes,
    counts: toCounts(counts.get(row.id), row.held),
  };
}

/** An intent without an outcome is unknown, so `sending` is counted there; the counts add up to the entries and `held`. */
function toCounts(states: ReadonlyMap<ChangeState, number> | undefined, held: number): RunCounts {
  const count = (state: ChangeState): number => states?.get(state) ?? 0;
  return {
    planned: count('planned'),
    applied: count('applied'),
    verified: count('verified'),
    mismatched: count('mismatched'),
    rejected: count('rejected'),
    unknown: count('unknown') + count('sending'),
    drifted: count('drifted'),
    skipped: count('skipped'),
    held,
    undone: count('undone'),
  };
}

function toEntry(row: Selectable<Schema['run_change']>): JournalEntry {
  return {
    run: row.run,
    n: row.n,
    state: row.state,
    attempts: row.attempts,
    remoteId: row.remote_id,
    code: row.code,
    message: row.message,
    observed: row.observed,
    sentAt: row.sent_at,
    settledAt: row.settled_at,
  };
}

/** The youngest undo that stands: one that was abandoned, or was undone by a standing undo, does not. */
async function undoneBy(store: Store, run: string): Promise<string | null> {
  const undos = await store.db
    .selectFrom('run')
    .select('id')
    .where('undoes', '=', run)
    .where('state', '!=', 'abandoned')
    .orderBy('number', 'desc')
    .execute();
  for (const {id} of undos) {
    if ((await undoneBy(store, id)) === null) return id;
  }
  return null;
}
