import type {Target} from '../../domain/change/types.js';
import type {LiveState, RemoteListing} from '../../ports/platform.js';
import {liveIndex, missing} from '../live-index.js';
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
  const index = liveIndex(known.values());
  return targets.map((target) => index.find(target));
}
