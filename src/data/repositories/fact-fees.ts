import type {Selectable} from 'kysely';
import type {FeeRecord} from '../../domain/facts.js';
import {grouped} from '../../domain/grouped.js';
import type {FactRepository, ScheduleKey} from '../../ports/data.js';
import {upsertRows} from '../bulk.js';
import {ALWAYS, OPEN_END, type Schema} from '../schema.js';
import type {Store} from '../store.js';
import {truth} from '../values.js';

const KEYS = ['sku', 'category', 'effective_from', 'source', 'up_to'] as const;

export function feeFacts(store: Store): Pick<FactRepository, 'putFees' | 'dropFees' | 'fees'> {
  return {
    putFees: (shopId, fees, whole, at) =>
      store.atomic(async (within) => {
        const rows = fees.map((fee) => feeRow(shopId, fee, at));
        const counts = await upsertRows(within, 'fee_schedule', shopId, rows, {keys: KEYS, aside: ['learnt_at']});
        const steps = grouped(rows, (row) => scheduleOf(row.sku, row.category, row.effective_from, row.source));
        for (const schedule of whole) {
          const {sku, category, effectiveFrom, source} = schedule;
          const mine = steps.get(scheduleOf(sku, category, effectiveFrom ?? ALWAYS, source)) ?? [];
          await stepsGone(within, shopId, schedule)
            .where(
              'up_to',
              'not in',
              mine.map(({up_to}) => up_to),
            )
            .execute();
        }
        return counts;
      }),
    dropFees: (shopId, schedules) =>
      store.atomic(async (within) => {
        for (const schedule of schedules) await stepsGone(within, shopId, schedule).execute();
      }),
    fees: async (shopId) => {
      const all = store.db.selectFrom('fee_schedule').selectAll().where('shop_id', '=', shopId);
      const ordered = all.orderBy('sku').orderBy('category').orderBy('effective_from').orderBy('up_to');
      return (await ordered.execute()).map(toFee);
    },
  };
}

/** Deletes the steps of a schedule, as far as no further condition keeps them. */
function stepsGone({db}: Store, shopId: number, {sku, category, effectiveFrom, source}: ScheduleKey) {
  return db
    .deleteFrom('fee_schedule')
    .where('shop_id', '=', shopId)
    .where('sku', '=', sku)
    .where('category', '=', category)
    .where('effective_from', '=', effectiveFrom ?? ALWAYS)
    .where('source', '=', source);
}

function scheduleOf(...key: readonly [sku: string, category: string, from: number, source: string]): string {
  return JSON.stringify(key);
}

function feeRow(shopId: number, record: FeeRecord, at: number): Schema['fee_schedule'] {
  return {
    shop_id: shopId,
    sku: record.sku,
    category: record.category,
    effective_from: record.effectiveFrom ?? ALWAYS,
    up_to: record.upTo ?? OPEN_END,
    source: record.source,
    rate: record.rate,
    fixed: record.fixed,
    minimum: record.minimum,
    marginal: truth(record.marginal),
    learnt_at: at,
  };
}

function toFee(row: Selectable<Schema['fee_schedule']>): FeeRecord {
  return {
    sku: row.sku,
    category: row.category,
    upTo: row.up_to === OPEN_END ? null : row.up_to,
    source: row.source,
    rate: row.rate,
    fixed: row.fixed,
    minimum: row.minimum,
    marginal: row.marginal === 1,
    effectiveFrom: row.effective_from === ALWAYS ? null : row.effective_from,
  };
}
