import type {LearnerRepository, LearntSku} from '../../ports/data.js';
import {insertRows} from '../bulk.js';
import type {Store} from '../store.js';
import {ofSkus} from './by-sku.js';

/** Days of SKUs are bytes; both engines keep text the same way, so they are kept in base 64. */
export function learnerRepository(store: Store): LearnerRepository {
  return {
    shop: async (shopId) => {
      const row = await store.db.selectFrom('learner').select('body').where('shop_id', '=', shopId).executeTakeFirst();
      return row?.body ?? null;
    },
    skus: async (shopId) => {
      const rows = await store.db
        .selectFrom('learner_sku')
        .selectAll()
        .where('shop_id', '=', shopId)
        .orderBy('sku')
        .execute();
      return rows.map(
        ({sku, figures, belief, cells}): LearntSku => ({sku, figures, belief, cells: Buffer.from(cells, 'base64')}),
      );
    },
    beliefs: async (shopId, skus) => {
      const rows = await store.db
        .selectFrom('learner_sku')
        .select(['sku', 'belief'])
        .where('shop_id', '=', shopId)
        .where('belief', 'is not', null)
        .where(ofSkus(store, 'sku', skus))
        .execute();
      return new Map(rows.flatMap(({sku, belief}) => (belief === null ? [] : [[sku, belief]])));
    },
    save: (shopId, shop, skus) =>
      store.atomic(async (within) => {
        await within.db.deleteFrom('learner_sku').where('shop_id', '=', shopId).execute();
        await insertRows(within, 'learner', [{shop_id: shopId, body: shop}], {keys: ['shop_id'], write: 'over'});
        for (const page of pagesOf(skus)) {
          await insertRows(
            within,
            'learner_sku',
            page.map(({sku, figures, belief, cells}) => ({
              shop_id: shopId,
              sku,
              figures,
              belief,
              cells: Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength).toString('base64'),
            })),
          );
        }
      }),
  };
}

/** Rows that are written at once: enough for a statement of PostgreSQL, few enough to hold. */
const PAGE = 2048;

function* pagesOf<T>(all: Iterable<T>): Generator<readonly T[]> {
  let page: T[] = [];
  for (const each of all) {
    page.push(each);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
