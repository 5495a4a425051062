import {expect} from 'chai';
import fc from 'fast-check';
import {formatAmount} from '../../src/domain/money.js';
import {isUnfit} from '../../src/platforms/batch.js';
import {shopAddress} from '../../src/platforms/shopify/address.js';
import type {Desk} from '../../src/platforms/shopify/desk.js';
import {rowOf, scopeOf} from '../../src/platforms/shopify/errors.js';
import {remoteListing} from '../../src/platforms/shopify/goods.js';
import type {WireProduct, WireVariant} from '../../src/platforms/shopify/wire.js';
import {wishOf} from '../../src/platforms/shopify/wish.js';
import {change, listingTarget, offerTarget} from './contract/steps.js';

const DESK: Desk = {
  currency: 'EUR',
  taxesIncluded: true,
  scopes: new Set(['write_products']),
  location: {id: 'gid://shopify/Location/1', name: 'Warehouse'},
  locations: ['Warehouse'],
};
const VARIANT: WireVariant = {
  id: 'gid://shopify/ProductVariant/5',
  sku: ' MUG ',
  barcode: '',
  price: '12.50',
  compareAtPrice: '20.0',
  selectedOptions: [{name: 'Title', value: 'Default Title'}],
  inventoryItem: {
    id: 'gid://shopify/InventoryItem/5',
    tracked: true,
    unitCost: {amount: '4.8'},
    measurement: {weight: {unit: 'OUNCES', value: 10}},
    inventoryLevel: {quantities: [{quantity: 7}]},
  },
};
const PRODUCT: WireProduct = {
  ...{id: 'gid://shopify/Product/2', handle: 'mug', title: 'Mug', descriptionHtml: '', vendor: '', productType: 'Cups'},
  ...{tags: ['a', 'b'], status: 'UNLISTED', metafield: null, making: null},
  variants: {nodes: [VARIANT], pageInfo: {hasNextPage: false, endCursor: null}},
};

describe('shopify: addresses', () => {
  const codeOf = (url: string) => {
    try {
      return shopAddress({url});
    } catch (error) {
      return (error as {code: string}).code;
    }
  };

  it('are the shop’s own, however it is named', () => {
    const forms = [
      'my-shop',
      'My-Shop.myshopify.com',
      'https://my-shop.myshopify.com/admin',
      'https://admin.shopify.com/store/my-shop',
    ];
    for (const form of forms) expect(codeOf(form), form).to.equal('https://my-shop.myshopify.com');
    expect(codeOf('http://127.0.0.1:4000/')).to.equal('http://127.0.0.1:4000');
  });

  it('of another domain are refused, since the token would go there', () => {
    for (const url of ['https://shop.example.com', 'https://my-shop.myshopify.com.example.com', 'my shop', ''])
      expect(codeOf(url), url).to.equal('SETTING_INVALID');
    expect(codeOf('http://my-shop.myshopify.com')).to.equal('PLAIN_HTTP');
  });
});

describe('shopify: goods', () => {
  it('are read to the coin, with no option where there is none, and grams of any unit', () => {
    const {category, status, offers} = remoteListing(PRODUCT, [VARIANT], 'EUR');
    expect([category, status]).to.deep.equal(['Cups', 'active']);
    expect(offers[0]).to.deep.include({
      sku: 'MUG',
      price: 1250,
      compareAt: 2000,
      cost: 480,
      stock: 7,
      gtin: null,
      weightGrams: 283,
    });
    expect(offers[0]?.options).to.deep.equal([]);
  });

  it('whose stock nobody counts have none; a weight of 0 is 0, as in a file of Shopify’s own', () => {
    const item = {...VARIANT.inventoryItem, tracked: false, measurement: {weight: {unit: 'KILOGRAMS', value: 0}}};
    const [offer] = remoteListing(PRODUCT, [{...VARIANT, inventoryItem: item}], 'EUR').offers;
    expect(offer).to.deep.include({stock: null, weightGrams: 0});
  });

  it('have no offer while there is Shopify’s stand-in alone, and a nameless variant with a price is one', () => {
    const bare = {
      ...VARIANT,
      sku: null,
      price: '0.00',
      compareAtPrice: null,
      inventoryItem: {...VARIANT.inventoryItem, unitCost: null},
    };
    expect(remoteListing(PRODUCT, [bare], 'EUR').offers).to.deep.equal([]);
    expect(remoteListing(PRODUCT, [{...bare, price: '1.00'}], 'EUR').offers).to.have.length(1);
  });

  it('keep the merchant’s order of tags while these are the same', () => {
    const tags = (value: string) => remoteListing({...PRODUCT, metafield: {value}}, [VARIANT], 'EUR').tags;
    expect(tags('["b","a"]')).to.deep.equal(['b', 'a']);
    for (const old of ['["b"]', '["b","c"]', 'no json', '{"b":1}']) expect(tags(old)).to.deep.equal(['a', 'b']);
  });
});

describe('shopify: wishes', () => {
  const target = offerTarget('mug', {sku: 'MUG', options: []});
  const offerWish = (after: Record<string, string | number | null>, desk = DESK, currency = 'EUR') =>
    wishOf(change(1, target, 'update', after), desk, currency);

  it('write an amount as the very text it was given in', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 2 ** 40}), fc.constantFrom('EUR', 'JPY', 'KWD'), (minor, currency) => {
        const price = formatAmount(minor, currency);
        const wish = offerWish({price, compare_at_price: price, cost: price}, DESK, currency);
        expect(wish).to.deep.include({input: {price, compareAtPrice: price}, item: {cost: price}});
        const [read] = remoteListing(PRODUCT, [{...VARIANT, price}], currency).offers;
        expect(read?.price).to.equal(minor);
      }),
    );
  });

  it('leave souk’s own fields here, and clear what is to be cleared', () => {
    expect(offerWish({price: '1.00', base_price: '2.00'})).to.deep.include({input: {price: '1.00'}, item: {}});
    const cleared = offerWish({compare_at_price: null, gtin: null, cost: null, stock: null});
    expect(cleared).to.deep.include({
      input: {compareAtPrice: null, barcode: null},
      item: {cost: null, tracked: false},
      stock: null,
    });
  });

  it('are refused with a code where they can not be meant or held', () => {
    const codes = [
      offerWish({price: 'twelve'}),
      offerWish({price: '-1.00'}),
      offerWish({price: null}),
      offerWish({price: '1.005'}),
      offerWish({tax_rate: '0.19'}),
      offerWish({options: 'A=1; B=2; C=3; D=4'}),
      offerWish({weight_g: -1}),
      offerWish({stock: 1.5}),
      offerWish({stock: 1}, {...DESK, location: null}),
      wishOf(change(1, listingTarget('mug'), 'update', {tags: ['a,b']}), DESK, 'EUR'),
      wishOf(change(1, listingTarget('mug'), 'update', {status: 'gone'}), DESK, 'EUR'),
      wishOf(change(1, listingTarget('mug'), 'update', {images: []}), DESK, 'EUR'),
    ].map((each) => (isUnfit(each) ? each.code : 'fits'));
    expect(codes).to.deep.equal([
      ...['PRICE_INVALID', 'PRICE_INVALID', 'PRICE_INVALID', 'PRICE_INVALID', 'FIELD_UNSUPPORTED', 'OPTIONS_TOO_MANY'],
      ...['WEIGHT_INVALID', 'STOCK_INVALID', 'STOCK_NOWHERE', 'TAG_COMMA', 'STATUS_UNKNOWN', 'FIELD_UNSUPPORTED'],
    ]);
  });
});

describe('shopify: errors', () => {
  it('name the row of a list, and the scope that opens a field', () => {
    expect(rowOf({field: ['variants', '3', 'price'], message: ''}, 'variants')).to.equal(3);
    expect(rowOf({field: ['input', 'variants', '0'], message: ''}, 'variants')).to.equal(0);
    for (const field of [null, [], ['productId'], ['variants'], ['variants', 'x']])
      expect(rowOf({field, message: ''}, 'variants')).to.equal(null);
    const message =
      'Access denied for productSet field. Required access: `write_products` access scope. Also: The user …';
    expect(scopeOf({message})).to.deep.equal({field: 'productSet', scope: 'write_products'});
  });
});
