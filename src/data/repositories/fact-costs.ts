import type {Selectable} from 'kysely';
import type {CostRecord} from '../../domain/facts.js';
import type {FactRepository} from '../../ports/data.js';
import {upsertRows} from '../bulk.js';
import {ALWAYS, type Schema} from '../schema.js';
import type {Store} from '../store.js';
import {bySku, ofSkus} from './by-sku.js';

export function costFacts(store: Store): Pick<FactRepository, 'putCosts' | 'costs' | 'returnsCost' | 'costHistory'> {
  const rowsOf = (shopId: number) =>
    store.db.selectFrom('cost').selectAll().where('shop_id', '=', shopId).orderBy('sku').orderBy('effective_from');
  return {
    putCosts: (shopId, costs, at) =>
      store.atomic((within) => {
        const rows = costs.map((cost) => costRow(shopId, cost, at));
        return upsertRows(within, 'cost', shopId, rows, {keys: ['sku', 'effective_from'], aside: ['learnt_at']});
      }),
    costs: (shopId, at, skus) => costsAt(store, shopId, at, skus),
    returnsCost: (shopId, at) => returnsCost(store, shopId, at),
    costHistory: async (shopId) => bySku((await rowsOf(shopId).execute()).map(toCost)),
  };
}

type CostList = readonly [string, number, string | null, number | null, number | null, number, number];

/** Many rows of few columns: as lists they take half the time. */
async function costsAt(
  store: Store,
  shopId: number,
  at: number,
  skus: readonly string[] | undefined,
): ReturnType<FactRepository['costs']> {
  const {sql, parameters} = store.db
    .selectFrom('cost')
    .select(['sku', 'cost', 'fee_rate', 'fee_fixed', 'return_cost', 'effective_from', 'learnt_at'])
    .where('shop_id', '=', shopId)
    .where('effective_from', '<=', at)
    .where(ofSkus(store, 'sku', skus))
    .orderBy('sku')
    .orderBy('effective_from')
    .compile();
  const costs = new Map<string, CostRecord & {readonly learntAt: number}>();
  // Rows of a SKU come oldest first, so the last one written into the map is the one that holds.
  for (const row of await store.executor.lists(sql, parameters)) {
    const [sku, cost, feeRate, feeFixed, returnCost, from, learntAt] = row as CostList;
    const effectiveFrom = from === ALWAYS ? null : from;
    costs.set(sku, {sku, cost, feeRate, feeFixed, returnCost, effectiveFrom, learntAt});
  }
  return costs;
}

/** Of the costs of a SKU that have begun, the last one holds. */
async function returnsCost({db}: Store, shopId: number, at: number): Promise<boolean> {
  const found = await db
    .selectFrom('cost as held')
    .select('held.sku')
    .where('held.shop_id', '=', shopId)
    .where('held.effective_from', '<=', at)
    .where('held.return_cost', '>', 0)
    .where(({not, exists, selectFrom}) =>
      not(
        exists(
          selectFrom('cost as later')
            .select('later.sku')
            .where('later.shop_id', '=', shopId)
            .whereRef('later.sku', '=', 'held.sku')
            .whereRef('later.effective_from', '>', 'held.effective_from')
            .where('later.effective_from', '<=', at),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

function costRow(shopId: number, record: CostRecord, at: number): Schema['cost'] {
  return {
    shop_id: shopId,
    sku: record.sku,
    effective_from: record.effectiveFrom ?? ALWAYS,
    cost: record.cost,
    fee_rate: record.feeRate,
    fee_fixed: record.feeFixed,
    return_cost: record.returnCost,
    learnt_at: at,
  };
}

function toCost(row: Selectable<Schema['cost']>): CostRecord {
  return {
    sku: row.sku,
    cost: row.cost,
    feeRate: row.fee_rate,
    feeFixed: row.fee_fixed,
    returnCost: row.return_cost,
    effectiveFrom: row.effective_from === ALWAYS ? null : row.effective_from,
  };
}
