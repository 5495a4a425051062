import {formatOptions} from '../../domain/catalog/key.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {type Comparison, compareLive, compareLocal, type Standing} from '../../domain/change/compare.js';
import {offerKey, targetText} from '../../domain/change/fields.js';
import type {Change, Target} from '../../domain/change/types.js';
import type {Data} from '../../ports/data.js';
import type {LiveState, Platform} from '../../ports/platform.js';

/** Targets asked of a shop in one `read`. */
const READ_AT_ONCE = 1000;
/** Above this a whole catalogue is read from the store rather than products by name. */
const NAMED_PRODUCTS = 500;

/** A change, what the shop holds of it, and how the two stand to each other. */
export interface Inspected {
  readonly change: Change;
  readonly live: LiveState;
  readonly comparison: Comparison;
  /** How souk's own fields stand: `before` under a comparison `after` means that only the store is left to write. */
  readonly local: Standing;
}

/** What `inspect` needs. */
export interface Inspector {
  readonly data: Data;
  readonly platform: Platform;
  readonly signal: AbortSignal;
}

/**
 * Reads the shop and the store for each change, in order. `after` says that nothing needs to be sent; the change has
 * drifted when the shop or souk's own base has. `all`: the changes of the whole plan, by which is known what goes along
 * with a product that is taken down, and which variants are new.
 */
export async function* inspect(
  {data, platform, signal}: Inspector,
  shopId: number,
  changes: readonly Change[],
  all: readonly Change[] = changes,
): AsyncIterable<readonly Inspected[]> {
  const going = new Set(
    all.flatMap(({op, target}) => (op === 'archive' && target.kind === 'offer' ? idsOf(target) : [])),
  );
  const made = new Set(
    all.flatMap(({op, target}) => (op === 'create' && target.kind === 'offer' ? [targetText(target)] : [])),
  );
  const offers = await localOffers(data, shopId, changes);
  for (let from = 0; from < changes.length; from += READ_AT_ONCE) {
    signal.throwIfAborted();
    const part = changes.slice(from, from + READ_AT_ONCE);
    const live = await platform.read(
      part.map(({target}) => target),
      signal,
    );
    if (live.length !== part.length) throw new RangeError(`read ${live.length} states for ${part.length} targets`);
    yield part.map((change, index) => {
      const state = live[index] as LiveState;
      const compared = compareLive(change, state, platform.capabilities.archive, made.has(targetText(change.target)));
      const remote = alone(change, state, compared, going);
      const local = compareLocal(change, offers.find(change.target, state.offer?.remoteId));
      return {change, live: state, comparison: together(remote, local), local: local.standing};
    });
  }
}

function idsOf({key}: Target): readonly string[] {
  return [key.remoteId, targetText({kind: 'offer', key})].filter((id) => id !== undefined);
}

/** A product that would take along variants which the plan does not name has drifted: somebody added them. */
function alone(
  {op, target}: Change,
  {listing}: LiveState,
  comparison: Comparison,
  going: ReadonlySet<string>,
): Comparison {
  if (op !== 'archive' || target.kind !== 'listing' || listing === null || comparison.standing === 'after')
    return comparison;
  const strange = listing.offers
    .filter(({remoteId, sku, options}) => {
      const key = offerKey(listing.product, {sku, options});
      return !going.has(remoteId) && !going.has(targetText({kind: 'offer', key}));
    })
    .map(({sku, options}) => sku ?? formatOptions(options));
  if (strange.length === 0) return comparison;
  const drift = {field: 'variants', before: null, after: null, found: strange.join(', ')};
  return {...comparison, standing: 'other', drift: [...comparison.drift, drift]};
}

function together(remote: Comparison, local: Comparison): Comparison {
  if (local.standing !== 'other' || remote.standing === 'gone') return remote;
  return {...remote, standing: 'other', drift: [...remote.drift, ...local.drift]};
}

/** Offers of the store by the ways a plan names them. */
export interface OfferIndex {
  find(target: Target, remoteId?: string): StoredOffer | null;
}

/** The store's offers for these changes. */
export async function localOffers(
  data: Data,
  shopId: number,
  changes: readonly Pick<Change, 'target'>[],
): Promise<OfferIndex> {
  const products = new Set(changes.map(({target}) => target.key.product));
  const named = products.size <= NAMED_PRODUCTS && !products.has(undefined);
  const filter = named ? {products: [...products].filter((product) => product !== undefined)} : undefined;
  return indexOffers(changes.length === 0 ? [] : await data.catalog.listings(shopId, filter));
}

/** These listings' offers by every way a plan may name them. */
export function indexOffers(listings: readonly StoredListing[]): OfferIndex {
  const byRemote = new Map<string, StoredOffer>();
  const byText = new Map<string, StoredOffer>();
  for (const listing of listings) {
    for (const offer of listing.offers) {
      byRemote.set(offer.remoteId, offer);
      if (offer.sku !== null) byText.set(offer.sku, offer);
      byText.set(`${listing.product} [${formatOptions(offer.options)}]`, offer);
    }
  }
  return {
    find: (target, remoteId) => {
      if (target.kind !== 'offer' && target.kind !== 'stock') return null;
      const id = remoteId ?? target.key.remoteId;
      return (id === undefined ? undefined : byRemote.get(id)) ?? byText.get(targetText(target)) ?? null;
    },
  };
}
