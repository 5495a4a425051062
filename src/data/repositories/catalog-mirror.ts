import type {CatalogRepository} from '../../ports/data.js';
import type {RemoteListing} from '../../ports/platform.js';
import {anyOf, insertRows, readIn, sameRow, takeIds} from '../bulk.js';
import type {Schema} from '../schema.js';
import type {Store} from '../store.js';
import type {Row} from '../values.js';
import {contentHash, forgetHashes, keptHashes} from './catalog-hash.js';
import {addNew} from './catalog-new.js';
import {type HashedListing, listingRow, offerRow, type PlacedOffer} from './catalog-rows.js';
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
  if (all.size === 0 || (await addNew(store, shopId, [...all.values()], options.at))) return;
  const kept = await keptHashes(store, shopId, all.keys());
  const moved = [...all.values()]
    .map((listing): HashedListing => ({listing, hash: contentHash(listing)}))
    .filter(({listing, hash}) => kept.get(listing.remoteId) !== hash);
  if (moved.length === 0) return;
  const remoteIds = moved.map(({listing}) => listing.remoteId);
  const known = await knownRows(store, shopId, 'listing', remoteIds);
  const ids = await idsOf(store, 'listing', remoteIds, known);
  await forgetRows(
    store,
    [...known.values()].map(({id}) => id),
  );
  const rows = moved.map((each) => listingRow(shopId, idIn(ids, each.listing.remoteId), each, options.at));
  await insertRows(store, 'listing', changed<'listing'>(known, rows), OVER);
  await mirrorOffers(store, shopId, moved, ids, options);
}

async function mirrorOffers(
  store: Store,
  shopId: number,
  moved: readonly HashedListing[],
  listingIds: ReadonlyMap<string, number>,
  {at, overlaid}: Options,
): Promise<void> {
  const placed = new Map<string, PlacedOffer>();
  for (const {listing} of moved) {
    const listingId = idIn(listingIds, listing.remoteId);
    listing.offers.forEach((offer, position) => {
      placed.set(offer.remoteId, {offer, listingId, position});
    });
  }
  const known = await knownRows(store, shopId, 'offer', placed.keys());
  const ids = await idsOf(store, 'offer', [...placed.keys()], known);
  const rows = [...placed].map(([remoteId, place]) =>
    offerRow(shopId, idIn(ids, remoteId), place, known.get(remoteId), {at, promoted: overlaid.has(remoteId)}),
  );
  const left = rows.flatMap(({remote_id, listing_id}) => {
    const before = known.get(remote_id)?.listing_id;
    return before === undefined || before === listing_id ? [] : [before];
  });
  await forgetHashes(store, left);
  await forgetRows(store, left);
  await insertRows(store, 'offer', changed<'offer'>(known, rows), OVER);
}

/** What is kept of these, by remote id. */
async function knownRows<T extends Kind>(
  store: Store,
  shopId: number,
  table: T,
  remoteIds: Iterable<string>,
): Promise<ReadonlyMap<string, Schema[T]>> {
  const rows = await readIn(remoteIds, async (chunk) => {
    const query = store.db
      .selectFrom(table as 'listing')
      .selectAll()
      .where('shop_id', '=', shopId)
      .where(anyOf(store, 'remote_id', chunk));
    return (await query.execute()) as unknown as readonly Schema[T][];
  });
  return new Map(rows.map((row) => [row.remote_id, row]));
}

/** Local ids of remote ones; those never seen get theirs here, in the order given. */
async function idsOf(
  store: Store,
  kind: Kind,
  remoteIds: readonly string[],
  known: ReadonlyMap<string, {readonly id: number}>,
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map([...known].map(([remoteId, {id}]) => [remoteId, id]));
  const fresh = remoteIds.filter((remoteId) => !ids.has(remoteId));
  const first = fresh.length === 0 ? 0 : await takeIds(store, kind, fresh.length);
  fresh.forEach((remoteId, index) => {
    ids.set(remoteId, first + index);
  });
  return ids;
}

function changed<T extends Kind>(known: ReadonlyMap<string, Schema[T]>, rows: readonly Schema[T][]): Schema[T][] {
  return rows.filter((row) => {
    const before = known.get(row.remote_id);
    return before === undefined || !sameRow(before as unknown as Row, row as unknown as Row, ['changed_at']);
  });
}

function idIn(ids: ReadonlyMap<string, number>, remoteId: string): number {
  const id = ids.get(remoteId);
  if (id === undefined) throw new Error(`no local id for ${remoteId}`);
  return id;
}
