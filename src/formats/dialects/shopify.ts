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
  // Shopify knows a variant by its options: without them it makes one new variant and deletes the others; and it wants
  // the title (help.shopify.com, "Using CSV files to import and export products"). What becomes of variants that a file
  // leaves out is not said there, so all are in it. Stock of several locations has a file of its own.
  upload: {
    keys: [['product', 'option-value 0']],
    columns: ['product', 'title', ...[0, 1, 2].flatMap((n) => [`option-name ${n}`, `option-value ${n}`]), 'sku'],
    rows: 'product',
    listing: ['title', 'description', 'vendor', 'category', 'tags', 'status'],
    offer: ['sku', 'price', 'compare_at_price', 'cost', 'gtin', 'weight_g', 'image'],
    stock: false,
    id: {by: 'options'},
  },
});
