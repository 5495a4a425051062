import type {Selectable} from 'kysely';
import type {ItemRecord} from '../../domain/facts.js';
import type {FactRepository} from '../../ports/data.js';
import {insertRows, upsertRows} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {truth} from '../values.js';
import {ofSkus} from './by-sku.js';
import {boundFacts} from './fact-bounds.js';
import {costFacts} from './fact-costs.js';
import {feeFacts} from './fact-fees.js';
import {rivalFacts} from './fact-rivals.js';

export function factRepository(store: Store): FactRepository {
  return {
    ...itemFacts(store),
    ...costFacts(store),
    ...feeFacts(store),
    ...boundFacts(store),
    ...supplyFacts(store),
    ...rivalFacts(store),
  };
}

const BY_SKU = {keys: ['sku'], aside: ['learnt_at']} as const;

function itemFacts(store: Store): Pick<FactRepository, 'putItems' | 'items'> {
  return {
    putItems: (shopId, items, at) =>
      store.atomic(async (within) => {
        const codes = [...new Set(items.map(({item}) => item))];
        await insertRows(
          within,
          'item',
          codes.map((code) => ({code, created_at: at})),
          {keys: ['code'], write: 'none'},
        );
        return await upsertRows(
          within,
          'item_link',
          shopId,
          items.map((item) => itemRow(shopId, item, at)),
          BY_SKU,
        );
      }),
    items: async (shopId, skus) => {
      const rows = await store.db
        .selectFrom('item_link')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where(ofSkus(store, 'sku', skus))
        .orderBy('sku')
        .execute();
      return rows.map(toItem);
    },
  };
}

function itemRow(shopId: number, record: ItemRecord, at: number): Schema['item_link'] {
  return {
    shop_id: shopId,
    sku: record.sku,
    item: record.item,
    pack: record.pack,
    supplier: record.supplier,
    minimum_order: record.minimumOrder,
    pack_size: record.packSize,
    weight_grams: record.weightGrams,
    learnt_at: at,
  };
}

function toItem(row: Selectable<Schema['item_link']>): ItemRecord {
  return {
    item: row.item,
    sku: row.sku,
    pack: row.pack,
    supplier: row.supplier,
    minimumOrder: row.minimum_order,
    packSize: row.pack_size,
    weightGrams: row.weight_grams,
  };
}

function supplyFacts(store: Store): Pick<FactRepository, 'putSupply' | 'supply'> {
  return {
    putSupply: (shopId, supply, at) =>
      store.atomic((within) => {
        const rows = supply.map((record) => ({
          shop_id: shopId,
          sku: record.sku,
          on_order: record.onOrder,
          lead_time_days: record.leadTimeDays,
          replenishable: record.replenishable === null ? null : truth(record.replenishable),
          season_end: record.seasonEnd,
          salvage_value: record.salvageValue,
          holding_cost_day: record.holdingCostDay,
          received_on: record.receivedOn,
          learnt_at: at,
        }));
        return upsertRows(within, 'supply', shopId, rows, BY_SKU);
      }),
    supply: async (shopId, skus) => {
      const rows = await store.db
        .selectFrom('supply')
        .selectAll()
        .where('shop_id', '=', shopId)
        .where(ofSkus(store, 'sku', skus))
        .orderBy('sku')
        .execute();
      return new Map(
        rows.map((row) => [
          row.sku,
          {
            sku: row.sku,
            onOrder: row.on_order,
            leadTimeDays: row.lead_time_days,
            replenishable: row.replenishable === null ? null : row.replenishable === 1,
            seasonEnd: row.season_end,
            salvageValue: row.salvage_value,
            holdingCostDay: row.holding_cost_day,
            receivedOn: row.received_on,
          },
        ]),
      );
    },
  };
}
