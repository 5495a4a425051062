import {defineDialect} from './define.js';
import {arrangeShopify, SHOPIFY_COLUMNS, unknownShopifyColumn} from './shopify-columns.js';
import {OPTION_COLUMNS} from './table.js';

/** Most options a row of a Shopify file has room for. */
export const SHOPIFY_OPTIONS = OPTION_COLUMNS;

/** Shopify product files. Both generations of headers are read; what is written has the headers of store exports. */
export const shopify = defineDialect({
  name: 'shopify',
  columns: SHOPIFY_COLUMNS,
  needs: [
    ['Handle', 'URL handle'],
    ['Title', 'Variant SKU', 'Variant Price', 'SKU', 'Price'],
  ],
  unknown: unknownShopifyColumn,
  keyFromTitle: true,
  quoteCodes: true,
  layout: 'images',
  arrange: arrangeShopify,
});
