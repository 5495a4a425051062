import type {CatalogRepository} from '../../ports/data.js';
import {anyOf, readIn} from '../bulk.js';
import type {Store} from '../store.js';
import {forgetHashes} from './catalog-hash.js';
import {forgetRows} from './file-rows.js';

type Remote = Parameters<CatalogRepository['keepOnly']>[1];
type Kind = 'listing' | 'offer';

/** Forgets all but these; counts what went. */
export async function keepOnly(store: Store, shopId: number, remote: Remote): Promise<Counts> {
  const offers = await allBut(store, shopId, 'offer', remote.offers);
  const listings = await allBut(store, shopId, 'listing', remote.listings);
  return await drop(store, {listings, offers});
}

/** Forgets these; what is not there is passed over. Counts what went. */
export async function forget(store: Store, shopId: number, remote: Remote): Promise<Counts> {
  const offers = await idsOf(store, shopId, 'offer', remote.offers);
  const listings = await idsOf(store, shopId, 'listing', remote.listings);
  return await drop(store, {listings, offers});
}

interface Counts {
  readonly listings: number;
  readonly offers: number;
}

/** Offers first; a listing that goes takes along those it has left. */
async function drop(
  store: Store,
  {listings, offers}: {readonly listings: readonly number[]; readonly offers: readonly number[]},
): Promise<Counts> {
  const lost = await listingsOf(store, offers);
  await forgetHashes(store, lost);
  await forgetRows(store, lost);
  await remove(store, 'offer', offers);
  const orphans = await offersOf(store, listings);
  await remove(store, 'offer', orphans);
  await remove(store, 'listing', listings);
  return {listings: listings.length, offers: offers.length + orphans.length};
}

async function idsOf(
  store: Store,
  shopId: number,
  kind: Kind,
  remote: ReadonlySet<string>,
): Promise<readonly number[]> {
  const rows = await readIn(remote, (chunk) =>
    store.db
      .selectFrom(kind)
      .select('id')
      .where('shop_id', '=', shopId)
      .where(anyOf(store, 'remote_id', chunk))
      .execute(),
  );
  return rows.map(({id}) => id);
}

async function allBut(store: Store, shopId: number, kind: Kind, kept: ReadonlySet<string>): Promise<readonly number[]> {
  const rows = await store.db.selectFrom(kind).select(['id', 'remote_id']).where('shop_id', '=', shopId).execute();
  return rows.filter(({remote_id}) => !kept.has(remote_id)).map(({id}) => id);
}

export async function listingsOf(store: Store, offers: readonly number[]): Promise<readonly number[]> {
  const rows = await readIn(offers, (chunk) =>
    store.db
      .selectFrom('offer')
      .select('listing_id')
      .where(anyOf(store, 'id', chunk))
      .execute(),
  );
  return rows.map(({listing_id}) => listing_id);
}

async function offersOf(store: Store, listings: readonly number[]): Promise<readonly number[]> {
  const rows = await readIn(listings, (chunk) =>
    store.db
      .selectFrom('offer')
      .select('id')
      .where(anyOf(store, 'listing_id', chunk))
      .execute(),
  );
  return rows.map(({id}) => id);
}

async function remove(store: Store, kind: Kind, ids: readonly number[]): Promise<void> {
  await readIn(ids, async (chunk) => {
    await store.db
      .deleteFrom(kind)
      .where(anyOf(store, 'id', chunk))
      .execute();
    return [];
  });
}
