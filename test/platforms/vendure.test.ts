import {expect} from 'chai';
import fc from 'fast-check';
import {exponentOf} from '../../src/domain/money.js';
import {isUnfit} from '../../src/platforms/batch.js';
import {fromRemote, rounded, toRemote} from '../../src/platforms/vendure/amount.js';
import type {Desk} from '../../src/platforms/vendure/desk.js';
import {remoteListing, tooFine, type WireProduct} from '../../src/platforms/vendure/goods.js';
import {cursorText, parseCursor} from '../../src/platforms/vendure/order-cursor.js';
import {orderRecords, type WireOrder} from '../../src/platforms/vendure/order-records.js';
import {slugOf} from '../../src/platforms/vendure/slug.js';
import {wishOf} from '../../src/platforms/vendure/wish.js';
import {change, EURO_DESK, offerTarget} from './vendure-desk.js';

const DESK = EURO_DESK;

describe('vendure: money', () => {
  it('goes there and back without loss, or not at all', () => {
    const cases = fc.record({
      minor: fc.integer({min: 0, max: 2 ** 40}),
      currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
      precision: fc.integer({min: 0, max: 4}),
    });
    fc.assert(
      fc.property(cases, ({minor, currency, precision}) => {
        const amount = toRemote(minor, {currency, precision});
        if (amount !== null) expect(fromRemote(amount, {currency, precision})).to.equal(minor);
        else expect(minor % 10 ** (exponentOf(currency) - precision)).not.to.equal(0);
      }),
    );
  });

  it('is of as many digits as the server says, for every currency', () => {
    expect(toRemote(980, {currency: 'JPY', precision: 2})).to.equal(98_000);
    expect(toRemote(1250, {currency: 'KWD', precision: 2})).to.equal(125);
    expect(toRemote(1255, {currency: 'KWD', precision: 2})).to.equal(null);
    expect(toRemote(1250, {currency: 'EUR', precision: 3})).to.equal(12_500);
    expect(fromRemote(12_505, {currency: 'EUR', precision: 3})).to.equal(null);
    expect(rounded(98_049, {currency: 'JPY', precision: 2})).to.equal(980);
  });
});

describe('vendure: goods', () => {
  const variant = {
    id: '5',
    sku: ' MUG ',
    enabled: true,
    prices: [
      {currencyCode: 'USD', price: 1500},
      {currencyCode: 'EUR', price: 1250},
    ],
    stockLevels: [
      {stockLocationId: '3', stockOnHand: 9},
      {stockLocationId: '7', stockOnHand: 4},
    ],
    options: [
      {name: 'Red', group: {id: '12', name: 'Colour'}},
      {name: 'M', group: {id: '9', name: 'Size'}},
    ],
  };
  const product: WireProduct = {
    id: '2',
    slug: 'mug',
    name: 'Mug',
    description: '',
    enabled: false,
    variants: [variant],
  };

  it('reads the price of the shop’s currency, the stock of its place, options in the order they were made', () => {
    const {status, offers} = remoteListing(product, DESK);
    expect(status).to.equal('draft');
    expect(offers[0]).to.deep.include({sku: 'MUG', price: 1250, stock: 4, compareAt: null});
    expect(offers[0]?.options).to.deep.equal([
      {name: 'Size', value: 'M'},
      {name: 'Colour', value: 'Red'},
    ]);
  });

  it('has no price where there is none, and none that it would have to round', () => {
    const yen: Desk = {...DESK, scale: {currency: 'JPY', precision: 2}};
    const half = {...variant, prices: [{currencyCode: 'JPY', price: 98_050}]};
    expect(remoteListing(product, yen).offers[0]?.price).to.equal(null);
    expect(remoteListing({...product, variants: [half]}, yen).offers[0]?.price).to.equal(null);
    expect([tooFine(variant, yen), tooFine(half, yen)]).to.deep.equal([false, true]);
  });

  it('knows what becomes of a key', () => {
    expect(slugOf('mug-blue_2')).to.equal('mug-blue_2');
    expect(slugOf('Mug (blue)')).to.equal('mug-blue');
    expect(slugOf('tasse-émaillée')).to.equal('tasse-emaillee');
    expect(slugOf('马克杯')).to.equal('马克杯');
  });
});

describe('vendure: wishes', () => {
  const target = offerTarget('mug', {sku: 'MUG', options: []});
  const wish = (after: Record<string, string | number | null>, desk = DESK) =>
    wishOf(change(1, target, 'update', after), desk);

  it('writes one currency’s price and leaves souk’s own fields here', () => {
    expect(wish({price: '12.50', base_price: '14.00'})).to.deep.include({
      input: {prices: [{currencyCode: 'EUR', price: 1250}]},
    });
  });

  it('refuses with a code what can not be meant or held', () => {
    const codes = [
      wish({price: 'twelve'}),
      wish({price: '-1.00'}),
      wish({price: null}),
      wish({gtin: '1'}),
      wish({sku: ''}),
      wish({price: '1.00'}, {...DESK, channel: {...DESK.channel, availableCurrencyCodes: ['USD']}}),
      wish({price: '1.005'}, {...DESK, scale: {currency: 'KWD', precision: 2}}),
    ].map((each) => (isUnfit(each) ? each.code : 'fits'));
    expect(codes).to.deep.equal([
      'PRICE_INVALID',
      'PRICE_INVALID',
      'PRICE_INVALID',
      'FIELD_UNSUPPORTED',
      'SKU_MISSING',
      'CURRENCY_NOT_IN_CHANNEL',
      'PRICE_TOO_FINE',
    ]);
  });
});

describe('vendure: orders', () => {
  const line = {
    id: '1',
    quantity: 3,
    orderPlacedQuantity: 3,
    unitPrice: 840,
    unitPriceWithTax: 999,
    proratedLinePrice: 2267,
    proratedLinePriceWithTax: 2698,
    productVariant: {sku: 'MUG'},
  };
  const order: WireOrder = {
    id: '1',
    code: 'ABC',
    state: 'PaymentSettled',
    currencyCode: 'EUR',
    updatedAt: '2026-03-02T10:00:00.000Z',
    orderPlacedAt: '2026-03-02T10:00:00.000Z',
    shipping: 412,
    shippingWithTax: 490,
    customer: {id: '4'},
    shippingAddress: {countryCode: 'DE'},
    surcharges: [],
    lines: [line, {...line, id: '2', quantity: 0}],
    payments: [],
  };
  const kept = (each: WireOrder) =>
    orderRecords(each, DESK, true).reduce(
      (sum, {unitPrice, quantity, discount}) => sum + unitPrice * quantity - (discount ?? 0),
      0,
    );

  it('come to what the buyer paid, with discounts in the lines and shipping once', () => {
    expect(kept(order)).to.equal(2698);
    const [only, ...others] = orderRecords(order, DESK, true);
    expect(others).to.deep.equal([]);
    expect(only).to.deep.include({orderId: 'ABC', lineId: '1', unitPrice: 999, discount: 299, tax: 431, shipping: 490});
  });

  it('are less by what was given back, whatever it is shared among', () => {
    const refunds = [
      {id: '1', total: 1000, state: 'Settled'},
      {id: '2', total: 500, state: 'Failed'},
    ];
    const many = {...order, lines: [line, {...line, id: '2'}, {...line, id: '3', proratedLinePriceWithTax: 1}]};
    expect(kept({...order, payments: [{refunds}]})).to.equal(1698);
    expect(kept({...many, payments: [{refunds}]})).to.equal(2698 * 2 + 1 - 1000);
    expect(kept({...many, surcharges: [{price: 100, priceWithTax: 119}]})).to.equal(2698 * 2 + 1 + 119);
  });

  it('keep a cursor that comes back, and begin anew from one that does not', () => {
    const cursor = {updatedAt: 5, seen: ['1 Settled 2026'], refunds: ['9']};
    expect(parseCursor(cursorText(cursor))).to.deep.equal(cursor);
    for (const text of [null, '', '{', '{"u":"5"}', '7']) expect(parseCursor(text)).to.deep.include({updatedAt: 0});
  });
});
