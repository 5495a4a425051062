import type {StoredListing} from '../../domain/catalog/types.js';
import type {Change} from '../../domain/change/types.js';
import type {CatalogRepository} from '../../ports/data.js';
import type {RemoteListing} from '../../ports/platform.js';
import {type Inspected, indexOffers} from './inspect.js';
import type {Engine, Job} from './job.js';
import type {Move} from './journal.js';
import {mirrored, overlaidIn} from './mirrored.js';
import {wishedIn} from './wished.js';

/**
 * The store learns how those things stand that drifted: the plan that is made again, as the refusal says, would drift
 * again if it began from the old picture. `changes`: the whole plan, whose own prices are nobody else's. What is gone is
 * forgotten, but for an offer under a promotion, whose base would be lost.
 */
export async function learn(
  {data, clock}: Pick<Engine, 'data' | 'clock'>,
  shopId: number,
  drifted: readonly Inspected[],
  changes: readonly Change[],
): Promise<void> {
  if (drifted.length === 0) return;
  const live = new Map<string, RemoteListing>();
  for (const {live: state} of drifted) if (state.listing !== null) live.set(state.listing.remoteId, state.listing);
  await data.transaction(async (inside) => {
    const standing = new Set((await inside.promotions.overlays(shopId)).map(({offerId}) => offerId));
    const known = await mirrored(inside, shopId, drifted);
    const overlaid = overlaidIn(known, standing);
    const own = wishedIn(live.values(), changes).keys();
    await inside.catalog.mirror(shopId, [...live.values()], {
      at: clock.real(),
      overlaid: new Set([...overlaid, ...own]),
    });
    await inside.catalog.forget(shopId, goneFrom(known, drifted, overlaid));
  });
}

/** The same for those rows of a run that were found to have drifted. */
export async function learnDrifted(
  engine: Engine,
  {shop, plan}: Job,
  read: readonly Inspected[],
  moves: readonly Move[],
): Promise<void> {
  const drifted = new Set(moves.filter(({state}) => state === 'drifted').map(({n}) => n));
  await learn(
    engine,
    shop.id,
    read.filter(({change}) => drifted.has(change.n)),
    plan.changes,
  );
}

/** What is in the store and no longer in the shop. */
function goneFrom(
  known: readonly StoredListing[],
  drifted: readonly Inspected[],
  overlaid: ReadonlySet<string>,
): Parameters<CatalogRepository['forget']>[1] {
  const index = indexOffers(known);
  const offers = new Set<string>();
  const listings = new Set<string>();
  for (const {change, comparison, live} of drifted) {
    if (comparison.standing !== 'gone') continue;
    const {kind, key} = change.target;
    const offer = index.find(change.target);
    if (offer !== null && !overlaid.has(offer.remoteId)) offers.add(offer.remoteId);
    const listing = known.find(({product}) => kind === 'listing' && live.listing === null && product === key.product);
    if (listing?.offers.every(({remoteId}) => !overlaid.has(remoteId)) === true) listings.add(listing.remoteId);
  }
  return {listings, offers};
}
