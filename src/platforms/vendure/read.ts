import {formatOptions} from '../../domain/catalog/key.js';
import type {Target} from '../../domain/change/types.js';
import type {LiveState, RemoteListing} from '../../ports/platform.js';
import type {Line} from './desk.js';
import {productsBy, variantsBy} from './find.js';
import {remoteListing} from './goods.js';

/** The live state of each target: by the product it names, else wherever its SKU or id is. */
export async function readTargets(line: Line, targets: readonly Target[], signal: AbortSignal): Promise<LiveState[]> {
  signal.throwIfAborted();
  const desk = await line.desk(signal);
  const known = new Map<string, RemoteListing>();
  const bring = async (field: 'id' | 'slug', values: Iterable<string>) => {
    const missing = [...new Set(values)].filter((value) => value !== '' && !(field === 'id' && known.has(value)));
    if (missing.length === 0) return;
    for (const wire of await productsBy(line, field, missing, signal)) known.set(wire.id, remoteListing(wire, desk));
  };
  await bring(
    'slug',
    targets.map(({key}) => key.product ?? ''),
  );
  const listings = targets.filter(({kind}) => kind === 'listing');
  await bring(
    'id',
    missing(listings, known, ({key}) => key.remoteId),
  );
  const others = targets.filter(({kind}) => kind !== 'listing');
  const byId = await variantsBy(
    line,
    'id',
    missing(others, known, ({key}) => key.remoteId),
    signal,
  );
  await bring(
    'id',
    byId.map(({productId}) => productId),
  );
  const bySku = await variantsBy(
    line,
    'sku',
    missing(others, known, ({key}) => key.sku),
    signal,
  );
  await bring(
    'id',
    bySku.map(({productId}) => productId),
  );
  const index = indexOf(known.values());
  return targets.map((target) => index.find(target));
}

/** What to look for, of targets that were not found yet. */
function missing(
  targets: readonly Target[],
  known: ReadonlyMap<string, RemoteListing>,
  name: (target: Target) => string | undefined,
): readonly string[] {
  const index = indexOf(known.values());
  return targets.flatMap((target) => {
    const value = name(target);
    const {listing, offer} = index.find(target);
    const there = target.kind === 'listing' ? listing !== null : offer !== null;
    return value === undefined || there ? [] : [value];
  });
}

/** Listings and offers by every way in which a plan names them. */
function indexOf(listings: Iterable<RemoteListing>): {find(target: Target): LiveState} {
  const products = new Map<string, RemoteListing>();
  const offers = new Map<string, {listing: RemoteListing; offer: RemoteListing['offers'][number]}>();
  for (const listing of listings) {
    products.set(`slug ${listing.product}`, listing);
    products.set(`id ${listing.remoteId}`, listing);
    for (const offer of listing.offers) {
      const place = {listing, offer};
      offers.set(`id ${offer.remoteId}`, place);
      const names = [
        `options ${listing.product} ${formatOptions(offer.options)}`,
        ...(offer.sku === null ? [] : [`sku ${listing.product} ${offer.sku}`, `sku ${offer.sku}`]),
      ];
      // Of variants with one SKU, which Vendure lets be, the first counts.
      for (const name of names) if (!offers.has(name)) offers.set(name, place);
    }
  }
  return {
    find: (target) => {
      const {kind, key} = target;
      const listing = products.get(`id ${key.remoteId}`) ?? products.get(`slug ${key.product}`) ?? null;
      if (kind === 'listing') return {target, listing, offer: null};
      const place =
        offers.get(`id ${key.remoteId}`) ??
        (key.sku === undefined
          ? offers.get(`options ${key.product} ${key.options ?? ''}`)
          : (offers.get(`sku ${key.product} ${key.sku}`) ?? offers.get(`sku ${key.sku}`)));
      const own = key.product === undefined ? null : (products.get(`slug ${key.product}`) ?? null);
      return {target, listing: place?.listing ?? own, offer: place?.offer ?? null};
    },
  };
}
