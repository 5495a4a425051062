import type {Target} from '../../domain/change/types.js';
import type {LiveState, RemoteListing} from '../../ports/platform.js';
import {liveIndex, missing} from '../live-index.js';
import type {Line} from './desk.js';
import {foundIn, productsById, variantsById, variantsBySku} from './find.js';
import {idsByHandle} from './names.js';

/** The live state of each target: by the product it names, else wherever its id or SKU is. */
export async function readTargets(line: Line, targets: readonly Target[], signal: AbortSignal): Promise<LiveState[]> {
  signal.throwIfAborted();
  await line.bulk.quiet(signal);
  const known = new Map<string, RemoteListing>();
  const bring = async (ids: Iterable<string>) => {
    const fresh = [...ids].filter((id) => !known.has(id));
    for (const {wire, variants, listing} of await productsById(line, fresh, signal)) {
      known.set(listing.remoteId, listing);
      for (const variant of variants) line.seen.set(variant.id, foundIn(wire, variant));
    }
  };
  const handles = targets.map(({key}) => key.product ?? '');
  await bring((await idsByHandle(line, handles, signal)).values());
  const listings = targets.filter(({kind}) => kind === 'listing');
  await bring(missing(listings, known, ({key}) => key.remoteId));
  const others = targets.filter(({kind}) => kind !== 'listing');
  const byId = await variantsById(
    line,
    missing(others, known, ({key}) => key.remoteId),
    signal,
  );
  await bring(byId.map(({product}) => product.id));
  const bySku = await variantsBySku(
    line,
    missing(others, known, ({key}) => key.sku),
    signal,
  );
  await bring(bySku.map(({product}) => product.id));
  const index = liveIndex(known.values());
  return targets.map((target) => index.find(target));
}
