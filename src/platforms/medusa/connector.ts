import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Target} from '../../domain/change/types.js';
import type {Clock} from '../../ports/clock.js';
import type {Capabilities, LiveState, Platform, PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {pullBy} from '../pulls.js';
import {checkShop} from './check.js';
import {MEDUSA_LISTING_FIELDS, MEDUSA_OFFER_FIELDS} from './edits.js';
import {findTargets} from './find.js';
import {categoriesOf} from './names.js';
import {pullOrders} from './orders.js';
import {type Chosen, type Place, placeOf} from './place.js';
import {pullListings} from './pull.js';
import {pushBatch} from './push.js';
import {isUnfinished, type Reading, remoteListing} from './translate.js';
import {BATCH_BYTES, BATCH_ROWS, PRODUCT_FIELDS} from './wire.js';

const CAPABILITIES: Capabilities = {
  batch: {rows: BATCH_ROWS, bytes: BATCH_BYTES},
  // The server's batches are all or nothing; the connector halves a refused one until the bad row stands alone.
  atomicity: 'row',
  archive: 'delete',
  // souk sets the prices itself: it knows what a buyer will pay before, during and after, and takes it back by the journal.
  nativePromotions: [],
  compareAndSet: false,
  fields: {listing: MEDUSA_LISTING_FIELDS, offer: MEDUSA_OFFER_FIELDS, stock: true},
  limits: {variantsPerProduct: 1000, optionsPerProduct: 10, titleLength: 255, descriptionLength: 100_000},
  pulls: ['listings', 'orders'],
  settleMs: 0,
  simulatedTime: false,
};

/** What the connector speaks through, and for whom. */
export interface Connection {
  readonly door: Door;
  readonly terms: ShopTerms;
  readonly chosen: Chosen;
  readonly clock: Clock;
}

/** A Medusa shop as souk sees every shop. */
export function connectorOf({door, terms, chosen, clock}: Connection): Platform {
  const {currency, pricesIncludeTax} = terms;
  let known: Promise<Place> | null = null;
  const place = (signal: AbortSignal): Promise<Place> => {
    known ??= placeOf(door, chosen, signal).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  async function* listings(signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
    const {location} = await place(signal);
    yield* pullListings(door, {currency, location}, signal);
  }
  return {
    capabilities: CAPABILITIES,
    check: async (signal) => {
      known = null;
      return await checkShop({door, currency, pricesIncludeTax, chosen}, await place(signal), clock.real(), signal);
    },
    pull: pullBy('Medusa', {
      listings: (_, signal) => listings(signal),
      orders: (cursor, signal) => pullOrders({door, currency, pricesIncludeTax}, cursor, signal),
    }),
    read: async (targets, signal) =>
      await read(door, {currency, location: (await place(signal)).location}, targets, signal),
    push: (changes, signal) => pushBatch({door, currency, place}, changes, signal),
    close: async () => door.http.close(),
  };
}

async function read(
  door: Door,
  reading: Omit<Reading, 'categories'>,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly LiveState[]> {
  signal.throwIfAborted();
  const found = await findTargets(door, targets, PRODUCT_FIELDS, signal);
  const filed = found.some(({product}) => (product?.categories ?? []).length > 0);
  const categories = filed ? await categoriesOf(door, signal) : new Map<string, string>();
  const listings = new Map<string, ReturnType<typeof remoteListing>>();
  return targets.map((target, i) => {
    const {product = null, variant = null} = found[i] ?? {};
    if (product === null) return {target, listing: null, offer: null};
    const listing = listings.get(product.id) ?? remoteListing(product, {...reading, categories});
    listings.set(product.id, listing);
    const whole = variant === null || isUnfinished(variant) ? null : variant;
    return {target, listing, offer: listing.offers.find(({remoteId}) => remoteId === whole?.id) ?? null};
  });
}
