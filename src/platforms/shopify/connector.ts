import type {Capabilities, Platform, PlatformSetup} from '../../ports/platform.js';
import type {Http} from '../http.js';
import {pullBy} from '../pulls.js';
import {settingOf} from '../web-shop.js';
import {openBulk} from './bulk/open.js';
import {cautionsFor} from './caution.js';
import {check} from './check.js';
import type {CostLimits} from './cost.js';
import {askDesk, type Desk, type Line} from './desk.js';
import {openDoor} from './door.js';
import {pullOrders} from './orders.js';
import {pullListings} from './pull.js';
import {hasWide, pushBatch, requestsFor} from './push.js';
import {readTargets} from './read.js';
import type {Session} from './session.js';

const CAPABILITIES: Capabilities = {
  batch: {rows: 200, bytes: 1_000_000},
  atomicity: 'row',
  archive: 'unpublish',
  // Shopify's discounts are rules of the cart; what souk promises is a price, so it sets price and compare-at itself.
  nativePromotions: [],
  compareAndSet: false,
  fields: {
    listing: ['title', 'description', 'vendor', 'category', 'tags', 'status'],
    offer: ['sku', 'options', 'price', 'compare_at_price', 'cost', 'gtin', 'weight_g'],
    stock: true,
  },
  limits: {variantsPerProduct: 2048, optionsPerProduct: 3, titleLength: 255, descriptionLength: 500_000},
  pulls: ['listings', 'orders'],
  // By handle and id an answer is of this moment; the search by SKU is some seconds late.
  settleMs: 5000,
  simulatedTime: false,
};

/** A plan that bulk operations are quicker for is one batch up to this size: 100 MB is what Shopify takes of one file. */
const LARGE_BATCH = {rows: 25_000, bytes: 20_000_000};

/** How the connector speaks: to the shop within its limits, and to where Shopify keeps files. */
export interface Ways {
  readonly http: Http;
  readonly files: Http;
  readonly limits: CostLimits;
}

/** One Shopify shop as souk sees every shop. */
export function connectorOf({shop, clock}: PlatformSetup, ways: Ways, session: Session): Platform {
  const {http, files, limits} = ways;
  const door = openDoor(http, session, shop.name, clock);
  const place = settingOf(shop.settings, 'location');
  let asked: Promise<Desk> | null = null;
  const line: Line = {
    door,
    shop,
    bulk: openBulk({door, files, clock}, shop.name, limits),
    seen: new Map(),
    channels: settingOf(shop.settings, 'channels'),
    desk: (signal) => {
      signal.throwIfAborted();
      asked ??= askDesk(door, place, signal).catch((error: unknown) => {
        asked = null;
        throw error;
      });
      return asked;
    },
  };
  return {
    capabilities: CAPABILITIES,
    check: (signal) => {
      asked = null;
      return check(line, place, signal);
    },
    pull: pullBy('Shopify', {
      listings: (_, signal) => pullListings(line, signal),
      orders: (cursor, signal) => pullOrders(line, cursor, signal),
    }),
    read: (targets, signal) => readTargets(line, targets, signal),
    push: (changes, signal) => pushBatch(line, changes, signal),
    batchFor: (changes) =>
      line.bulk.worth(requestsFor(changes)) && !hasWide(changes, CAPABILITIES.batch.rows)
        ? LARGE_BATCH
        : CAPABILITIES.batch,
    cautions: (changes, signal) => cautionsFor(line, changes, signal),
    close: async () => {
      http.close();
      files.close();
    },
  };
}
