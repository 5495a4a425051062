import {carried, defineDialect, listing, offer, own} from './define.js';
import {FEED_CELLS, feedReading} from './feed.js';
import type {DialectColumn} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});

/**
 * Meta's catalogue (Facebook, Instagram) as Commerce Manager's template has it: Google's columns with a few of its
 * own. A template's first line holds remarks; rows begin under the names.
 */
export const meta = defineDialect({
  name: 'meta',
  columns: [
    must(offer('sku', 'id')),
    must(listing('title', 'title')),
    must(listing('description', 'description')),
    ...carried('listing', 'rich_text_description'),
    ...carried('offer', 'availability', 'condition'),
    must(offer('price', 'price')),
    ...carried('listing', 'link', 'mobile_link'),
    must(own('image_link', 'image_link')),
    own('additional_image_link', 'additional_image_link'),
    listing('vendor', 'brand'),
    ...carried('listing', 'google_product_category'),
    ...carried('listing', 'fb_product_category').map(must),
    offer('stock', 'quantity_to_sell_on_facebook', 'inventory'),
    own('sale', 'sale_price'),
    ...carried('offer', 'sale_price_effective_date'),
    own('item_group_id', 'item_group_id'),
    ...carried('listing', 'gender', 'age_group'),
    own('Color', 'color'),
    own('Size', 'size'),
    own('Material', 'material'),
    own('Pattern', 'pattern'),
    ...carried('offer', 'shipping', 'shipping_weight', 'mpn', 'style[0]'),
    offer('gtin', 'gtin'),
    ...carried('offer', 'video[0].url', 'video[0].tag[0]', 'product_tags[0]', 'product_tags[1]'),
    listing('category', 'product_type'),
    ...carried('offer', 'commerce_tax_category', 'origin_country', 'return_policy_days', 'expiration_date'),
    ...[0, 1, 2, 3, 4].flatMap((n) =>
      carried('offer', `custom_label_${n}`, `custom_number_${n}`, `internal_label_${n}`),
    ),
    {headers: ['status'], use: {kind: 'listing', field: 'status'}},
  ],
  needs: [
    ['id'],
    ['title'],
    ['price'],
    ['fb_product_category', 'quantity_to_sell_on_facebook', 'rich_text_description', 'video[0].url', 'product_tags[0]'],
  ],
  signs: ['fb_product_category', 'quantity_to_sell_on_facebook'],
  layout: 'every',
  reading: feedReading,
  feed: true,
  cells: FEED_CELLS,
});
