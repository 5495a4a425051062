import type {RemoteListing} from '../../ports/platform.js';
import {anyOf, insertRows, takeIds} from '../bulk.js';
import type {Store} from '../store.js';
import {contentHash} from './catalog-hash.js';
import {listingRow, offerRow} from './catalog-rows.js';

/** So many listings at each end of a page are looked for, to guess whether the page is new to the store. */
const LOOK = 8;

const NEW = {keys: ['shop_id', 'remote_id'], write: 'none'} as const;

/**
 * Adds listings of which none is in the store yet, without a look for each of them: a shop that is pulled for the first
 * time is all new. One that is there all the same is no harm: nothing is written then, and false is returned.
 *
 * @param listings of different remote ids
 * @returns whether they are in the store now
 */
export async function addNew(
  store: Store,
  shopId: number,
  listings: readonly RemoteListing[],
  at: number,
): Promise<boolean> {
  const count = distinctOffers(listings);
  if (count === null || (await anyKnown(store, shopId, listings))) return false;
  const first = await takeIds(store, 'listing', listings.length);
  const rows = listings.map((listing, n) => listingRow(shopId, first + n, {listing, hash: contentHash(listing)}, at));
  const added = await insertRows(store, 'listing', rows, NEW);
  if (added < listings.length) return await takeBack(store, first);
  if (count === 0) return true;
  let id = await takeIds(store, 'offer', count);
  const seen = {at, promoted: false};
  const offers = listings.flatMap((listing, n) =>
    listing.offers.map((offer, position) =>
      offerRow(shopId, id++, {offer, listingId: first + n, position}, undefined, seen),
    ),
  );
  return (await insertRows(store, 'offer', offers, NEW)) === count || (await takeBack(store, first));
}

/** How many offers there are; null when two of them go by one id. */
function distinctOffers(listings: readonly RemoteListing[]): number | null {
  const ids = new Set<string>();
  let count = 0;
  for (const {offers} of listings) {
    for (const {remoteId} of offers) ids.add(remoteId);
    count += offers.length;
  }
  return ids.size === count ? count : null;
}

async function anyKnown(store: Store, shopId: number, listings: readonly RemoteListing[]): Promise<boolean> {
  const some = [...listings.slice(0, LOOK), ...listings.slice(-LOOK)].map(({remoteId}) => remoteId);
  const known = await store.db
    .selectFrom('listing')
    .select('id')
    .where('shop_id', '=', shopId)
    .where(anyOf(store, 'remote_id', some))
    .limit(1)
    .executeTakeFirst();
  return known !== undefined;
}

/** Takes back what was added from this id on, with the offers: nobody else has ids of it before this transaction ends. */
async function takeBack(store: Store, first: number): Promise<false> {
  await store.db.deleteFrom('listing').where('id', '>=', first).execute();
  return false;
}
