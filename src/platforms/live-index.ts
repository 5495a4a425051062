import {formatOptions} from '../domain/catalog/key.js';
import type {Target} from '../domain/change/types.js';
import type {LiveState, RemoteListing} from '../ports/platform.js';

/** What to look for, of targets that were not found yet. */
export function missing(
  targets: readonly Target[],
  known: ReadonlyMap<string, RemoteListing>,
  name: (target: Target) => string | undefined,
): readonly string[] {
  const index = liveIndex(known.values());
  return targets.flatMap((target) => {
    const value = name(target);
    const {listing, offer} = index.find(target);
    const there = target.kind === 'listing' ? listing !== null : offer !== null;
    return value === undefined || there ? [] : [value];
  });
}
/** Listings and offers by every way in which a plan names them. */
export function liveIndex(listings: Iterable<RemoteListing>): {find(target: Target): LiveState} {
  const products = new Map<string, RemoteListing>();
  const offers = new Map<string, {listing: RemoteListing; offer: RemoteListing['offers'][number]}>();
  for (const listing of listings) {
    products.set(`key ${listing.product}`, listing);
    products.set(`id ${listing.remoteId}`, listing);
    for (const offer of listing.offers) {
      const place = {listing, offer};
      offers.set(`id ${offer.remoteId}`, place);
      const names = [
        `options ${listing.product} ${formatOptions(offer.options)}`,
        ...(offer.sku === null ? [] : [`sku ${listing.product} ${offer.sku}`, `sku ${offer.sku}`]),
      ];
      // Of variants with one SKU, which platforms let be, the first counts.
      for (const name of names) if (!offers.has(name)) offers.set(name, place);
    }
  }
  return {
    find: (target) => {
      const {kind, key} = target;
      const listing = products.get(`id ${key.remoteId}`) ?? products.get(`key ${key.product}`) ?? null;
      if (kind === 'listing') return {target, listing, offer: null};
      const place =
        offers.get(`id ${key.remoteId}`) ??
        (key.sku === undefined
          ? offers.get(`options ${key.product} ${key.options ?? ''}`)
          : (offers.get(`sku ${key.product} ${key.sku}`) ?? offers.get(`sku ${key.sku}`)));
      const own = key.product === undefined ? null : (products.get(`key ${key.product}`) ?? null);
      return {target, listing: place?.listing ?? own, offer: place?.offer ?? null};
    },
  };
}
