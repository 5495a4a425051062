import type {Capabilities, Platform, PlatformSetup} from '../../ports/platform.js';
import type {Http} from '../http.js';
import {pullBy} from '../pulls.js';
import {check} from './check.js';
import {askDesk, type Desk, type Line} from './desk.js';
import {openDoor} from './door.js';
import {pullOrders} from './orders.js';
import {pullListings} from './pull.js';
import {pushBatch} from './push.js';
import {readTargets} from './read.js';
import type {Pass} from './session.js';

const CAPABILITIES: Capabilities = {
  batch: {rows: 200, bytes: 400_000},
  atomicity: 'row',
  archive: 'delete',
  // Vendure's promotions are discounts of a cart with conditions; what souk promises is a price, so it sets prices.
  nativePromotions: [],
  compareAndSet: false,
  fields: {listing: ['title', 'description', 'status'], offer: ['sku', 'options', 'price'], stock: true},
  limits: {variantsPerProduct: 5000, optionsPerProduct: 10, titleLength: 255, descriptionLength: 60_000},
  pulls: ['listings', 'orders'],
  settleMs: 0,
  simulatedTime: false,
};

/** One channel of a Vendure server as souk sees every shop. */
export function connectorOf({shop, clock}: PlatformSetup, http: Http, pass: Pass): Platform {
  const door = openDoor(http, pass, shop.name);
  let asked: Promise<Desk> | null = null;
  const line: Line = {
    door,
    shop,
    desk: (signal) => {
      signal.throwIfAborted();
      asked ??= askDesk(door, shop.terms.currency, shop.settings['location'] ?? '', signal).catch((error: unknown) => {
        asked = null;
        throw error;
      });
      return asked;
    },
  };
  return {
    capabilities: CAPABILITIES,
    check: (signal) => check(line, signal),
    pull: pullBy('Vendure', {
      listings: (_, signal) => pullListings(line, signal),
      orders: (cursor, signal) => pullOrders(line, cursor, clock.real(), signal),
    }),
    read: (targets, signal) => readTargets(line, targets, signal),
    push: (changes, signal) => pushBatch(line, changes, signal),
    close: async () => http.close(),
  };
}
