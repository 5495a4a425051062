import type {ShopTerms} from '../../domain/catalog/types.js';
import type {Clock} from '../../ports/clock.js';
import type {Capabilities, Platform, PullKind} from '../../ports/platform.js';
import {type Pulls, pullBy} from '../pulls.js';
import type {Seller} from './ask.js';
import {checkSeller} from './check.js';
import type {FeedDesk} from './feeds/desk.js';
import {pullFees} from './fees/pull.js';
import type {Marketplace} from './marketplaces.js';
import {pullOrders} from './orders.js';
import {AMAZON_LISTING_FIELDS, AMAZON_OFFER_FIELDS} from './patches.js';
import {previewChanges} from './preview.js';
import {pullListings} from './pull.js';
import {BATCH_BYTES, BATCH_ROWS, batchFor, pushBatch} from './push.js';
import {type Awaited, readTargets} from './read.js';
import {pullRivals} from './rivals/pull.js';
import {rivalsTold} from './rivals/told.js';
import type {Reading} from './translate.js';

const CAPABILITIES: Omit<Capabilities, 'pulls'> = {
  batch: {rows: BATCH_ROWS, bytes: BATCH_BYTES},
  atomicity: 'row',
  archive: 'unpublish',
  // A listing needs the attributes of its product type, which no plan carries; and souk deletes none.
  refuses: ['create', 'archive'],
  // souk sets the prices itself: it knows what a buyer will pay before, during and after, and takes it back by the journal.
  nativePromotions: [],
  compareAndSet: false,
  fields: {listing: AMAZON_LISTING_FIELDS, offer: AMAZON_OFFER_FIELDS, stock: true},
  limits: {variantsPerProduct: 1, optionsPerProduct: 1, titleLength: 200, descriptionLength: 2000},
  // Submissions are worked through one after the other; what is late even then is waited for by the read (read.ts).
  settleMs: 5000,
  simulatedTime: false,
};

/** What the connector speaks through, and for whom. */
export interface Connection {
  readonly seller: Seller;
  readonly store: Marketplace | null;
  readonly terms: ShopTerms;
  readonly clock: Clock;
  readonly productType: string;
  /** So many ms back the first pull of orders goes. */
  readonly ordersBackMs: number;
  readonly feeds: FeedDesk;
  /** Rivals' offers that were seen longer ago (ms) are asked for again; null: they are not asked for. */
  readonly rivalsEveryMs: number | null;
  /** Fees that were told longer ago (ms) are asked for again; null: they are not asked for. */
  readonly feesEveryMs: number | null;
}

/** One seller's listings in one store of Amazon's, as souk sees every shop. */
export function connectorOf(connection: Connection): Platform {
  const {seller, store, terms, clock, productType, feeds, rivalsEveryMs} = connection;
  const awaited: Awaited = new Map();
  const reading = (): Reading => ({
    marketplace: seller.marketplace,
    currency: terms.currency,
    language: store?.language ?? 'en_US',
    now: clock.real(),
  });
  const pulls = pullsOf(connection, reading);
  return {
    // What there is to pull hangs on the settings; the table says it.
    capabilities: {...CAPABILITIES, pulls: Object.keys(pulls) as PullKind[]},
    check: (signal) =>
      checkSeller({seller, store, terms, feedFrom: feeds.from, rivals: rivalsEveryMs !== null}, clock.real(), signal),
    pull: pullBy('Amazon', pulls),
    read: (targets, signal) => readTargets({seller, reading, clock, awaited, feeds}, targets, signal),
    batchFor: (changes) => batchFor({feeds}, changes),
    push: (changes, signal) => pushBatch({seller, reading, productType, awaited, feeds}, changes, signal),
    rivalsIn: (message) =>
      rivalsTold(message, {marketplace: seller.marketplace, seller: seller.seller, currency: terms.currency}),
    preview: (changes, signal) => previewChanges({seller, reading, productType}, changes, signal),
    close: async () => {
      seller.door.http.close();
      feeds.files.close();
    },
  };
}

function pullsOf(
  {seller, terms, clock, ordersBackMs, rivalsEveryMs, feesEveryMs}: Connection,
  reading: () => Reading,
): Pulls {
  const {currency} = terms;
  const rivals: Pulls['rivals'] =
    rivalsEveryMs === null
      ? undefined
      : (cursor, signal) => pullRivals({seller, currency, clock, everyMs: rivalsEveryMs}, cursor, signal);
  const fees: Pulls['fees'] =
    feesEveryMs === null
      ? undefined
      : (cursor, signal) => pullFees({seller, reading: reading(), clock, everyMs: feesEveryMs}, cursor, signal);
  return {
    listings: (_, signal) => pullListings(seller, reading(), signal),
    orders: (cursor, signal) => pullOrders({seller, currency, since: clock.real() - ordersBackMs}, cursor, signal),
    ...(rivals === undefined ? {} : {rivals}),
    ...(fees === undefined ? {} : {fees}),
  };
}
