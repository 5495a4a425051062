import type {Selectable} from 'kysely';
import type {Promotion} from '../../domain/promotions/types.js';
import type {PromotionRepository} from '../../ports/data.js';
import {takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {truth} from '../values.js';

export function promotionRepository(store: Store): PromotionRepository {
  const {db} = store;
  return {
    add: async (promotion) => {
      await db.insertInto('promotion').values(toRow(promotion)).execute();
    },
    get: async (id) => {
      const row = await db.selectFrom('promotion').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toPromotion(row);
    },
    list: async (shopId) => {
      const query = db.selectFrom('promotion').selectAll().where('shop_id', '=', shopId);
      return (await query.orderBy('starts_at').orderBy('created_at').orderBy('id').execute()).map(toPromotion);
    },
    setStatus: async (id, status, at) => {
      await db.updateTable('promotion').set({status, status_at: at}).where('id', '=', id).execute();
    },
    overlays: async (shopId) => {
      const query = db.selectFrom('promotion_offer').selectAll().where('shop_id', '=', shopId);
      const rows = await query.orderBy('promotion').orderBy('offer_id').execute();
      return rows.map(({promotion, shop_id, offer_id, price, compare_at, set_at}) => ({
        promotion,
        shopId: shop_id,
        offerId: offer_id,
        price,
        compareAt: compare_at,
        setAt: set_at,
      }));
    },
    setOverlay: async ({promotion, shopId, offerId, price, compareAt, setAt}) => {
      const values = {price, compare_at: compareAt, set_at: setAt};
      await db
        .insertInto('promotion_offer')
        .values({promotion, shop_id: shopId, offer_id: offerId, ...values})
        .onConflict((on) => on.columns(['promotion', 'offer_id']).doUpdateSet(values))
        .execute();
    },
    clearOverlay: async (promotion, offerId) => {
      await db
        .deleteFrom('promotion_offer')
        .where('promotion', '=', promotion)
        .where('offer_id', '=', offerId)
        .execute();
    },
    nextId: async () => `PR-${await takeIds(store, 'promotion', 1)}`,
  };
}

function toRow(promotion: Promotion): Schema['promotion'] {
  return {
    id: promotion.id,
    shop_id: promotion.shopId,
    name: promotion.name,
    terms: JSON.stringify(promotion.terms),
    scope: JSON.stringify(promotion.scope),
    starts_at: promotion.startsAt,
    ends_at: promotion.endsAt,
    zone: promotion.zone,
    strike: truth(promotion.strike),
    announced_at: promotion.announcedAt ?? null,
    status: promotion.status,
    status_at: promotion.createdAt,
    created_at: promotion.createdAt,
  };
}

function toPromotion(row: Selectable<Schema['promotion']>): Promotion {
  return {
    id: row.id,
    shopId: row.shop_id,
    name: row.name,
    terms: JSON.parse(row.terms) as Promotion['terms'],
    scope: JSON.parse(row.scope) as Promotion['scope'],
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    zone: row.zone,
    strike: row.strike === 1,
    ...(row.announced_at === null ? {} : {announcedAt: row.announced_at}),
    status: row.status,
    createdAt: row.created_at,
  };
}
