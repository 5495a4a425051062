import {carried, defineDialect, listing, offer, own} from './define.js';
import type {FileReading} from './types.js';

/**
 * Amazon's flat files that sellers upload by hand: Inventory Loader, Price & Quantity, Automate Pricing, and the
 * all-listings report that comes back. Tab-separated. PLATFORMS.md §3.5. `item-is-marketplace` and the like are
 * carried; minimum and maximum prices belong to Amazon's own repricing and are carried too.
 */
export const amazon = defineDialect({
  name: 'amazon',
  columns: [
    {...offer('sku', 'sku', 'seller-sku'), always: true},
    listing('title', 'item-name'),
    listing('description', 'item-description'),
    ...carried('listing', 'listing-id'),
    {...own('product-id', 'product-id'), always: true},
    {...own('product-id-type', 'product-id-type'), always: true},
    {...offer('price', 'price'), always: true},
    ...carried('offer', 'minimum-seller-allowed-price', 'maximum-seller-allowed-price', 'business-price'),
    ...carried('offer', 'item-condition', 'item-note'),
    {...offer('stock', 'quantity'), always: true},
    ...carried('offer', 'add-delete', 'will-ship-internationally', 'expedited-shipping', 'standard-plus'),
    ...carried(
      'offer',
      'fulfillment-center-id',
      'fulfillment-channel',
      'handling-time',
      'merchant-shipping-group-name',
    ),
    ...carried('offer', 'rule-name', 'rule-action', 'quantity-lower-bound1', 'quantity-price1'),
    ...carried('listing', 'open-date', 'image-url', 'item-is-marketplace', 'zshop-shipping-fee', 'zshop-category1'),
    ...carried('listing', 'zshop-browse-path', 'zshop-storefront-feature', 'zshop-boldface', 'asin1', 'asin2', 'asin3'),
    ...carried('listing', 'bid-for-featured-placement', 'pending-quantity', 'merchant-shipping-group', 'status'),
  ],
  needs: [
    ['sku', 'seller-sku'],
    ['price', 'quantity', 'minimum-seller-allowed-price'],
    [
      'product-id-type',
      'minimum-seller-allowed-price',
      'add-delete',
      'handling-time',
      'fulfillment-channel',
      'asin1',
      'item-condition',
    ],
  ],
  signs: ['product-id-type', 'minimum-seller-allowed-price', 'fulfillment-channel'],
  layout: 'every',
  // 3 is a UPC, 4 an EAN; 1 is Amazon's own number and 2 an ISBN.
  reading: (): FileReading => ({
    row: (draft) => {
      draft.kind = 'variant';
      const id = draft.own('product-id');
      if (id !== '' && /^(3|4|upc|ean|gtin)$/iu.test(draft.own('product-id-type'))) draft.offer.gtin = id;
    },
  }),
  cells: {
    'own product-id': ({offer: sold}) => sold?.gtin ?? '',
    'own product-id-type': ({offer: sold}) => {
      if (sold?.gtin === null || sold === null) return '';
      return sold.gtin.length === 12 ? '3' : '4';
    },
  },
  delimiter: '\t',
  // The Price & Quantity file: an empty cell, and a column that is not there, leave alone. What comes back is the
  // all-listings report, which says `seller-sku`.
  upload: {
    keys: [['sku']],
    columns: ['sku'],
    ownHeaders: true,
    rows: 'changed',
    listing: [],
    offer: ['price'],
    stock: true,
    id: {by: 'sku'},
  },
});
