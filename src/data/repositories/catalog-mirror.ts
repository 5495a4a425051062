import type {CatalogRepository} from '../../ports/data.js';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {anyOf, insertRows, readIn, sameRow, takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import type {Row} from '../values.js';
import {contentHash, forgetHashes, keptHashes} from './catalog-hash.js';
import {forgetRows} from './file-rows.js';

type Options = Parameters<CatalogRepository['mirror']>[2];
type Kind = 'listing' | 'offer';

const OVER = {keys: ['id'], write: 'over'} as const;

/**
 * Writes what the shop holds: new rows, and those that differ. Of a listing that is as it was kept nothing but its hash
 * is read. Several per remote id: the last one counts.
 */
export async function mirror(
  store: Store,
  shopId: number,
  remote: readonly RemoteListing[],
  options: Options,
): Promise<void> {
  const all = new Map(remote.map((listing) => [listing.remoteId, listing]));
  const kept = await keptHashes(store, shopId, all.keys());
  const moved = [...all.values()]
    .map((listing): Moved => ({listing, hash: contentHash(listing)}))
    .filter(({listing, hash}) => kept.get(listing.remoteId) !== hash);
  if (moved.length === 0) return;
  const ids = await resolve(
    store,
    shopId,
    'listing',
    moved.map(({listing}) => listing.remoteId),
  );
  const known = await rowsById(store, 'listing', ids.known);
  await forgetRows(store, ids.known);
  const rows = moved.map((each) => listingRow(shopId, idIn(ids.all, each.listing.remoteId), each, options.at));
  await insertRows(store, 'listing', changed<'listing'>(known, rows), OVER);
  await mirrorOffers(store, shopId, moved, ids.all, options);
}

/** A listing that is not as it was kept. */
interface Moved {
  readonly listing: RemoteListing;
  readonly hash: string;
}

interface Placed {
  readonly offer: RemoteOffer;
  readonly listingId: number;
  readonly position: number;
}

async function mirrorOffers(
  store: Store,
  shopId: number,
  moved: readonly Moved[],
  listingIds: ReadonlyMap<string, number>,
  {at, overlaid}: Options,
): Promise<void> {
  const placed = new Map<string, Placed>();
  for (const {listing} of moved) {
    const listingId = idIn(listingIds, listing.remoteId);
    listing.offers.forEach((offer, position) => {
      placed.set(offer.remoteId, {offer, listingId, position});
    });
  }
  const ids = await resolve(store, shopId, 'offer', [...placed.keys()]);
  const known = await rowsById(store, 'offer', ids.known);
  const rows = [...placed].map(([remoteId, place]) => {
    const id = idIn(ids.all, remoteId);
    return offerRow(shopId, id, place, known.get(id), {at, promoted: overlaid.has(remoteId)});
  });
  const left = rows.flatMap(({id, listing_id}) => {
    const before = known.get(id)?.listing_id;
    return before === undefined || before === listing_id ? [] : [before];
  });
  await forgetHashes(store, left);
  await forgetRows(store, left);
  await insertRows(store, 'offer', changed<'offer'>(known, rows), OVER);
}

/** Local ids by remote id, and those of them that were there before. */
interface Ids {
  readonly all: ReadonlyMap<string, number>;
  readonly known: readonly number[];
}

/** Local ids of remote ones; those never seen get theirs here, in the order given. */
async function resolve(store: Store, shopId: number, kind: Kind, remoteIds: readonly string[]): Promise<Ids> {
  const found = await readIn(remoteIds, (chunk) =>
    store.db
      .selectFrom('external_id')
      .select(['remote_id', 'local_id'])
      .where('shop_id', '=', shopId)
      .where('kind', '=', kind)
      .where(anyOf(store, 'remote_id', chunk))
      .execute(),
  );
  const all = new Map(found.map(({remote_id, local_id}) => [remote_id, local_id]));
  const known = [...all.values()];
  const fresh = remoteIds.filter((remoteId) => !all.has(remoteId));
  if (fresh.length === 0) return {all, known};
  const first = await takeIds(store, kind, fresh.length);
  fresh.forEach((remoteId, index) => {
    all.set(remoteId, first + index);
  });
  const rows = fresh.map((remoteId, index) => ({shop_id: shopId, kind, local_id: first + index, remote_id: remoteId}));
  await insertRows(store, 'external_id', rows);
  return {all, known};
}

async function rowsById<T extends Kind>(
  store: Store,
  table: T,
  ids: Iterable<number>,
): Promise<ReadonlyMap<number, Schema[T]>> {
  const rows = await readIn(ids, async (chunk) => {
    const query = store.db
      .selectFrom(table as 'listing')
      .selectAll()
      .where(anyOf(store, 'id', chunk));
    return (await query.execute()) as unknown as readonly Schema[T][];
  });
  return new Map(rows.map((row) => [row.id, row]));
}

function changed<T extends Kind>(known: ReadonlyMap<number, Schema[T]>, rows: readonly Schema[T][]): Schema[T][] {
  return rows.filter((row) => {
    const before = known.get(row.id);
    return before === undefined || !sameRow(before as unknown as Row, row as unknown as Row, ['changed_at']);
  });
}

function listingRow(shopId: number, id: number, {listing, hash}: Moved, at: number): Schema['listing'] {
  return {
    id,
    shop_id: shopId,
    product: listing.product,
    title: listing.title,
    description: listing.description,
    vendor: listing.vendor,
    category: listing.category,
    tags: JSON.stringify(listing.tags),
    status: listing.status,
    images: JSON.stringify(listing.images),
    extra: JSON.stringify(listing.extra),
    hash,
    changed_at: at,
  };
}

function offerRow(
  shopId: number,
  id: number,
  {offer, listingId, position}: Placed,
  before: Schema['offer'] | undefined,
  {at, promoted}: {readonly at: number; readonly promoted: boolean},
): Schema['offer'] {
  // A live price somebody else changed is the new base, unless a promotion of ours stands on it.
  const moved = before === undefined || (!promoted && before.price !== offer.price);
  const movedCompare = before === undefined || (!promoted && before.compare_at !== offer.compareAt);
  return {
    id,
    shop_id: shopId,
    listing_id: listingId,
    position,
    sku: offer.sku,
    options: JSON.stringify(offer.options),
    price: offer.price,
    compare_at: offer.compareAt,
    base_price: moved ? offer.price : before.base_price,
    base_compare_at: movedCompare ? offer.compareAt : before.base_compare_at,
    cost: offer.cost,
    currency: offer.currency,
    tax_rate: offer.taxRate,
    stock: offer.stock,
    gtin: offer.gtin,
    weight_grams: offer.weightGrams,
    image: offer.image,
    extra: JSON.stringify(offer.extra),
    changed_at: at,
  };
}

function idIn(ids: ReadonlyMap<string, number>, remoteId: string): number {
  const id = ids.get(remoteId);
  if (id === undefined) throw new Error(`no local id for ${remoteId}`);
  return id;
}
