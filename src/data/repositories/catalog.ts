import type {Selectable} from 'kysely';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import type {CatalogRepository, ListingFilter} from '../../ports/data.js';
import {anyOf, readIn} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import {keepOnly} from './catalog-forget.js';
import {mirror} from './catalog-mirror.js';

export function catalogRepository(store: Store): CatalogRepository {
  const {db} = store;
  return {
    listings: (shopId, filter) => listings(store, shopId, filter),
    counts: async (shopId) => {
      const ofShop = db
        .selectFrom('offer')
        .where('shop_id', '=', shopId)
        .select((eb) => eb.fn.countAll<number>().as('n'));
      const {n} = await db
        .selectFrom('listing')
        .where('shop_id', '=', shopId)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      const {n: offers} = await ofShop.executeTakeFirstOrThrow();
      const {n: withoutSku} = await ofShop.where('sku', 'is', null).executeTakeFirstOrThrow();
      return {listings: n, offers, withoutSku};
    },
    mirror: (shopId, remote, options) => store.atomic((within) => mirror(within, shopId, remote, options)),
    keepOnly: (shopId, remote) => store.atomic((within) => keepOnly(within, shopId, remote)),
    setBase: async (offers) => {
      if (offers.length === 0) return;
      const {sql} = db.updateTable('offer').set({base_price: 0, base_compare_at: 0}).where('id', '=', 0).compile();
      const sets = offers.map(({offerId, basePrice, baseCompareAt}) => [basePrice, baseCompareAt, offerId]);
      await store.atomic((within) => within.executor.runMany(sql, sets));
    },
    pins: async (shopId) => {
      const rows = await db.selectFrom('pin').selectAll().where('shop_id', '=', shopId).orderBy('sku').execute();
      return new Map(rows.map(({sku, until_at, reason}) => [sku, {until: until_at, reason}]));
    },
    pin: async (shopId, sku, pin) => {
      if (pin === null) {
        await db.deleteFrom('pin').where('shop_id', '=', shopId).where('sku', '=', sku).execute();
        return;
      }
      const values = {until_at: pin.until, reason: pin.reason};
      await db
        .insertInto('pin')
        .values({shop_id: shopId, sku, ...values})
        .onConflict((on) => on.columns(['shop_id', 'sku']).doUpdateSet(values))
        .execute();
    },
  };
}

async function listings(store: Store, shopId: number, filter?: ListingFilter): Promise<readonly StoredListing[]> {
  const ids = filter === undefined ? null : await matching(store, shopId, filter);
  const offers = new Map<number, StoredOffer[]>();
  for (const row of await readRows(ids, (chunk) => offerRows(store, shopId, chunk))) {
    const offer = toOffer(row);
    const known = offers.get(offer.listingId);
    if (known === undefined) offers.set(offer.listingId, [offer]);
    else known.push(offer);
  }
  const rows = await readRows(ids, (chunk) => listingRows(store, shopId, chunk));
  return rows.map((row) => toListing(row, offers.get(row.id) ?? []));
}

/** Ids of the listings that have one of the SKUs or are one of the products, in the order listings come in. */
async function matching(
  store: Store,
  shopId: number,
  {skus = [], products = []}: ListingFilter,
): Promise<readonly number[]> {
  const bySku = await readIn(skus, (chunk) =>
    store.db
      .selectFrom('offer')
      .innerJoin('listing', 'listing.id', 'offer.listing_id')
      .select(['listing.id', 'listing.product'])
      .where('offer.shop_id', '=', shopId)
      .where(anyOf(store, 'offer.sku', chunk))
      .execute(),
  );
  const byProduct = await readIn(products, (chunk) =>
    store.db
      .selectFrom('listing')
      .select(['id', 'product'])
      .where('shop_id', '=', shopId)
      .where(anyOf(store, 'product', chunk))
      .execute(),
  );
  const found = [...bySku, ...byProduct].map(({id, product}) => ({id, bytes: Buffer.from(product)}));
  found.sort((a, b) => Buffer.compare(a.bytes, b.bytes) || a.id - b.id);
  return [...new Set(found.map(({id}) => id))];
}

/** All rows, or those of the ids in the order of the ids' chunks. */
async function readRows<R>(
  ids: readonly number[] | null,
  read: (chunk: readonly number[] | null) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  return ids === null ? await read(null) : await readIn(ids, read);
}

function listingRows(store: Store, shopId: number, ids: readonly number[] | null) {
  let query = store.db
    .selectFrom('listing')
    .innerJoin('external_id', (on) =>
      on
        .onRef('external_id.shop_id', '=', 'listing.shop_id')
        .on('external_id.kind', '=', 'listing')
        .onRef('external_id.local_id', '=', 'listing.id'),
    )
    .selectAll('listing')
    .select('external_id.remote_id')
    .where('listing.shop_id', '=', shopId);
  if (ids !== null) query = query.where(anyOf(store, 'listing.id', ids));
  return query.orderBy('listing.product').orderBy('listing.id').execute();
}

function offerRows(store: Store, shopId: number, listingIds: readonly number[] | null) {
  let query = store.db
    .selectFrom('offer')
    .innerJoin('external_id', (on) =>
      on
        .onRef('external_id.shop_id', '=', 'offer.shop_id')
        .on('external_id.kind', '=', 'offer')
        .onRef('external_id.local_id', '=', 'offer.id'),
    )
    .selectAll('offer')
    .select('external_id.remote_id')
    .where('offer.shop_id', '=', shopId);
  if (listingIds !== null) query = query.where(anyOf(store, 'offer.listing_id', listingIds));
  return query.orderBy('offer.listing_id').orderBy('offer.position').orderBy('offer.id').execute();
}

function toListing(
  row: Selectable<Schema['listing']> & {remote_id: string},
  offers: readonly StoredOffer[],
): StoredListing {
  return {
    id: row.id,
    remoteId: row.remote_id,
    product: row.product,
    title: row.title,
    description: row.description,
    vendor: row.vendor,
    category: row.category,
    tags: JSON.parse(row.tags) as StoredListing['tags'],
    status: row.status,
    images: JSON.parse(row.images) as StoredListing['images'],
    extra: JSON.parse(row.extra) as StoredListing['extra'],
    offers,
  };
}

function toOffer(row: Selectable<Schema['offer']> & {remote_id: string}): StoredOffer {
  return {
    id: row.id,
    listingId: row.listing_id,
    remoteId: row.remote_id,
    sku: row.sku,
    options: JSON.parse(row.options) as StoredOffer['options'],
    price: row.price,
    compareAt: row.compare_at,
    basePrice: row.base_price,
    baseCompareAt: row.base_compare_at,
    cost: row.cost,
    currency: row.currency,
    taxRate: row.tax_rate,
    stock: row.stock,
    gtin: row.gtin,
    weightGrams: row.weight_grams,
    image: row.image,
    extra: JSON.parse(row.extra) as StoredOffer['extra'],
  };
}
