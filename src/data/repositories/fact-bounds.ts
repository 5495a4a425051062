import type {BoundsRecord} from '../../domain/facts.js';
import type {FactRepository} from '../../ports/data.js';
import {upsertRows} from '../bulk.js';
import type {Store} from '../store.js';
import {ofSkus} from './by-sku.js';

export function boundFacts(store: Store): Pick<FactRepository, 'putBounds' | 'bounds'> {
  return {
    putBounds: (shopId, bounds, at) =>
      store.atomic((within) => {
        const rows = bounds.map((record) => ({
          shop_id: shopId,
          sku: record.sku,
          list_price: record.listPrice,
          min_price: record.minPrice,
          max_price: record.maxPrice,
          map_price: record.mapPrice,
          msrp: record.msrp,
          learnt_at: at,
        }));
        return upsertRows(within, 'bound', shopId, rows, {keys: ['sku'], aside: ['learnt_at']});
      }),
    // Many rows of few columns: as lists they take half the time.
    bounds: async (shopId, skus) => {
      const {sql, parameters} = store.db
        .selectFrom('bound')
        .select(['sku', 'list_price', 'min_price', 'max_price', 'map_price', 'msrp'])
        .where('shop_id', '=', shopId)
        .where(ofSkus(store, 'sku', skus))
        .orderBy('sku')
        .compile();
      const bounds = new Map<string, BoundsRecord>();
      for (const row of await store.executor.lists(sql, parameters)) {
        const [sku, listPrice, minPrice, maxPrice, mapPrice, msrp] = row as BoundList;
        bounds.set(sku, {sku, listPrice, minPrice, maxPrice, mapPrice, msrp});
      }
      return bounds;
    },
  };
}

type Price = number | null;
type BoundList = readonly [string, Price, Price, Price, Price, Price];
