import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Target} from '../../domain/change/types.js';
import type {Message} from '../../domain/errors.js';
import type {Clock} from '../../ports/clock.js';
import type {Capabilities, LiveState, Platform, PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import type {Http} from '../http.js';
import {pullBy} from '../pulls.js';
import {checkShop} from './check.js';
import {WOO_LISTING_FIELDS, wooOfferFields} from './fields.js';
import {findTargets, offerId} from './find.js';
import {pullOrders} from './orders.js';
import {pullListings} from './pull.js';
import {pushBatch} from './push.js';
import {weightUnitOf} from './settings.js';
import type {Entry} from './sign-in.js';
import {categoriesOf} from './terms.js';
import {remoteListing, unreadableIn} from './translate.js';
import {BATCH_BYTES} from './wire.js';

/** What the connector speaks through, and for whom. */
export interface Connection {
  readonly door: Door;
  readonly terms: ShopTerms;
  readonly entry: Entry;
  /** The same shop by another way in: what `check` tries when the chosen one is shut. */
  readonly look: (other: Partial<Entry>) => Http;
  readonly cost: boolean;
  readonly rows: number;
  readonly clock: Clock;
}

function capabilitiesOf({rows, cost}: Connection): Capabilities {
  return {
    batch: {rows, bytes: BATCH_BYTES},
    // Items of a batch stand alone; the answer says of each what became of it.
    atomicity: 'row',
    // Into the trash, from where it can be taken back.
    archive: 'delete',
    // souk sets the prices itself, to the minute: the shop's own sales begin and end with its daily work.
    nativePromotions: [],
    compareAndSet: false,
    fields: {listing: WOO_LISTING_FIELDS, offer: wooOfferFields(cost), stock: true},
    limits: {variantsPerProduct: 1000, optionsPerProduct: 10, titleLength: 1000, descriptionLength: 500_000},
    pulls: ['listings', 'orders'],
    settleMs: 0,
    simulatedTime: false,
  };
}

/** A WooCommerce shop as souk sees every shop. */
export function connectorOf(connection: Connection): Platform {
  const {door, terms, rows, cost, clock} = connection;
  const {currency, pricesIncludeTax} = terms;
  const tags = new Map<string, number>();
  let known: Promise<string | null> | null = null;
  const unit = (signal: AbortSignal): Promise<string | null> => {
    known ??= weightUnitOf(door, signal).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  async function* listings(signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
    yield* pullListings(door, {currency, unit: await unit(signal)}, signal);
  }
  return {
    capabilities: capabilitiesOf(connection),
    check: (signal) => checkShop(connection, signal),
    pull: pullBy('WooCommerce', {
      listings: (_, signal) => listings(signal),
      orders: (cursor, signal) => pullOrders({door, pricesIncludeTax}, cursor, signal),
    }),
    read: (targets, signal) => read({door, currency, unit}, targets, signal),
    push: (changes, signal) =>
      pushBatch({door, rows, currency, cost, unit, tags, now: () => clock.real()}, changes, signal),
    unreadable: (sku, signal) => unreadable(door, currency, sku, signal),
    close: async () => door.http.close(),
  };
}

interface Reader {
  readonly door: Door;
  readonly currency: string;
  readonly unit: (signal: AbortSignal) => Promise<string | null>;
}

async function read(
  {door, currency, unit}: Reader,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly LiveState[]> {
  signal.throwIfAborted();
  const found = await findTargets(door, targets, signal);
  const some = found.some(({goods}) => goods !== null);
  const filed = found.some(({goods}) => (goods?.product.categories ?? []).length > 0);
  const categories = filed ? await categoriesOf(door, signal) : new Map();
  const reading = {currency, unit: some ? await unit(signal) : null, categories};
  const listings = new Map<number, ReturnType<typeof remoteListing>>();
  return targets.map((target, i) => {
    const {goods = null, offer = null} = found[i] ?? {};
    if (goods === null) return {target, listing: null, offer: null};
    const listing = listings.get(goods.product.id) ?? remoteListing(goods, reading);
    listings.set(goods.product.id, listing);
    const id = offer === null ? null : offerId(goods, offer);
    return {target, listing, offer: listing.offers.find(({remoteId}) => remoteId === id) ?? null};
  });
}

async function unreadable(door: Door, currency: string, sku: string, signal: AbortSignal): Promise<Message | null> {
  const [found] = await findTargets(door, [{kind: 'offer', key: {sku}}], signal);
  const {goods = null, offer = null} = found ?? {};
  if (goods === null || offer === null) return null;
  const own = unreadableIn(goods, currency).find(({params}) => 'sku' in params && params.sku === sku);
  return own ?? null;
}
