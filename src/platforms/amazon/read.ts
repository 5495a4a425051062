import {liveFields, sameValue} from '../../domain/change/fields.js';
import type {FieldValue, Target} from '../../domain/change/types.js';
import type {Clock} from '../../ports/clock.js';
import type {LiveState, RemoteListing} from '../../ports/platform.js';
import type {Seller} from './ask.js';
import type {FeedDesk} from './feeds/desk.js';
import {settleFeeds} from './feeds/settle.js';
import {itemsBySku} from './find.js';
import {type Reading, remoteListing} from './translate.js';

/** What was sent and may not be seen yet, by SKU: Amazon says yes first and does it later. */
export type Awaited = Map<string, readonly Sent[]>;

export interface Sent {
  readonly target: Target;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** So long a read waits for what was sent, in ms, each time before it looks again. */
const WAITS = [2000, 4000, 8000, 16_000, 30_000];

/** The SKU a target names: a listing's product is its SKU here. */
export function skuOf({kind, key}: Target): string {
  return key.remoteId ?? (kind === 'listing' ? undefined : key.sku) ?? key.product ?? '';
}

/** Where live states come from, and what is still on its way there. */
export interface Reader {
  readonly seller: Seller;
  readonly reading: () => Reading;
  readonly clock: Clock;
  readonly awaited: Awaited;
  readonly feeds: FeedDesk;
}

/** Targets as they are. What was just sent is waited for a minute at most; what is not there by then is not there. */
export async function readTargets(
  reader: Reader,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly LiveState[]> {
  signal.throwIfAborted();
  const {seller, reading, clock, awaited, feeds} = reader;
  await settleFeeds(feeds, signal);
  const listings = new Map<string, RemoteListing>();
  const look = async (skus: readonly string[]) => {
    for (const [sku, item] of await itemsBySku(seller, skus, signal)) listings.set(sku, remoteListing(item, reading()));
  };
  const skus = [...new Set(targets.map(skuOf))];
  await look(skus);
  for (const wait of WAITS) {
    const late = skus.filter((sku) => isLate(awaited.get(sku), listings.get(sku)));
    if (late.length === 0) break;
    await clock.sleep(wait, signal);
    await look(late);
  }
  for (const sku of skus) awaited.delete(sku);
  return targets.map((target) => {
    const listing = listings.get(skuOf(target)) ?? null;
    const offer = target.kind === 'listing' ? null : (listing?.offers[0] ?? null);
    return {target, listing, offer};
  });
}

function isLate(sent: readonly Sent[] | undefined, listing: RemoteListing | undefined): boolean {
  if (sent === undefined || listing === undefined) return false;
  const [offer] = listing.offers;
  return sent.some(({target, values}) => {
    const live: Readonly<Record<string, FieldValue>> =
      liveFields(target, {listing, ...(offer === undefined ? {} : {offer})}) ?? {};
    return Object.entries(values).some(([name, value]) => !sameValue(live[name] ?? null, value));
  });
}
