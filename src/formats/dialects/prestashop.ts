import {imageList, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import type {DialectColumn, FileReading} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});

/**
 * PrestaShop's product import (its sample file `products_import.csv`), semicolons between cells, lists by commas.
 * Combinations come in a file of their own. Weights are in the shop's unit, which the file does not name, and carried.
 */
export const prestashop = defineDialect({
  name: 'prestashop',
  columns: [
    own('id', 'Product ID', 'ID', 'Id'),
    {headers: ['Active (0/1)', 'Active'], use: {kind: 'published'}, codec: yesNo(['1'], ['0']), always: true},
    must(listing('title', 'Name *', 'Name*', 'Name', 'Nombre *', 'Nom *')),
    must(listing('category', 'Categories (x,y,z...)', 'Categories')),
    must(
      offer('price', 'Price tax included', 'Price tax excluded', 'Price tax excluded or Price tax included', 'Price'),
    ),
    ...carried('offer', 'Tax rules ID'),
    offer('cost', 'Wholesale price', 'Cost price'),
    ...carried(
      'offer',
      'On sale (0/1)',
      'Discount amount',
      'Discount percent',
      'Discount from (yyyy-mm-dd)',
      'Discount to (yyyy-mm-dd)',
    ),
    must(offer('sku', 'Reference #', 'Reference')),
    ...carried('offer', 'Supplier reference #', 'Supplier'),
    listing('vendor', 'Manufacturer', 'Brand'),
    offer('gtin', 'EAN13', 'EAN-13'),
    ...carried(
      'offer',
      'UPC',
      'MPN',
      'Ecotax',
      'Width',
      'Height',
      'Depth',
      'Weight',
      'Delivery time of in-stock products',
    ),
    ...carried('offer', 'Delivery time of out-of-stock products with allowed orders'),
    must(offer('stock', 'Quantity')),
    ...carried(
      'offer',
      'Minimal quantity',
      'Low stock level',
      'Send me an email when the quantity is under this level',
    ),
    ...carried(
      'listing',
      'Visibility',
      'Additional shipping cost',
      'Unity',
      'Unit for base price',
      'Unit price',
      'Base price',
    ),
    ...carried('listing', 'Short description', 'Summary'),
    listing('description', 'Description'),
    listing('tags', 'Tags (x,y,z...)', 'Tags'),
    ...carried('listing', 'Meta title', 'Meta keywords', 'Meta description', 'URL rewritten', 'Rewritten URL'),
    ...carried('listing', 'Text when in stock', 'Text when backorder allowed', 'Available for order (0 = No, 1 = Yes)'),
    ...carried('listing', 'Product available date', 'Product creation date', 'Show price (0 = No, 1 = Yes)'),
    {...listing('images', 'Image URLs (x,y,z...)', 'Image URLs'), codec: imageList(/,\s*(?=https?:\/\/)/u, ',')},
    own('alts', 'Image alt texts (x,y,z...)', 'Image alt texts'),
    ...carried(
      'listing',
      'Delete existing images (0 = No, 1 = Yes)',
      'Feature(Name:Value:Position)',
      'Feature(Name:Value:Position:Customized)',
    ),
    ...carried('listing', 'Available online only (0 = No, 1 = Yes)', 'Condition', 'Customizable (0 = No, 1 = Yes)'),
    ...carried(
      'listing',
      'Uploadable files (0 = No, 1 = Yes)',
      'Text fields (0 = No, 1 = Yes)',
      'Out of stock',
      'Out of stock action',
    ),
    ...carried(
      'listing',
      'Virtual product (0 = No, 1 = Yes)',
      'File URL',
      'Number of allowed downloads',
      'Expiration date (yyyy-mm-dd)',
    ),
    ...carried(
      'listing',
      'Number of days',
      'ID / Name of shop',
      'Advanced stock management',
      'Depends On Stock',

      'Warehouse',
    ),
    ...carried('listing', 'Accessories (x,y,z...)'),
  ],
  needs: [
    ['Name *', 'Name*', 'Nombre *', 'Nom *', 'Name'],
    ['Reference #', 'Reference'],
    ['Active (0/1)', 'Tax rules ID', 'Wholesale price', 'Price tax included', 'Price tax excluded'],
  ],
  signs: ['Active (0/1)', 'Price tax included', 'Price tax excluded'],
  layout: 'every',
  // The number of a product is its key where it has no reference.
  reading: (): FileReading => ({
    row: (draft) => {
      draft.kind = 'variant';
      const id = draft.own('id');
      if (draft.offer.sku === undefined && id !== '') draft.product = `id:${id}`;
    },
  }),
  cells: {'own alts': ({listing: {images}}) => altList(images.map(({alt}) => alt ?? ''))},
  delimiter: ';',
});

/** Words of pictures in the order of their addresses; none where a word holds the comma that parts them. */
function altList(alts: readonly string[]): string {
  return alts.every((alt) => alt === '') || alts.some((alt) => alt.includes(',')) ? '' : alts.join(',');
}
