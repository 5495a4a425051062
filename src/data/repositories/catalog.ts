import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import type {CatalogRepository, ListingFilter} from '../../ports/data.js';
import {anyOf, readIn} from '../bulk.js';
import type {Store} from '../store.js';
import type {Value} from '../values.js';
import {forget, keepOnly, listingsOf} from './catalog-forget.js';
import {mirror} from './catalog-mirror.js';
import {forgetRows} from './file-rows.js';

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
    forget: (shopId, remote) => store.atomic((within) => forget(within, shopId, remote)),
    setBase: async (offers) => {
      if (offers.length === 0) return;
      const {sql} = db.updateTable('offer').set({base_price: 0, base_compare_at: 0}).where('id', '=', 0).compile();
      const sets = offers.map(({offerId, basePrice, baseCompareAt}) => [basePrice, baseCompareAt, offerId]);
      await store.atomic(async (within) => {
        const ids = offers.map(({offerId}) => offerId);
        await forgetRows(within, await listingsOf(within, ids));
        await within.executor.runMany(sql, sets);
      });
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
  return rows.map((row) => toListing(row, offers));
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

/** Columns in the order in which rows are read: a catalogue has many rows, and by name each takes twice the time. */
const LISTING = [
  'listing.id',
  'listing.remote_id',
  'listing.product',
  'listing.title',
  'listing.description',
  'listing.vendor',
  'listing.category',
  'listing.tags',
  'listing.status',
  'listing.images',
  'listing.extra',
] as const;

const OFFER = [
  'offer.id',
  'offer.listing_id',
  'offer.remote_id',
  'offer.sku',
  'offer.options',
  'offer.price',
  'offer.compare_at',
  'offer.base_price',
  'offer.base_compare_at',
  'offer.cost',
  'offer.currency',
  'offer.tax_rate',
  'offer.stock',
  'offer.gtin',
  'offer.weight_grams',
  'offer.image',
  'offer.extra',
] as const;

async function listingRows(store: Store, shopId: number, ids: readonly number[] | null): Promise<readonly List[]> {
  let query = store.db.selectFrom('listing').select(LISTING).where('listing.shop_id', '=', shopId);
  if (ids !== null) query = query.where(anyOf(store, 'listing.id', ids));
  const {sql, parameters} = query.orderBy('listing.product').orderBy('listing.id').compile();
  return await store.executor.lists(sql, parameters);
}

async function offerRows(store: Store, shopId: number, listingIds: readonly number[] | null): Promise<readonly List[]> {
  let query = store.db.selectFrom('offer').select(OFFER).where('offer.shop_id', '=', shopId);
  if (listingIds !== null) query = query.where(anyOf(store, 'offer.listing_id', listingIds));
  const ordered = query.orderBy('offer.listing_id').orderBy('offer.position').orderBy('offer.id');
  const {sql, parameters} = ordered.compile();
  return await store.executor.lists(sql, parameters);
}

/** A row as {@link LISTING} or {@link OFFER} orders it. */
type List = readonly Value[];

function toListing(row: List, offers: ReadonlyMap<number, readonly StoredOffer[]>): StoredListing {
  const id = number(row[0]);
  return {
    id,
    remoteId: text(row[1]),
    product: text(row[2]),
    title: text(row[3]),
    description: text(row[4]),
    vendor: text(row[5]),
    category: text(row[6]),
    tags: parsed(row[7], NO_ITEMS),
    status: text(row[8]) as StoredListing['status'],
    images: parsed(row[9], NO_ITEMS),
    extra: parsed(row[10], NO_WORDS),
    offers: offers.get(id) ?? [],
  };
}

function toOffer(row: List): StoredOffer {
  return {
    id: number(row[0]),
    listingId: number(row[1]),
    remoteId: text(row[2]),
    sku: textOrNull(row[3]),
    options: parsed(row[4], NO_ITEMS),
    price: numberOrNull(row[5]),
    compareAt: numberOrNull(row[6]),
    basePrice: numberOrNull(row[7]),
    baseCompareAt: numberOrNull(row[8]),
    cost: numberOrNull(row[9]),
    currency: text(row[10]),
    taxRate: textOrNull(row[11]),
    stock: numberOrNull(row[12]),
    gtin: textOrNull(row[13]),
    weightGrams: numberOrNull(row[14]),
    image: textOrNull(row[15]),
    extra: parsed(row[16], NO_WORDS),
  };
}

/** What a list is of which nothing stands in the store. */
export const NO_ITEMS: readonly never[] = Object.freeze([]);
const NO_WORDS: Readonly<Record<string, never>> = Object.freeze({});

/** A structure from its JSON; most are empty, and those are one. */
export function parsed<T>(value: Value | undefined, empty: T): T {
  return value === '[]' || value === '{}' ? empty : (JSON.parse(text(value)) as T);
}

function text(value: Value | undefined): string {
  if (typeof value === 'string') return value;
  throw new TypeError('a column that holds texts holds something else');
}

function textOrNull(value: Value | undefined): string | null {
  return value === null || value === undefined ? null : text(value);
}

function number(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  throw new TypeError('a column that holds numbers holds something else');
}

function numberOrNull(value: Value | undefined): number | null {
  return value === null || value === undefined ? null : number(value);
}
