import path from 'node:path';
import {KnownError} from 'souk/connector';
import {edit} from './edit.js';
import {find, load, save} from './file.js';
import {LISTING_HELD, OFFER_HELD} from './product.js';

/**
 * What the shop can do. souk plans by this alone, so claim nothing that the contract suite has not seen: a field that is
 * not named here is reported to the user as unsupported, and never sent.
 *
 * @type {import('souk/connector').Capabilities}
 */
const CAPABILITIES = {
  batch: {rows: 1000, bytes: 16 * 1024 * 1024},
  // A refused change does not keep the others of its batch from being written.
  atomicity: 'row',
  archive: 'delete',
  nativePromotions: [],
  // Another program may write the file between our reading and our writing of it.
  compareAndSet: false,
  fields: {listing: LISTING_HELD, offer: OFFER_HELD, stock: true},
  limits: {variantsPerProduct: 10_000, optionsPerProduct: 100, titleLength: 100_000, descriptionLength: 1_000_000},
  pulls: ['listings'],
  settleMs: 0,
  simulatedTime: false,
};

/**
 * A shop that is one JSON file.
 *
 * @type {import('souk/connector').PlatformKind}
 */
export const jsonShop = {
  name: 'json-file',
  settings: [{name: 'file', required: true}],
  defaultMode: 'observe',
  open: async ({shop: {name, terms, settings}}) => {
    const file = settings['file'] ?? '';
    // A job at night runs in another folder than the person who connected the shop.
    if (!path.isAbsolute(file))
      throw new KnownError('usage', 'SETTING_INVALID', {setting: 'file', value: file, wanted: '/srv/shop.json'});
    return openShop({file, shop: name, currency: terms.currency});
  },
};

/**
 * @param {import('./file.js').Place} place
 * @returns {import('souk/connector').Platform}
 */
function openShop(place) {
  return {
    capabilities: CAPABILITIES,
    close: async () => {},

    check: async (signal) => {
      try {
        const listings = [...(await load(place, signal)).listings.values()];
        const offers = listings.flatMap((listing) => listing.offers);
        const params = {listings: listings.length, offers: offers.length, withoutSku: 0};
        return {ok: true, findings: [{ok: true, message: {code: 'shop.counts', params}}]};
      } catch (error) {
        if (!(error instanceof KnownError)) throw error;
        return {ok: false, findings: [{ok: false, message: {code: error.code, params: error.params}}]};
      }
    },

    async *pull(kind, _cursor, signal) {
      if (kind !== 'listings') return;
      yield {records: [...(await load(place, signal)).listings.values()], cursor: '', refused: []};
    },

    // Always from the file, never from memory: souk asks in order to see what others did.
    read: async (targets, signal) => {
      const {content, listings} = await load(place, signal);
      return targets.map((target) => {
        const {product, row} = find(content, target);
        const listing = listings.get(product?.product) ?? null;
        const offer = target.kind === 'listing' ? null : listing?.offers.find(({remoteId}) => remoteId === row?.id);
        return {target, listing, offer: offer ?? null};
      });
    },

    async *push(changes, signal) {
      const {content} = await load(place, signal);
      const outcomes = changes.map((change) => edit(content, change, place.currency));
      // Nothing is said to be applied before it is on the disk. If this throws, souk reads back what became of the batch.
      if (outcomes.some(({state}) => state === 'applied')) await save(place, content, signal);
      yield* outcomes;
    },
  };
}
