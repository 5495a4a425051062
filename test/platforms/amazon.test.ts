import {expect} from 'chai';
import {
  itemPath,
  orderItemsRequest,
  ordersRequest,
  type Seller,
  searchRequest,
} from '../../src/platforms/amazon/ask.js';
import {
  documentRequest,
  feedRequest,
  reportRequest,
  statusRequest,
  underWayRequest,
} from '../../src/platforms/amazon/feeds/requests.js';
import {feedSeconds, patchSeconds, quickerFrom} from '../../src/platforms/amazon/feeds/time.js';
import {feesRequest} from '../../src/platforms/amazon/fees/ask.js';
import {byRate, operationOf, secondsFor} from '../../src/platforms/amazon/limits.js';
import {marketplaceOf} from '../../src/platforms/amazon/marketplaces.js';
import {priceOf, withPrice} from '../../src/platforms/amazon/offer.js';
import {recordsOf, type WireOrder} from '../../src/platforms/amazon/order-lines.js';
import {offersRequest} from '../../src/platforms/amazon/rivals/ask.js';
import {signedIn} from '../../src/platforms/amazon/sign-in.js';
import type {Door} from '../../src/platforms/answers.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import type {Logged} from './amazon/server/desk.js';
import {KEYS} from './amazon/server/token.js';
import {clock, startServer} from './amazon/shops.js';
import {calm} from './contract/steps.js';

/** Requests are made of who asks; nothing is sent through this one. */
const door: Door = {shop: 'amazon', http: {send: () => Promise.reject(new Error('not here')), close: () => undefined}};
const seller: Seller = {door, marketplace: 'ATVPDKIKX0DER', seller: 'S1'};
const NOW = Date.UTC(2026, 4, 10, 12);
const stand = {marketplace: 'ATVPDKIKX0DER', currency: 'USD', now: NOW};

describe('amazon: limits', () => {
  it('know each request’s operation, whatever its SKU looks like', () => {
    const get = (sku: string) => operationOf({method: 'GET', path: itemPath(seller, sku)});
    expect(['A1', 'a/b', 'items', 'orderItems', '?'].map(get)).to.deep.equal(Array(5).fill('getListingsItem'));
    expect(operationOf({method: 'PATCH', path: itemPath(seller, 'A1')})).to.equal('patchListingsItem');
    expect(operationOf(searchRequest(seller, {identifiers: 'a/b'}))).to.equal('searchListingsItems');
    expect(operationOf(ordersRequest(seller, {}))).to.equal('getOrders');
    expect(operationOf(orderItemsRequest('902-1', 'next'))).to.equal('getOrderItems');
    const others = [
      ...[documentRequest(), feedRequest('d', 'm'), statusRequest('1'), underWayRequest(0), reportRequest('d')],
      ...[offersRequest(seller, []), feesRequest(seller, [], 'USD')],
    ];
    expect(others.map(operationOf)).to.deep.equal([
      ...['createFeedDocument', 'createFeed', 'getFeed', 'getFeeds', 'getFeedDocument'],
      ...['getListingOffersBatch', 'getMyFeesEstimates'],
    ]);
  });

  it('take the pace that the account has, where an answer tells it', () => {
    const answer = (status: number, rate?: string) =>
      byRate({status, headers: rate === undefined ? {} : {'x-amzn-ratelimit-limit': rate}, body: null});
    expect(answer(200, '0.0167')).to.deep.equal({kind: 'accepted', told: {kind: 'rate', rate: 0.0167}});
    expect(answer(200)).to.deep.equal({kind: 'accepted'});
    expect(answer(429, '5.0')).to.deep.equal({kind: 'limited', retryAfterMs: null});
  });

  it('say beforehand how long things take', () => {
    expect(secondsFor('patchListingsItem', 10_000)).to.equal(1999);
    expect(secondsFor('getOrderItems', 1030)).to.equal(2000);
    expect(secondsFor('getOrders', 20)).to.equal(0);
  });

  it('say from when on a feed is quicker', () => {
    const from = quickerFrom();
    expect(from).to.equal(9474);
    expect(feedSeconds(from + 100)).to.be.lessThan(patchSeconds(from + 100));
    expect(feedSeconds(from - 100)).to.be.greaterThan(patchSeconds(from - 100));
  });
});

describe('amazon: prices', () => {
  const entry = (value_with_tax: number | string, start_at?: string, end_at?: string) => ({
    value_with_tax,
    ...(start_at === undefined ? {} : {start_at}),
    ...(end_at === undefined ? {} : {end_at}),
  });

  it('are what holds now: a sale while it runs, its last day whole', () => {
    const at = (from: string, to: string) => ({
      our_price: [{schedule: [entry(12.5)]}],
      discounted_price: [{schedule: [entry(9.99, from, to)]}],
    });
    expect(priceOf(at('2026-05-01', '2026-05-10'), stand)).to.equal(999);
    expect(priceOf(at('2026-05-01', '2026-05-09'), stand)).to.equal(1250);
    expect(priceOf(at('2026-05-11', '2026-05-12'), stand)).to.equal(1250);
    expect(priceOf({our_price: [{schedule: [entry('12.50')]}]}, stand)).to.equal(1250);
    expect(priceOf({our_price: [{schedule: [entry(12.345)]}]}, stand), 'finer than a cent').to.equal(null);
  });

  it('are changed where they hold, in the form they have', () => {
    const dated = [entry(12.5), entry('11.00', '2026-05-01', '2026-06-01')];
    expect(withPrice({our_price: [{schedule: dated}]}, '10.00', NOW)).to.deep.equal({
      our_price: [{schedule: [entry(12.5), entry('10.00', '2026-05-01', '2026-06-01')]}],
    });
    expect(withPrice({currency: 'USD'}, '10.00', NOW)).to.deep.equal({
      currency: 'USD',
      our_price: [{schedule: [entry(10)]}],
    });
  });
});

describe('amazon: orders', () => {
  const order: WireOrder = {
    AmazonOrderId: '902-1',
    PurchaseDate: '2026-05-01T10:00:00Z',
    LastUpdateDate: '2026-05-02T10:00:00Z',
    OrderStatus: 'Shipped',
  };
  const usd = (Amount: string) => ({CurrencyCode: 'USD', Amount});

  it('have lines whose sum is exact where the quantity does not divide it', () => {
    const line = {
      ASIN: 'B0',
      OrderItemId: '1',
      QuantityOrdered: 3,
      ItemPrice: usd('10.00'),
      PromotionDiscount: usd('1.00'),
    };
    const [record] = recordsOf(order, [line], 'USD') ?? [];
    expect(record).to.deep.include({sku: 'B0', quantity: 3, unitPrice: 334, discount: 102});
    expect(334 * 3 - 102).to.equal(1000 - 100);
  });

  it('take a line that was cancelled out of every figure', () => {
    const line = {ASIN: 'B0', SellerSKU: 'A1', OrderItemId: '1', QuantityOrdered: 0};
    expect(recordsOf(order, [line], 'USD')?.[0]).to.deep.include({sku: 'A1', status: 'Canceled', unitPrice: 0});
    expect(recordsOf(order, [{...line, ItemPrice: {CurrencyCode: 'XXQ', Amount: '1'}}], 'USD')).to.equal(null);
  });
});

describe('amazon: sign-in', () => {
  it('gets one token for all that ask at once, and another before the hour is over', async () => {
    const server = await startServer('');
    let real = Date.now();
    const login = {
      http: await openHttp({baseUrl: `${server.url}/auth/o2/token`, timeoutMs: 1000}),
      shop: 'amazon',
      credentials: {clientId: KEYS.client, clientSecret: KEYS.secret, refreshToken: KEYS.refresh},
      clock: {...clock, real: () => real},
    };
    const http = signedIn(await openHttp({baseUrl: server.url, timeoutMs: 1000}), login);
    const ask = () => http.send(searchRequest(seller, {pageSize: '1'}), calm);
    const tokens = async () =>
      (await server.order<readonly Logged[]>('log')).filter(({operation}) => operation === 'token').length;
    try {
      expect((await Promise.all([ask(), ask(), ask()])).map(({status}) => status)).to.deep.equal([200, 200, 200]);
      expect(await tokens()).to.equal(1);
      real += 54 * 60_000;
      await ask();
      expect(await tokens()).to.equal(1);
      real += 2 * 60_000;
      expect((await Promise.all([ask(), ask()])).map(({status}) => status)).to.deep.equal([200, 200]);
      expect(await tokens()).to.equal(2);
    } finally {
      http.close();
      await server.stop();
    }
  });

  it('knows stores by country and by id', () => {
    expect(marketplaceOf('de')).to.deep.include({
      id: 'A1PA6795UKMFR9',
      currency: 'EUR',
      region: 'eu',
      taxIncluded: true,
    });
    expect(marketplaceOf('GB')).to.equal(marketplaceOf('A1F83G8C2ARO7P'));
    expect(marketplaceOf('US')).to.deep.include({currency: 'USD', taxIncluded: false});
    expect(marketplaceOf('XX')).to.equal(null);
  });
});
