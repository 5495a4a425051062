import {expect} from 'chai';
import {rivalsOf} from '../../src/platforms/amazon/rivals/records.js';
import type {WireOffers} from '../../src/platforms/amazon/rivals/wire.js';
import {conditionOf} from '../../src/platforms/amazon/rivals/wire.js';
import type {Platform, PullPage} from '../../src/ports/platform.js';
import {soukJson, withFolder} from '../support/souk.js';
import {requests, stockedShop} from './amazon/job.js';
import type {Logged} from './amazon/server/desk.js';
import {modelsIn} from './amazon/server/models.js';
import {MODELS, open, type Server, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';

const SKUS = Array.from({length: 25}, (_, i) => `P${String(i).padStart(2, '0')}`);

async function pages(platform: Platform, cursor: string | null = null, most = 99): Promise<PullPage<'rivals'>[]> {
  const all: PullPage<'rivals'>[] = [];
  for await (const page of platform.pull('rivals', cursor, calm)) {
    all.push(page);
    if (all.length >= most) break;
  }
  return all;
}

describe('amazon: offers of rivals', () => {
  let server: Server;
  beforeEach(async () => {
    server = await startServer();
    const mug = {description: '', price: '20.00', currency: 'USD', stock: 4};
    await server.order('fill', {items: SKUS.map((sku) => ({sku, title: `Mug ${sku}`, ...mug}))});
  });
  afterEach(async () => {
    const log = await server.order<readonly Logged[]>('log');
    await server.stop();
    expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
  });

  it('are asked for only where that was said, twenty SKUs a question, and not again before their time', async () => {
    const plain = await open(server, USD);
    expect(plain.capabilities.pulls).to.deep.equal(['listings', 'orders']);
    await plain.close();
    const platform = await open(server, USD, {rivals: '12'});
    await server.order('rivals', {offers: {P07: [{seller: 'RIVAL1', price: 19.5, shipping: 2.5}]}});
    const found = await pages(platform);
    expect(found.flatMap(({records}) => records)).to.have.length(1);
    expect(found[0]?.records[0]).to.deep.include({
      ...{sku: 'P07', rival: 'amazon:RIVAL1', price: 1950, shipping: 250, inStock: true, condition: 'new'},
    });
    expect(await requests(server, 'getListingOffersBatch')).to.have.length(2);
    const after = await pages(platform, found.at(-1)?.cursor ?? null);
    expect(after.flatMap(({records}) => records)).to.deep.equal([]);
    expect(await requests(server, 'getListingOffersBatch')).to.have.length(2);
    await platform.close();
  });

  it('go on where a look around was broken off', async () => {
    const platform = await open(server, USD, {rivals: '12'});
    const [first] = await pages(platform, null, 1);
    const rest = await pages(platform, first?.cursor ?? null);
    expect(first?.whole?.skus.map(({sku}) => sku)).to.deep.equal(SKUS.slice(0, 20));
    expect(rest.flatMap(({whole}) => whole?.skus.map(({sku}) => sku) ?? [])).to.deep.equal(SKUS.slice(20));
    await platform.close();
  });

  it('ask once more for a member that had no room, and say which could not be read', async () => {
    const platform = await open(server, USD, {rivals: '12'});
    const offers = {P01: [{seller: 'R', price: 5}], P02: [{seller: 'R', price: 6}]};
    await server.order('rivals', {offers, fails: {P01: 1, P02: 2}});
    const found = await pages(platform);
    expect(found.flatMap(({records}) => records.map(({sku}) => sku))).to.deep.equal(['P01']);
    expect(found.flatMap(({refused}) => refused.map(({params}) => params))).to.deep.equal([
      {sku: 'P02', why: 'QuotaExceeded: You exceeded your quota.'},
    ]);
    await platform.close();
  });

  it('are neither ours nor in other money, and one a seller: the cheapest with its shipping', () => {
    const money = (Amount: number, CurrencyCode = 'USD') => ({CurrencyCode, Amount});
    const offers: WireOffers = {
      Offers: [
        {SellerId: 'SELLER1', ListingPrice: money(1), Shipping: money(0)},
        {SellerId: 'X', MyOffer: true, ListingPrice: money(1), Shipping: money(0)},
        {SellerId: 'R', ListingPrice: money(9), Shipping: money(4)},
        {SellerId: 'R', ListingPrice: money(10), Shipping: money(2.5)},
        {SellerId: 'EU', ListingPrice: money(3, 'EUR'), Shipping: money(0, 'EUR')},
      ],
    };
    const found = rivalsOf('A', 'Used', offers, {seller: 'SELLER1', currency: 'USD', at: 5});
    expect(found).to.deep.equal([
      {sku: 'A', rival: 'amazon:R', price: 1000, shipping: 250, inStock: true, condition: 'used', seenAt: 5},
    ]);
    expect(['new_new', 'used_very_good', 'club_club', undefined].map(conditionOf)).to.deep.equal([
      'New',
      'Used',
      'Club',
      'New',
    ]);
  });

  it('are read of Amazon’s own example', function () {
    const found = modelsIn(MODELS)?.cases.find(
      (each) => each.operation === 'getListingOffersBatch' && each.status === 200,
    );
    if (found === undefined) {
      process.stdout.write('      no ../shared/contracts/amazon here: skipped\n');
      this.skip();
    }
    const {responses} = found.response as {responses: readonly {body: {payload: WireOffers}}[]};
    const records = responses.flatMap(({body: {payload}}) =>
      rivalsOf(payload.SKU ?? '', 'New', payload, {seller: 'NOBODY', currency: 'USD', at: 1}),
    );
    expect(records.find(({rival}) => rival === 'amazon:A21GPS04ENK3GH')).to.deep.include({
      ...{sku: 'GC-QTMS-SV2I', price: 50, shipping: 0},
    });
  });

  it('name the role that is missing, and how long a look takes', async () => {
    const platform = await open(server, USD, {rivals: '12'});
    await server.order('role', {lacks: 'pricing'});
    const {findings} = await platform.check(calm);
    expect(findings.filter(({ok}) => !ok).map(({message}) => message.params)).to.deep.equal([
      {does: 'rivals', role: 'Pricing', ok: false},
    ]);
    expect(findings.find(({message}) => message.code === 'AMAZON_RIVAL_PACE')?.message.params).to.deep.equal({
      listings: 25,
      minutes: 1,
    });
    await platform.close();
  });

  it('come into the store by a pull, and we are not among them', () =>
    withFolder(async (home) => {
      const skus = SKUS.slice(0, 3);
      const shop = async (...args: readonly string[]) => {
        const {code, document} = await soukJson(args, {home});
        expect(code, JSON.stringify(document)).to.equal(0);
        return document as unknown as {result: {rows: readonly Record<string, unknown>[]}};
      };
      const offers = {
        P00: [
          {seller: 'A', price: 18},
          {seller: 'B', price: 17},
          {seller: 'S1', price: 1, mine: true},
        ],
      };
      await server.order('rivals', {offers});
      await stockedShop(server, home, skus, {rivals: '1'});
      const seen = async () => JSON.stringify((await shop('rival', 'list', '--shop', 'am')).result, null, 1);
      expect(await seen())
        .to.include('amazon:A')
        .and.to.include('amazon:B')
        .and.not.to.include('amazon:S1');
    }));
});
