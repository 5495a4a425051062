import {carried, defineDialect, listing, offer, own} from './define.js';
import {FEED_CELLS, feedReading} from './feed.js';
import {type DialectColumn, headerKey} from './types.js';

/** A required column of a feed. */
const must = (column: DialectColumn): DialectColumn => ({...column, always: true});

/** Both spellings are alive: `image_link` in files, "image link" in Merchant Center's own sheet. */
const spelled = (column: DialectColumn): DialectColumn => ({
  ...column,
  headers: [...new Set(column.headers.flatMap((header) => [header, header.replace(/_/gu, ' ')]))],
});

/**
 * Google Merchant Center product feeds, as TSV, CSV and XML ("Product data specification", support.google.com
 * merchants/answer/7052112).
 */
export const google = defineDialect({
  name: 'google',
  columns: [
    must(offer('sku', 'id')),
    must(listing('title', 'title')),
    must(listing('description', 'description')),
    ...carried('listing', 'link', 'mobile_link'),
    must(own('image_link', 'image_link')),
    own('additional_image_link', 'additional_image_link'),
    ...carried('offer', 'availability', 'availability_date', 'expiration_date'),
    must(offer('price', 'price')),
    own('sale', 'sale_price'),
    ...carried('offer', 'sale_price_effective_date'),
    offer('cost', 'cost_of_goods_sold'),
    listing('vendor', 'brand'),
    offer('gtin', 'gtin'),
    ...carried('offer', 'mpn', 'identifier_exists', 'condition'),
    ...carried('listing', 'adult', 'google_product_category'),
    listing('category', 'product_type'),
    own('item_group_id', 'item_group_id'),
    own('Color', 'color', 'colour'),
    own('Size', 'size'),
    own('Material', 'material'),
    own('Pattern', 'pattern'),
    ...carried('listing', 'gender', 'age_group'),
    ...carried('offer', 'size_type', 'size_system', 'multipack', 'is_bundle', 'energy_efficiency_class'),
    ...carried('offer', 'unit_pricing_measure', 'unit_pricing_base_measure', 'installment', 'loyalty_points'),
    ...carried('offer', 'shipping', 'shipping_label', 'shipping_weight', 'shipping_length', 'shipping_width'),
    ...carried('offer', 'shipping_height', 'tax', 'tax_category', 'ads_redirect', 'promotion_id'),
    ...carried('offer', 'auto_pricing_min_price', 'min_handling_time', 'max_handling_time'),
    ...[0, 1, 2, 3, 4].flatMap((n) => carried('offer', `custom_label_${n}`)),
    ...carried('listing', 'excluded_destination', 'included_destination', 'product_highlight', 'product_detail'),
  ].map(spelled),
  needs: [['id'], ['title'], ['price'], ['image_link', 'image link', 'link', 'availability']],
  signs: ['image_link', 'google_product_category'],
  layout: 'every',
  // The XML of a feed names its parts "g:id".
  bare: (header) => headerKey(header).replace(/^g:/u, ''),
  reading: feedReading,
  feed: true,
  cells: FEED_CELLS,
  delimiter: '\t',
});
