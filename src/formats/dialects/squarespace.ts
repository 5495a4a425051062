import {imageList, PIECES, yesNo} from './codecs.js';
import {carried, defineDialect, listing, offer, own} from './define.js';
import {regularText, saleText} from './sale.js';
import type {DialectColumn, FileReading} from './types.js';

const must = (column: DialectColumn): DialectColumn => ({...column, always: true});
const numbers = [0, 1, 2, 3, 4, 5];

/**
 * Squarespace Commerce product file: a product's words stand on its first row, its other variants follow with an empty
 * title. `Stock` may say "Unlimited". Weights are in the site's unit, which the file does not name, and carried.
 */
export const squarespace = defineDialect({
  name: 'squarespace',
  columns: [
    must(own('id', 'Product ID [Non Editable]')),
    own('variant', 'Variant ID [Non Editable]'),
    ...carried('listing', 'Product Type [Non Editable]', 'Product Page'),
    must(own('url', 'Product URL')),
    must(listing('title', 'Title')),
    listing('description', 'Description'),
    must(offer('sku', 'SKU')),
    ...numbers.flatMap((index): DialectColumn[] => [
      {headers: [`Option Name ${index + 1}`], use: {kind: 'option-name', index}},
      {headers: [`Option Value ${index + 1}`], use: {kind: 'option-value', index}},
    ]),
    must(offer('price', 'Price')),
    own('sale', 'Sale Price'),
    own('on sale', 'On Sale'),
    {...offer('stock', 'Stock'), codec: PIECES},
    listing('category', 'Categories'),
    listing('tags', 'Tags'),
    ...carried('offer', 'Weight', 'Length', 'Width', 'Height'),
    {headers: ['Visible'], use: {kind: 'published'}, codec: yesNo(['yes'], ['no'])},
    {...listing('images', 'Hosted Image URLs'), codec: imageList(/\s+/u, ' ')},
  ],
  needs: [['Product ID [Non Editable]', 'Product URL'], ['Title'], ['SKU', 'Variant ID [Non Editable]']],
  signs: ['Product ID [Non Editable]', 'Hosted Image URLs'],
  layout: 'first',
  reading,
  cells: {
    'own url': ({listing: {product}}) => product,
    price: regularText,
    'own sale': saleText,
    'own on sale': (place) => (place.offer === null ? '' : saleText(place) === '' ? 'No' : 'Yes'),
  },
});

function reading(): FileReading {
  let product: string | null = null;
  return {
    row: (draft) => {
      const own = draft.own('url') || draft.own('id');
      // Without a title the row is one more variant of the product above.
      if (own !== '' || (draft.listing.title ?? '') !== '') product = own === '' ? null : own;
      draft.product = product;
      draft.kind = 'variant';
      if (!/^yes$/iu.test(draft.own('on sale'))) return;
      const sale = draft.amount('sale', 'none');
      if (sale === undefined || draft.offer.price === undefined) return;
      draft.offer.compareAt = draft.offer.price;
      draft.offer.price = sale;
    },
  };
}
