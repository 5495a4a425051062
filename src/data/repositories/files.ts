import type {FileMemory, ProductLines} from '../../ports/data.js';
import {insertRows, takeIds} from '../bulk.js';
import type {Store} from '../store.js';
import {take, taken} from './file-rows.js';

/** How catalogue files wrote their products; the last file of a dialect that held a product counts. */
export function fileMemory(store: Store): FileMemory {
  return {
    keep: (shopId, dialect, {header, hash}, products) =>
      store.atomic(async (within) => {
        const number = await takeIds(within, 'file_layout', 1);
        const layout = {number, shop_id: shopId, dialect, header: JSON.stringify(header), file_hash: hash};
        await within.db.insertInto('file_layout').values(layout).execute();
        const rows = products.map(({product, rows: lines}, index) => ({
          shop_id: shopId,
          dialect,
          product,
          layout: number,
          n: index + 1,
          rows: JSON.stringify(lines.map(({line, cells}) => [line, cells])),
        }));
        await insertRows(within, 'file_product', rows, {keys: ['shop_id', 'dialect', 'product'], write: 'over'});
        await prune(within, shopId, dialect);
      }),
    last: async (shopId, dialect) => {
      const found = await store.db
        .selectFrom('file_layout')
        .select('file_hash')
        .where('shop_id', '=', shopId)
        .where('dialect', '=', dialect)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return found?.file_hash ?? null;
    },
    take: (shopId, dialect, rows) => store.atomic((within) => take(within, shopId, dialect, rows)),
    taken: (shopId, dialect) => taken(store, shopId, dialect),
    load: async (shopId, dialect) => {
      const layouts = await store.db
        .selectFrom('file_layout')
        .select(['number', 'header'])
        .where('shop_id', '=', shopId)
        .where('dialect', '=', dialect)
        .orderBy('number')
        .execute();
      const products = await store.db
        .selectFrom('file_product')
        .select(['layout', 'product', 'rows'])
        .where('shop_id', '=', shopId)
        .where('dialect', '=', dialect)
        .orderBy('layout')
        .orderBy('n')
        .execute();
      const lines = new Map<number, ProductLines[]>();
      for (const {layout, product, rows} of products) {
        const list = lines.get(layout) ?? [];
        list.push({product, rows: (JSON.parse(rows) as [number, string[]][]).map(([line, cells]) => ({line, cells}))});
        lines.set(layout, list);
      }
      return layouts.map(({number, header}) => ({
        header: JSON.parse(header) as string[],
        products: lines.get(number) ?? [],
      }));
    },
  };
}

/** Headers of files whose every product a later file holds are of no use. */
async function prune({db}: Store, shopId: number, dialect: string): Promise<void> {
  const used = db
    .selectFrom('file_product')
    .select('layout')
    .where('shop_id', '=', shopId)
    .where('dialect', '=', dialect);
  await db
    .deleteFrom('file_layout')
    .where('shop_id', '=', shopId)
    .where('dialect', '=', dialect)
    .where('number', 'not in', used)
    .execute();
}
