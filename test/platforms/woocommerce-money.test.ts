import {expect} from 'chai';
import fc from 'fast-check';
import {formatAmount} from '../../src/domain/money.js';
import {
  costBody,
  costOf,
  pricesBody,
  pricesOf,
  rounded,
  unreadablePrice,
} from '../../src/platforms/woocommerce/money.js';
import {baseString, encoded, signatureOf, signedQuery} from '../../src/platforms/woocommerce/oauth.js';
import {recordsOf} from '../../src/platforms/woocommerce/order-lines.js';
import type {WireLine, WireOrder} from '../../src/platforms/woocommerce/order-wire.js';
import {sourceOf} from '../../src/platforms/woocommerce/own.js';
import {Refused} from '../../src/platforms/woocommerce/refused.js';
import {slugFault, slugOf} from '../../src/platforms/woocommerce/slug.js';
import {gramsOf, weightOf} from '../../src/platforms/woocommerce/weight.js';
import type {WireOffer} from '../../src/platforms/woocommerce/wire.js';

const NOW = Date.UTC(2026, 2, 2);
const OFFER: WireOffer = {
  id: 1,
  sku: 'A1',
  price: '12.5',
  regular_price: '12.5',
  sale_price: '',
  date_on_sale_from_gmt: null,
  date_on_sale_to_gmt: null,
  manage_stock: false,
  stock_quantity: null,
  weight: '',
};
const SALE = {...OFFER, price: '12.50', regular_price: '19.99', sale_price: '12.50'};

describe('woocommerce: OAuth 1.0a', () => {
  it('makes the base string of RFC 5849 §3.4.1.1', () => {
    const query = [
      ['b5', '=%3D'],
      ['a3', 'a'],
      ['c@', ''],
      ['a2', 'r b'],
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
      ['c2', ''],
      ['a3', '2 q'],
    ] as const;
    expect(baseString('post', 'http://example.com/request', query)).to.equal(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26' +
        'oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
        'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  it('signs as another program does, and writes all but the unreserved marks as %XX', () => {
    // printf %s 'GET&http%3A%2F%2Fshop.test%2F&a%3Db' | openssl dgst -sha256 -hmac 'cs_1&' -binary | base64
    expect(signatureOf('GET&http%3A%2F%2Fshop.test%2F&a%3Db', 'cs_1')).to.equal(
      'HreLA9BLOhk2FTpPep+KBlwoBIO3hggajdUGa/aBxqY=',
    );
    expect(encoded("a-b._~ !'()*+é")).to.equal('a-b._~%20%21%27%28%29%2A%2B%C3%A9');
    const signing = {key: 'ck_1', secret: 'cs_1', nonce: 'n', at: 1};
    const signed = Object.fromEntries(signedQuery('GET', 'http://shop.test/', [['sku', 'a b']], signing));
    expect(signed).to.include({sku: 'a b', oauth_consumer_key: 'ck_1', oauth_timestamp: '1'});
    expect(Object.values(signed).some((value) => value.includes('cs_1'))).to.equal(false);
  });
});

describe('woocommerce: prices', () => {
  it('reads what a buyer pays, and strikes through the regular price where it is above', () => {
    expect(pricesOf(OFFER, 'USD')).to.deep.equal({price: 1250, compareAt: null});
    expect(pricesOf(SALE, 'USD')).to.deep.equal({price: 1250, compareAt: 1999});
    // A sale that is to come, and one that has begun and waits for the shop's daily work.
    expect(pricesOf({...SALE, price: '19.99'}, 'USD')).to.deep.equal({price: 1999, compareAt: null});
    expect(pricesOf({...OFFER, price: '', regular_price: ''}, 'USD')).to.deep.equal({price: null, compareAt: null});
    expect(unreadablePrice({...OFFER, regular_price: '10.999'}, 'USD')).to.equal('10.999');
    expect(unreadablePrice({...OFFER, price: '-5', regular_price: '-5'}, 'USD')).to.equal('-5');
    expect(unreadablePrice(SALE, 'USD')).to.equal(null);
  });

  it('writes and reads back any price and compare-at price', () => {
    const currencies = fc.constantFrom('USD', 'JPY', 'KWD');
    const amount = fc.integer({min: 0, max: 10 ** 9});
    fc.assert(
      fc.property(currencies, amount, fc.option(fc.integer({min: 1, max: 10 ** 6})), (currency, price, above) => {
        const compareAt = above === null ? null : formatAmount(price + above, currency);
        const body = pricesBody({price: formatAmount(price, currency), compareAt}, OFFER, currency, NOW);
        const [regular, sale] = [String(body['regular_price']), String(body['sale_price'])];
        const held = {...OFFER, price: sale === '' ? regular : sale, regular_price: regular, sale_price: sale};
        expect(pricesOf(held, currency)).to.deep.equal({price, compareAt: above === null ? null : price + above});
      }),
    );
  });

  it('keeps the half that a change does not name', () => {
    expect(pricesBody({price: '11.00'}, SALE, 'USD', NOW)).to.deep.equal({regular_price: '19.99', sale_price: '11.00'});
    expect(pricesBody({compareAt: '30.00'}, SALE, 'USD', NOW)).to.deep.equal({
      regular_price: '30.00',
      sale_price: '12.50',
    });
    expect(pricesBody({compareAt: null}, SALE, 'USD', NOW)).to.deep.equal({regular_price: '12.50', sale_price: ''});
    expect(pricesBody({price: '25.00'}, SALE, 'USD', NOW)).to.deep.equal({regular_price: '25.00', sale_price: ''});
    expect(pricesBody({price: null, compareAt: null}, SALE, 'USD', NOW)).to.deep.equal({
      regular_price: '',
      sale_price: '',
    });
    expect(pricesBody({}, SALE, 'USD', NOW)).to.deep.equal({});
  });

  it('sends nothing that the shop would spoil without a word', () => {
    for (const price of ['abc', '10,50', '-5', '10.999', 12.5, true])
      expect(() => pricesBody({price}, OFFER, 'USD', NOW), String(price)).to.throw(Refused, 'is no price');
    expect(() => pricesBody({compareAt: '12.50'}, OFFER, 'USD', NOW)).to.throw(Refused, 'above the price');
    expect(() => costBody('4.805', 'USD', false)).to.throw(Refused, 'is no price');
  });

  it('leaves a sale of the shop’s own alone until it is over, then takes its dates away with ""', () => {
    const from = '2026-03-05T00:00:00';
    for (const dates of [
      {date_on_sale_from_gmt: from, date_on_sale_to_gmt: null},
      {date_on_sale_from_gmt: '2026-03-01T00:00:00', date_on_sale_to_gmt: from},
      {date_on_sale_from_gmt: null, date_on_sale_to_gmt: from},
    ])
      expect(() => pricesBody({price: '9.00'}, {...SALE, ...dates}, 'USD', NOW)).to.throw(Refused, 'sale of its own');
    const over = {...SALE, price: '19.99', date_on_sale_from_gmt: null, date_on_sale_to_gmt: '2026-03-01T00:00:00'};
    expect(pricesBody({price: '9.00'}, over, 'USD', NOW)).to.deep.equal({
      regular_price: '9.00',
      sale_price: '',
      date_on_sale_from: '',
      date_on_sale_to: '',
    });
  });

  it('takes a cost of 0 for none, and rounds what has more decimals than coins', () => {
    const cost = (value: number | null) =>
      costOf({...OFFER, cost_of_goods_sold: {values: [{defined_value: value}]}}, 'USD');
    expect([cost(4.8), cost(12.345), cost(0), cost(null), costOf(OFFER, 'USD')]).to.deep.equal([
      480,
      1235,
      null,
      null,
      null,
    ]);
    expect(['8.403361', '-1.005', '0.5', '1e-7'].map((text) => rounded(text, 'USD'))).to.deep.equal([840, -101, 50, 0]);
  });
});

describe('woocommerce: names, weights and pictures', () => {
  it('gives whole grams back in every unit', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 2_000_000}), fc.constantFrom('g', 'kg', 'lbs', 'oz'), (grams, unit) => {
        expect(gramsOf(weightOf(grams, unit) ?? '', unit)).to.equal(grams);
      }),
    );
    expect([gramsOf('', 'kg'), gramsOf('1', null), weightOf(5, 'stone')]).to.deep.equal([null, null, null]);
  });

  it('makes a slug of any key that WordPress keeps as it is', () => {
    for (const key of ['a1', 'blue-mug', 'a_b', '马克杯', '2-pack', 'кружка', 'чай'])
      expect([slugOf(key), slugFault(key)], key).to.deep.equal([key, null]);
    const made = {'EZ-5 (10mg)': 'ez-5-10mg', 'émaillé Mug': 'emaille-mug', 'a--b.c/d ': 'a-b-c-d', Straße: 'strasse'};
    for (const [key, slug] of Object.entries(made)) expect([slugOf(key), slugFault(key)]).to.deep.equal([slug, null]);
    for (const key of ['', '!?', 'id:7', '杯'.repeat(30)]) expect(slugFault(key), key).to.be.a('string');
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (key) => {
        expect(slugOf(slugOf(key))).to.equal(slugOf(key));
      }),
    );
  });

  it('knows the copy of a picture by its name, and no other’s', () => {
    const at = (name: string) => ({id: 1, src: `https://s.test/wp-content/uploads/2026/03/${name}`});
    const sources = ['https://x.test/a%20b.PNG', 'https://x.test/a-b-2.png?v=1'];
    expect(sourceOf(at('a-b.png'), sources, 0)).to.equal(sources[0]);
    expect(sourceOf(at('a-b-2.png'), sources, 1)).to.equal(sources[1]);
    expect(sourceOf(at('a-b-1-scaled.jpg'), sources, 0)).to.equal(sources[0]);
    expect(sourceOf(at('a-bc.png'), sources)).to.equal(at('a-bc.png').src);
  });
});

const LINE: WireLine = {
  ...{id: 11, sku: 'A1', product_id: 1, variation_id: 0, quantity: 3},
  ...{subtotal: '30.00', subtotal_tax: '2.40', total: '27.00', total_tax: '2.16'},
};
const ORDER: WireOrder = {
  ...{id: 5, status: 'processing', currency: 'USD', customer_id: 0, refunds: []},
  ...{date_created_gmt: '2026-03-01T10:00:00', date_modified_gmt: '2026-03-01T10:00:00'},
  ...{billing: {email: 'Ann@Example.com', country: 'US'}, shipping_total: '5.00', shipping_tax: '0.40'},
  line_items: [
    LINE,
    {
      ...LINE,
      id: 12,
      sku: '',
      product_id: 2,
      variation_id: 9,
      quantity: 1,
      subtotal: '4',
      subtotal_tax: '0.32',
      total: '4',
      total_tax: '0.32',
    },
  ],
};

describe('woocommerce: orders', () => {
  it('reads lines with and without tax, with coupons as discount and shipping once', () => {
    const money = (withTax: boolean) =>
      recordsOf(ORDER, [], withTax).map(({sku, unitPrice, discount, shipping, tax}) => [
        sku,
        unitPrice,
        discount,
        shipping,
        tax,
      ]);
    expect(money(false)).to.deep.equal([
      ['A1', 1000, 300, 500, 216],
      ['2/9', 400, 0, 0, 32],
    ]);
    expect(money(true)).to.deep.equal([
      ['A1', 1080, 324, 540, 216],
      ['2/9', 432, 0, 0, 32],
    ]);
    expect(recordsOf(ORDER, [], true)[0]).to.deep.include({customerId: 'ann@example.com', country: 'US'});
  });

  it('comes to what was paid, to the cent, whatever a line was divided by', () => {
    const cents = fc.integer({min: 0, max: 9_999_999});
    fc.assert(
      fc.property(fc.integer({min: 1, max: 40}), cents, cents, fc.boolean(), (quantity, net, tax, withTax) => {
        const text = (minor: number) => (minor / 100).toFixed(6);
        const line = {
          ...LINE,
          quantity,
          subtotal: text(net),
          subtotal_tax: text(tax),
          total: text(net),
          total_tax: text(tax),
        };
        const [record] = recordsOf({...ORDER, line_items: [line]}, [], withTax);
        const paid = (record?.unitPrice ?? 0) * quantity - (record?.discount ?? 0);
        expect(paid).to.equal(withTax ? net + tax : net);
        expect(record?.discount).to.be.at.least(0);
      }),
    );
  });

  it('takes goods back on the day of the refund, with the shipping that went back', () => {
    const refund = {
      ...{id: 90, date_created_gmt: '2026-03-04T09:00:00', amount: '10.80'},
      line_items: [
        {
          ...{
            ...LINE,
            id: 91,
            quantity: -1,
            subtotal: '-9.00',
            subtotal_tax: '-0.72',
            total: '-9.00',
            total_tax: '-0.72',
          },
          meta_data: [{key: '_refunded_item_id', value: '11'}],
        },
      ],
      shipping_lines: [{total: '-1.00', total_tax: '-0.08'}],
    };
    const [first, , back, ...more] = recordsOf(ORDER, [refund], true);
    expect(more).to.deep.equal([]);
    expect(first).to.deep.include({discount: 324});
    expect(back).to.deep.include({
      ...{
        orderId: '5',
        lineId: '11/back/90',
        sku: 'A1',
        quantity: -1,
        unitPrice: 972,
        discount: 0,
        tax: 72,
        shipping: 108,
      },
      orderedAt: Date.UTC(2026, 2, 4, 9),
    });
  });

  it('takes an amount without goods off the lines, in proportion and to the cent', () => {
    const loose = {id: 90, date_created_gmt: '2026-03-04T09:00:00', amount: '7.00', line_items: []};
    const paid = (withTax: boolean, refunds: Parameters<typeof recordsOf>[1]) =>
      recordsOf(ORDER, refunds, withTax).reduce(
        (sum, each) => sum + each.unitPrice * each.quantity - (each.discount ?? 0),
        0,
      );
    expect(paid(true, []) - paid(true, [loose])).to.equal(700);
    expect(paid(false, []) - paid(false, [loose])).to.equal(648);
    expect(paid(true, [{...loose, amount: '999.00'}])).to.equal(0);
  });
});
