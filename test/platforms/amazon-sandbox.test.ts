import {existsSync} from 'node:fs';
import {expect} from 'chai';
import {AMAZON_LIMITS} from '../../src/platforms/amazon/limits.js';
import {recordsOf, type WireOrder, type WireOrderItem} from '../../src/platforms/amazon/order-lines.js';
import {signedIn} from '../../src/platforms/amazon/sign-in.js';
import {judge} from '../../src/platforms/amazon/submit.js';
import {remoteListing} from '../../src/platforms/amazon/translate.js';
import type {WireItem} from '../../src/platforms/amazon/wire.js';
import {type Http, type HttpAnswer, patient} from '../../src/platforms/http.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {openLine} from '../../src/platforms/web-shop.js';
import {type Models, modelsIn, type SandboxCase} from './amazon/server/models.js';
import {OPERATIONS, templateOf} from './amazon/server/operations.js';
import {valuesOf} from './amazon/server/sandbox.js';
import {STORE} from './amazon/server/state.js';
import {KEYS} from './amazon/server/token.js';
import {clock, MODELS, type Server, setupOf, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';

const READING = {marketplace: STORE, currency: 'USD', language: 'en_US', now: Date.UTC(2026, 0, 1)};

/** What an operation needs beside that which a case names. */
const USUAL: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listings: {sellerId: 'SELLER1', sku: 'ANY', marketplaceIds: STORE},
  getOrders: {MarketplaceIds: STORE},
  getOrderItems: {orderId: 'ANY'},
};

/** The request of a case: what it names, and what its operation needs besides. */
function requestOf(each: SandboxCase) {
  const operation = OPERATIONS.find(({id}) => id === each.operation);
  if (operation === undefined) throw new Error(each.operation);
  const usual = USUAL[operation.model.startsWith('listings') ? 'listings' : operation.id] ?? {};
  const given = Object.fromEntries(valuesOf(each));
  const named: Record<string, string> = {...usual};
  for (const [name, value] of Object.entries(given)) if (name !== 'body') named[name] = String(value);
  const path = templateOf(operation).replaceAll(/\{(\w+)\}/gu, (_, name: string) => {
    const value = named[name] ?? 'ANY';
    delete named[name];
    return encodeURIComponent(value);
  });
  for (const name of ['sellerId', 'sku']) delete named[name];
  const offer = {marketplace_id: STORE, our_price: [{schedule: [{value_with_tax: 10}]}]};
  const patches = [{op: 'replace', path: '/attributes/purchasable_offer', value: [offer]}];
  const body = operation.method === 'PATCH' ? {body: {productType: 'PRODUCT', patches}} : bodyIn(given);
  return {method: operation.method, path: `/sandbox${path}`, query: named, repeatable: false, ...body};
}

/** The answer to a case. A machine that is held up may bring two requests too close together: that refusal is none. */
async function answerTo(http: Http, each: SandboxCase): Promise<HttpAnswer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await http.send(requestOf(each), calm);
    if (answer.status !== 429 || each.status === 429 || attempt === 5) return answer;
    await clock.sleep(1000 * attempt, calm);
  }
}

function bodyIn(given: Readonly<Record<string, unknown>>) {
  return given['body'] === undefined ? {} : {body: given['body']};
}

describe('amazon: the cases of Amazon’s static sandbox', () => {
  let server: Server;
  let models: Models;

  before(async function () {
    const found = modelsIn(MODELS);
    if (!existsSync(MODELS) || found === null) {
      process.stdout.write('      no ../shared/contracts/amazon here: skipped\n');
      this.skip();
    } else {
      models = found;
      server = await startServer();
    }
  });
  after(async () => {
    if (existsSync(MODELS)) await server.stop();
  });

  it('are all replayed through the connector’s own line, and come back word for word', async () => {
    const setup = setupOf(server.url, USD);
    const login = await openHttp({baseUrl: `${server.url}/auth/o2/token`, timeoutMs: 1000});
    const credentials = {clientId: KEYS.client, clientSecret: KEYS.secret, refreshToken: KEYS.refresh};
    const line = await openLine(setup, server.url, AMAZON_LIMITS);
    const http = patient(signedIn(line, {http: login, shop: 'amazon', credentials, clock}), clock);
    const counts = new Map<string, number>();
    for (const each of models.cases) {
      const answer = await answerTo(http, each);
      const name = `${each.operation} ${JSON.stringify(each.request.parameters)}`;
      expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).to.equal(each.status);
      expect(answer.body, name).to.deep.equal(each.response);
      counts.set(each.operation, (counts.get(each.operation) ?? 0) + 1);
    }
    http.close();
    for (const [name, count] of counts) process.stdout.write(`      ${name.padEnd(20)} ${count} cases\n`);
    expect(Object.fromEntries(counts)).to.deep.equal({
      searchListingsItems: 2,
      getListingsItem: 2,
      patchListingsItem: 4,
      getOrders: 4,
      getOrderItems: 2,
      createFeedDocument: 2,
      createFeed: 2,
      getFeed: 2,
      getFeeds: 2,
      getFeedDocument: 2,
      getListingOffersBatch: 2,
      getMyFeesEstimates: 2,
    });
  });

  it('are read as what they say: listings, submissions, refusals', () => {
    const answersOf = (id: string) => models.cases.filter(({operation}) => operation === id);
    const listing = answersOf('getListingsItem').find(({status}) => status === 200)?.response as WireItem;
    expect(remoteListing(listing, READING)).to.deep.include({
      product: 'GM-ZDPI-9B4E',
      status: 'active',
      category: 'LUGGAGE',
    });
    expect(remoteListing(listing, READING).offers[0]).to.deep.include({price: 10_000, stock: 100, currency: 'USD'});
    const canada = {...READING, marketplace: 'A2EUQ1WTGCTBG2', currency: 'CAD'};
    expect(remoteListing(listing, canada).offers[0]).to.have.property('price', 13_000);
    const said = answersOf('patchListingsItem').map(({status, response}) =>
      judge({status, headers: {}, body: response}),
    );
    expect(said.map(({state, code}) => `${state} ${code}`)).to.have.members([
      'applied ',
      'unknown ANSWER_STRANGE',
      'rejected 90000900',
      'rejected BAD_REQUEST',
    ]);
  });

  it('have an order of which every line adds up', () => {
    const orders = models.cases.find(({operation, status}) => operation === 'getOrders' && status === 200)?.response;
    const items = models.cases.find(({operation, status}) => operation === 'getOrderItems' && status === 200)?.response;
    const [order] = (orders as {payload: {Orders: readonly WireOrder[]}}).payload.Orders;
    const lines = (items as {payload: {OrderItems: readonly WireOrderItem[]}}).payload.OrderItems;
    expect(order).to.be.an('object');
    if (order === undefined) return;
    expect(recordsOf(order, lines, 'USD')).to.deep.equal([
      {
        orderId: '902-1845936-5435065',
        lineId: '05015851154158',
        orderedAt: Date.parse(order.PurchaseDate),
        sku: 'NABetaASINB00551Q3CS',
        quantity: 1,
        unitPrice: 1000,
        discount: 0,
        tax: 101,
        shipping: null,
        fee: null,
        currency: 'USD',
        country: order.ShippingAddress?.CountryCode ?? null,
        customerId: null,
        status: 'Unshipped',
      },
    ]);
  });
});
