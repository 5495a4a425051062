import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import type {Outcome} from '../../src/ports/platform.js';
import {USD} from './contract/shop.js';
import {calm, createsOf, pullAll, pushAll, wish} from './contract/steps.js';
import {clock} from './practice/shops.js';
import {type State, shirt} from './shopify/goods.js';
import {connect, fitsAll, missing, type Opened, openShop, type Server, skipped, startServer} from './shopify/shops.js';

async function codeOf(work: Promise<unknown>): Promise<{code?: string; params?: unknown}> {
  return await work.then(
    () => ({}),
    (error: unknown) => error as {code?: string; params?: unknown},
  );
}

/** Outcomes of a push that may break off. */
async function sent({platform}: Opened, changes: readonly Change[]): Promise<{outcomes: Outcome[]; error: unknown}> {
  const outcomes: Outcome[] = [];
  try {
    for await (const outcome of platform.push(changes, calm)) outcomes.push(outcome);
    return {outcomes, error: null};
  } catch (error) {
    return {outcomes, error};
  }
}

/** Every scope that souk can use. */
const WHOLE = [
  ...['write_products', 'write_inventory', 'read_locations', 'read_orders', 'read_all_orders', 'read_customers'],
  'write_publications',
];

const why = missing();
if (why === null) {
  describe('a Shopify shop', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    const state = (shop: number) => server.tell<State>('state', {shop});

    it('stays within the points that the shop tells', async () => {
      const bucket = {rate: 400, burst: 1000, left: 1000, at: Date.now()};
      const {platform, shop} = await openShop(server, USD, {bucket});
      const wishes = Array.from({length: 120}, (_, i) => wish(`T${i}`));
      await pushAll(platform, createsOf(platform.capabilities, wishes));
      expect((await pullAll(platform, 'listings')).records).to.have.length(120);
      const {log} = await state(shop);
      expect(log.filter(({errors}) => errors > 0).length).to.be.lessThan(3);
      await platform.close();
    });

    it('asks for larger pages where the shop counts little for them', async () => {
      const pages = async (tariff: string) => {
        const {platform, shop} = await openShop(server, USD, {tariff});
        await pushAll(
          platform,
          createsOf(
            platform.capabilities,
            Array.from({length: 60}, (_, i) => wish(`T${i}`)),
          ),
        );
        expect((await pullAll(platform, 'listings')).records).to.have.length(60);
        await platform.close();
        return (await state(shop)).log.filter(({name}) => name === 'SoukCatalogue').length;
      };
      expect(await pages('full')).to.equal(7);
      expect(await pages('less')).to.equal(2);
    });

    it('is given time when it chokes on a question, longer each time', async () => {
      const waits: number[] = [];
      const counting = {...clock, sleep: async (ms: number) => void waits.push(ms)};
      const {platform, shop} = await openShop(server, USD, {}, () => ({}), counting);
      await pullAll(platform, 'listings');
      await server.tell('fault', {shop, fault: {kind: 'half', on: 'read', times: 4}});
      expect((await pullAll(platform, 'listings')).records).to.deep.equal([]);
      expect(waits).to.have.length(4);
      expect(Math.min(...waits)).to.be.at.least(75);
      expect(waits[3]).to.be.greaterThan(waits[0] ?? 0);
      await platform.close();
    });

    it('names the scope that is missing, in a check and where it is needed', async () => {
      const scopes = ['read_products', 'read_inventory', 'read_locations'];
      const opened = await openShop(server, USD, {scopes});
      const {ok, findings} = await opened.platform.check(calm);
      expect(ok).to.equal(false);
      const named = findings
        .filter((finding) => !finding.ok)
        .map(({message: {params}}) => (params as {scope?: string}).scope);
      expect(named).to.deep.equal(['write_products', 'write_inventory', 'read_orders']);
      const {outcomes, error} = await sent(opened, createsOf(opened.platform.capabilities, [shirt]));
      expect(error).to.deep.include({code: 'SHOPIFY_SCOPE', category: 'auth'});
      expect((error as {params: unknown}).params).to.deep.include({scope: 'write_products', field: 'productSet'});
      expect(new Set(outcomes.map((outcome) => outcome.state))).to.deep.equal(new Set(['planned']));
      expect(await codeOf(pullAll(opened.platform, 'orders'))).to.deep.include({code: 'SHOPIFY_SCOPE'});
      expect((await state(opened.shop)).products).to.deep.equal([]);
      await opened.platform.close();
    });

    it('tells another currency, other tax, and several locations', async () => {
      const places = ['Warehouse', 'Store'].map((name, i) => ({
        id: `gid://shopify/Location/${i + 1}`,
        name,
        isActive: true,
      }));
      const euro = {scopes: WHOLE, terms: {...USD, currency: 'EUR', pricesIncludeTax: true}, locations: places};
      const codes = async (location: Record<string, string>) => {
        const {platform} = await openShop(server, USD, euro, () => location);
        const {findings} = await platform.check(calm);
        await platform.close();
        return findings.filter(({ok, warning}) => !ok || warning).map(({message: {code}}) => code);
      };
      expect(await codes({})).to.deep.equal(['SHOPIFY_CURRENCY', 'SHOPIFY_TAX', 'SHOPIFY_LOCATIONS']);
      expect(await codes({location: 'Store'})).to.deep.equal(['SHOPIFY_CURRENCY', 'SHOPIFY_TAX']);
      expect(await codes({location: 'Moon'})).to.include('SHOPIFY_LOCATION');
    });

    it('gets a token for a client id, and another when it has run out; a wrong secret is said', async () => {
      const client = await openShop(server, USD, {}, (shop) => ({client: `client-${shop}`}));
      expect((await pullAll(client.platform, 'listings')).records).to.deep.equal([]);
      await server.tell('revoke', {shop: client.shop});
      expect((await pullAll(client.platform, 'listings')).records).to.deep.equal([]);
      const wrong = await openShop(server, USD, {}, () => ({client: 'client-0'}));
      expect(await codeOf(pullAll(wrong.platform, 'listings'))).to.deep.include({code: 'SHOP_SIGN_IN'});
      const permanent = await openShop(server, USD);
      await server.tell('revoke', {shop: permanent.shop});
      expect(await codeOf(pullAll(permanent.platform, 'listings'))).to.deep.include({code: 'SHOP_SIGN_IN'});
      for (const {platform} of [client, wrong, permanent]) await platform.close();
    });

    it('works beside another souk of the same app, though each token ends the other’s', async () => {
      const one = await openShop(server, USD, {alone: true}, (shop) => ({client: `client-${shop}`}));
      const [settings, secret] = [{client: `client-${one.shop}`}, `secret-${one.shop}`];
      const two = await connect(server, {terms: USD, settings, secret});
      const pulls = await Promise.all(
        [one.platform, two, one.platform, two].map(async (each) => (await pullAll(each, 'listings')).records),
      );
      expect(pulls).to.deep.equal([[], [], [], []]);
      for (const each of [one.platform, two]) await each.close();
    });

    fitsAll(() => server, ['SoukCatalogue']);
  });
} else skipped('a Shopify shop', why);
