import type {Selectable} from 'kysely';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError} from '../../domain/errors.js';
import type {NewShop, ShopRepository} from '../../ports/data.js';
import {takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {truth} from '../values.js';

export function shopRepository(store: Store): ShopRepository {
  const {db} = store;
  return {
    list: async () => (await db.selectFrom('shop').selectAll().orderBy('name').execute()).map(toShop),
    byName: async (name) => {
      const row = await db.selectFrom('shop').selectAll().where('name', '=', name).executeTakeFirst();
      return row === undefined ? null : toShop(row);
    },
    add: async (shop) => await store.atomic((within) => add(within, shop)),
    update: async (id, patch) => {
      const {terms, mode, settings, own} = patch;
      const values = {
        ...(mode === undefined ? {} : {mode}),
        ...(settings === undefined ? {} : {settings: JSON.stringify(settings)}),
        ...(own === undefined ? {} : {own: JSON.stringify(own)}),
        ...('pausedAt' in patch ? {paused_at: patch.pausedAt ?? null} : {}),
        ...(terms === undefined ? {} : termColumns(terms)),
      };
      if (Object.keys(values).length > 0) await db.updateTable('shop').set(values).where('id', '=', id).execute();
    },
    remove: async (id) => {
      await db.deleteFrom('shop').where('id', '=', id).execute();
    },
    cursor: async (shopId, kind) => {
      const row = await db
        .selectFrom('cursor')
        .select('cursor')
        .where('shop_id', '=', shopId)
        .where('kind', '=', kind)
        .executeTakeFirst();
      return row?.cursor ?? null;
    },
    setCursor: async (shopId, kind, cursor, at) => {
      await db
        .insertInto('cursor')
        .values({shop_id: shopId, kind, cursor, at})
        .onConflict((on) => on.columns(['shop_id', 'kind']).doUpdateSet({cursor, at}))
        .execute();
    },
    pulledAt: async (shopId) => {
      const rows = await db
        .selectFrom('cursor')
        .select(['kind', 'at'])
        .where('shop_id', '=', shopId)
        .orderBy('kind')
        .execute();
      return new Map(rows.map(({kind, at}) => [kind, at]));
    },
  };
}

async function add(store: Store, shop: NewShop): Promise<Shop> {
  const taken = await store.db.selectFrom('shop').select('id').where('name', '=', shop.name).executeTakeFirst();
  if (taken !== undefined) throw new KnownError('usage', 'SHOP_EXISTS', {name: shop.name});
  const row = {
    id: await takeIds(store, 'shop', 1),
    name: shop.name,
    platform: shop.platform,
    mode: shop.mode,
    ...termColumns(shop.terms),
    settings: JSON.stringify(shop.settings),
    own: '{}',
    paused_at: null,
    created_at: shop.createdAt,
  };
  await store.db.insertInto('shop').values(row).execute();
  return toShop(row);
}

function termColumns({currency, zone, pricesIncludeTax, taxRate}: Shop['terms']) {
  return {currency, zone, prices_include_tax: truth(pricesIncludeTax), tax_rate: taxRate};
}

function toShop(row: Selectable<Schema['shop']>): Shop {
  return {
    id: row.id,
    name: row.name,
    platform: row.platform,
    mode: row.mode,
    terms: {
      currency: row.currency,
      zone: row.zone,
      pricesIncludeTax: row.prices_include_tax === 1,
      taxRate: row.tax_rate,
    },
    settings: JSON.parse(row.settings) as Shop['settings'],
    own: JSON.parse(row.own) as Shop['own'],
    pausedAt: row.paused_at,
    createdAt: row.created_at,
  };
}
