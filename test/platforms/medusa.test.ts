import {expect} from 'chai';
import fc from 'fast-check';
import {exponentOf} from '../../src/domain/money.js';
import {productBody, Refused, valuesOf, variantBody} from '../../src/platforms/medusa/edits.js';
import {majorOf, minorOf, roundedMinor} from '../../src/platforms/medusa/money.js';
import {recordsOf, type WireOrder} from '../../src/platforms/medusa/order-lines.js';
import {pricesBody} from '../../src/platforms/medusa/prices.js';
import {gtinOf, remoteListing} from '../../src/platforms/medusa/translate.js';
import {OWN, type WireProduct, type WireVariant} from '../../src/platforms/medusa/wire.js';
import {change, listingTarget, offerTarget} from './contract/steps.js';

const VARIANT: WireVariant = {
  id: 'variant_1',
  sku: 'A1',
  barcode: 'own-1',
  ean: '4006381333931',
  upc: null,
  weight: 350.4,
  thumbnail: null,
  manage_inventory: true,
  variant_rank: 1,
  metadata: {'Tax code': 'P01', size: 3},
  prices: [
    {id: 'p1', amount: 12.5, currency_code: 'usd', min_quantity: null},
    {id: 'p2', amount: 11, currency_code: 'eur', min_quantity: null},
    {id: 'p3', amount: 9, currency_code: 'usd', min_quantity: 10},
    {id: 'p4', amount: 8, currency_code: 'usd', min_quantity: null, rules: {region_id: 'reg_1'}},
  ],
  options: [
    {value: 'Red', option: {title: 'Colour'}},
    {value: 'M', option: {title: 'Size'}},
  ],
  inventory_items: [
    {
      inventory_item_id: 'iitem_1',
      required_quantity: 1,
      inventory: {location_levels: [{location_id: 'sloc_1', stocked_quantity: 10, reserved_quantity: 3}]},
    },
  ],
};
const PRODUCT: WireProduct = {
  id: 'prod_1',
  handle: 'mug',
  title: 'Mug',
  description: null,
  status: 'published',
  thumbnail: null,
  metadata: {vendor: 'Northwind', [OWN.options]: ['Size', 'Colour'], [OWN.tags]: ['b', 'a'], 'SEO Title': 'Mug'},
  tags: [
    {id: 't1', value: 'a'},
    {id: 't2', value: 'b'},
  ],
  categories: [{id: 'c1'}, {id: 'c2'}],
  images: [
    {url: 'https://example.com/2.png', rank: 1},
    {url: 'https://example.com/1.png', rank: 0},
  ],
  options: [],
  variants: [{...VARIANT, id: 'variant_0', sku: 'A0', variant_rank: 2, metadata: {[OWN.unfinished]: true}}, VARIANT],
};
const READING = {
  currency: 'USD',
  location: 'sloc_1',
  categories: new Map([
    ['c1', 'Home > Kitchen'],
    ['c2', 'Home'],
  ]),
};
const NAMES = {tags: new Map(), categories: new Map([['Garden', 'c9']]), paths: READING.categories};

describe('medusa: reading', () => {
  const listing = remoteListing(PRODUCT, READING);

  it('reads what Medusa keeps no order of in the order that was written', () => {
    expect(listing.tags).to.deep.equal(['b', 'a']);
    expect(listing.offers[0]?.options.map(({name}) => name)).to.deep.equal(['Size', 'Colour']);
    expect(listing.images.map(({url}) => url)).to.deep.equal([
      'https://example.com/1.png',
      'https://example.com/2.png',
    ]);
  });

  it('does not show a variant that is not made to the end', () => {
    expect(listing.offers.map(({sku}) => sku)).to.deep.equal(['A1']);
  });

  it('takes the price that holds everywhere, whole grams, and stock less what orders hold', () => {
    expect(listing.offers[0]).to.deep.include({price: 1250, weightGrams: 350, stock: 7, gtin: '4006381333931'});
    expect(remoteListing(PRODUCT, {...READING, location: 'sloc_2'}).offers[0]?.stock).to.equal(null);
  });

  it('keeps text of others as extra, and its own words out of it', () => {
    expect(listing.extra).to.deep.equal({'SEO Title': 'Mug'});
    expect(listing.offers[0]?.extra).to.deep.equal({'Tax code': 'P01'});
  });
});

describe('medusa: money', () => {
  it('is exact both ways in every kind of currency', () => {
    const amounts = fc.tuple(fc.integer({min: 0, max: 10 ** 12}), fc.constantFrom('USD', 'JPY', 'KWD'));
    fc.assert(
      fc.property(amounts, ([minor, currency]) => {
        const sent = JSON.parse(JSON.stringify(majorOf(minor, currency))) as number;
        expect(minorOf(sent, currency)).to.equal(minor);
        expect(roundedMinor(sent, currency)).to.equal(minor);
      }),
    );
  });

  it('reads no price that the currency can not count, and rounds totals half away from zero', () => {
    expect(minorOf(10.999, 'USD')).to.equal(null);
    expect(minorOf(0.5, 'JPY')).to.equal(null);
    expect([37.997, 34.53736, 1.005, -1.005, 0.000_000_1].map((each) => roundedMinor(each, 'USD'))).to.deep.equal([
      3800, 3454, 101, -101, 0,
    ]);
    expect(roundedMinor(1.0005, 'KWD')).to.equal(1001);
    expect(exponentOf('KWD')).to.equal(3);
  });
});

describe('medusa: writing', () => {
  it('never loses another currency, a region’s price or a quantity’s when one price changes', () => {
    const prices = pricesBody('13.37', 'USD', VARIANT.prices ?? []) as readonly {id: string; amount: number}[];
    expect(prices.map(({id, amount}) => [id, amount])).to.have.deep.members([
      ['p1', 13.37],
      ['p2', 11],
      ['p3', 9],
      ['p4', 8],
    ]);
    expect(pricesBody(null, 'USD', VARIANT.prices ?? [])).to.have.length(3);
    expect(pricesBody('5', 'GBP', VARIANT.prices ?? [])).to.have.length(5);
  });

  it('sends no price that the server would take without a check', () => {
    for (const price of ['10.999', '-4', 'twelve', ''])
      expect(() => pricesBody(price, 'USD', []), price).to.throw(Refused, 'is no price');
  });

  it('refuses fields that Medusa has no place for', () => {
    const target = offerTarget('mug', {sku: 'A1', options: []});
    expect(() => valuesOf(change(1, target, 'update', {compare_at_price: '20.00'}))).to.throw(Refused);
    expect(() => valuesOf(change(1, listingTarget('mug'), 'update', {no_such_field: 'x'}))).to.throw(Refused);
    expect(valuesOf(change(1, target, 'update', {price: '9.00', base_price: '9.00'}))).to.deep.equal({price: '9.00'});
  });

  it('moves one category and leaves the others, takes out of metadata what is no longer wished', () => {
    expect(productBody({category: 'Garden'}, PRODUCT, NAMES)['categories']).to.deep.equal([{id: 'c9'}, {id: 'c1'}]);
    expect(productBody({extra: {Season: 'Spring'}}, PRODUCT, NAMES)['metadata']).to.deep.equal({
      'SEO Title': '',
      Season: 'Spring',
    });
    expect(variantBody({extra: {}}, VARIANT)['metadata']).to.deep.equal({'Tax code': ''});
  });

  it('puts a GTIN where its length says and keeps the variant’s other codes', () => {
    expect(variantBody({gtin: '012345678905'}, VARIANT)).to.deep.equal({ean: null, upc: '012345678905'});
    expect(variantBody({gtin: null}, VARIANT)).to.deep.equal({ean: null});
    expect(gtinOf({ean: null, upc: null, barcode: 'own-1'})).to.equal('own-1');
  });
});

const ORDER: WireOrder = {
  id: 'order_1',
  display_id: 1,
  status: 'pending',
  created_at: '2026-03-01T10:00:00.000Z',
  updated_at: '2026-03-02T10:00:00.000Z',
  currency_code: 'usd',
  customer_id: 'cus_1',
  original_total: 74.4876,
  shipping_total: 5.4,
  shipping_subtotal: 5,
  item_total: 69.0876,
  item_subtotal: 63.97,
  shipping_address: {country_code: 'us'},
  items: [
    {
      id: 'l1',
      variant_id: 'variant_1',
      variant_sku: 'A1',
      quantity: 3,
      unit_price: 19.99,
      is_tax_inclusive: false,
      original_total: 64.7676,
      original_subtotal: 59.97,
      discount_total: 0,
      discount_subtotal: 0,
      tax_total: 4.7976,
    },
    {
      id: 'l2',
      variant_id: 'variant_2',
      variant_sku: null,
      quantity: 1,
      unit_price: 4,
      is_tax_inclusive: false,
      original_total: 4.32,
      original_subtotal: 4,
      discount_total: 0,
      discount_subtotal: 0,
      tax_total: 0.32,
    },
  ],
};

describe('medusa: orders', () => {
  const refunded = (amount: number): WireOrder => ({
    ...ORDER,
    payment_collections: [{payments: [{refunds: [{id: 'ref_1', amount, created_at: '2026-03-02T10:00:00.000Z'}]}]}],
  });

  it('reads lines in the shop’s price convention, with shipping once', () => {
    const net = recordsOf(ORDER, 'USD', false);
    expect(net.map(({sku, unitPrice, shipping, tax}) => [sku, unitPrice, shipping, tax])).to.deep.equal([
      ['A1', 1999, 500, 480],
      ['variant_2', 400, 0, 32],
    ]);
    expect(recordsOf(ORDER, 'USD', true).map(({unitPrice}) => unitPrice)).to.deep.equal([2159, 432]);
  });

  it('takes a part that went back off the lines, and the whole as goods that came back', () => {
    const off = (amount: number, withTax: boolean) =>
      recordsOf(refunded(amount), 'USD', withTax).map(({discount}) => discount);
    expect(off(7.5, true)).to.deep.equal([704, 46]);
    expect(off(10.8, false).reduce((sum: number, each) => sum + (each ?? 0), 0)).to.equal(1000);
    expect(off(74, true).reduce((sum: number, each) => sum + (each ?? 0), 0)).to.equal(3 * 2159 + 432);
    const whole = recordsOf(refunded(74.4876), 'USD', false);
    expect(whole.map(({quantity, discount}) => [quantity, discount])).to.deep.equal([
      [3, 0],
      [1, 0],
      [-3, 0],
      [-1, 0],
    ]);
    expect(whole[2]?.orderedAt).to.equal(Date.parse('2026-03-02T10:00:00.000Z'));
  });
});
