import {expect} from 'chai';
import fc from 'fast-check';
import {bulkReadMs} from '../../src/platforms/shopify/bulk/estimate.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Platform, RemoteListing} from '../../src/ports/platform.js';
import {USD} from './contract/shop.js';
import {calm} from './contract/steps.js';
import {clock} from './practice/shops.js';
import type {State} from './shopify/goods.js';
import {fitsAll, missing, openShop, type Server, skipped, startServer} from './shopify/shops.js';

const PRODUCTS = 120;
const VARIANTS = 3;
/** Points for some pages at once, and then a page in some seconds. */
const SLOW = {left: 4000, burst: 4000, rate: 20};
const gone = {product: 'no-such', sku: 'NO-SUCH'};
const AMPLE = {left: 40_000, burst: 40_000, rate: 2000};

const why = missing();
if (why === null) {
  describe('shopify: reading by bulk queries', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    interface Operation {
      readonly type: string;
      readonly status: string;
    }
    const state = (shop: number) => server.tell<State & {operations: readonly Operation[]}>('state', {shop});
    const asked = async (shop: number, name: string) =>
      (await state(shop)).log.filter((each) => each.name === name).length;

    /** A large shop, what souk reads of it by pages, and then few points. */
    async function largeShop(
      {patch = {}, speed = {}, faults = []}: {patch?: object; speed?: object; faults?: readonly string[]} = {},
      time: Clock = clock,
    ) {
      const {platform, shop} = await openShop(server, USD, patch, () => ({}), time);
      await server.tell('fill', {shop, products: PRODUCTS, variants: VARIANTS});
      await server.tell('bulk', {shop, speed: {beginMs: 0, objectsPerSecond: 100_000, ...speed}, faults});
      const byPages = await read(platform);
      expect((await state(shop)).operations).to.deep.equal([]);
      await server.tell('bucket', {shop, ...SLOW});
      return {platform, shop, byPages, pages: await asked(shop, 'SoukCatalogue')};
    }

    async function read(platform: Platform, signal = calm): Promise<readonly RemoteListing[]> {
      const found: RemoteListing[] = [];
      for await (const {records} of platform.pull('listings', null, signal)) found.push(...records);
      return found;
    }

    it('pay for large shops with few points, and not otherwise', () => {
      expect(bulkReadMs(20_000)).to.be.lessThan((1000 * 10_000 * 10.8) / 100);
      fc.assert(
        fc.property(fc.nat(1e6), fc.nat(1e6), (few, more) => {
          expect(bulkReadMs(few)).to.be.at.most(bulkReadMs(few + more));
        }),
      );
    });

    it('give the very same as pages do, in the order of the products', async () => {
      const {platform, shop, byPages, pages} = await largeShop();
      expect(byPages).to.have.length(PRODUCTS);
      expect(await read(platform)).to.deep.equal(byPages);
      const {operations} = await state(shop);
      expect(operations.map(({type, status}) => [type, status])).to.deep.equal([['QUERY', 'COMPLETED']]);
      expect((await asked(shop, 'SoukCatalogue')) - pages).to.equal(2);
      // Once for each pull: the one by pages, and this one.
      expect(await asked(shop, 'SoukCounts')).to.equal(2);
      await platform.close();
    });

    it('read a shop whose stock souk may not see', async () => {
      const {platform, byPages} = await largeShop({patch: {locations: []}});
      expect(await read(platform)).to.deep.equal(byPages);
      expect(byPages.every(({offers}) => offers.every(({stock}) => stock === null))).to.equal(true);
      await platform.close();
    });

    for (const fault of ['failed', 'canceled', 'expired', 'silent', 'busy'])
      it(`that end as ${fault} give way to pages, and nothing comes twice`, async () => {
        const {platform, shop, byPages} = await largeShop({faults: [fault]});
        await server.tell('bucket', {shop, ...SLOW, left: 40_000, burst: 40_000});
        expect(await read(platform)).to.deep.equal(byPages);
        expect(await asked(shop, 'SoukBulkBeginReading')).to.equal(1);
        await platform.close();
      });

    it('that leave a variant out and say nothing of it are found out by the count of each product', async () => {
      const {platform, shop, byPages} = await largeShop({faults: ['short']});
      const before = await asked(shop, 'SoukProducts');
      const found = await read(platform);
      expect(new Map(found.map((each) => [each.remoteId, each]))).to.deep.equal(
        new Map(byPages.map((each) => [each.remoteId, each])),
      );
      expect(found).to.have.length(byPages.length);
      expect(await asked(shop, 'SoukProducts')).to.equal(before + 1);
      await platform.close();
    });

    it('that take longer than pages are taken back', async () => {
      let ahead = 0;
      const hurried = {...clock, real: () => clock.real() + ahead};
      const {platform, shop, byPages} = await largeShop({speed: {objectsPerSecond: 1}}, hurried);
      await server.tell('bucket', {shop, ...SLOW, left: 40_000, burst: 40_000});
      const reading = read(platform);
      while ((await state(shop)).operations.length === 0) await clock.sleep(20);
      await clock.sleep(100);
      ahead = 3_600_000;
      expect(await reading).to.deep.equal(byPages);
      expect((await state(shop)).operations.map(({status}) => status)).to.deep.equal(['CANCELED']);
      await platform.close();
    });

    it('are taken back when nobody waits for them any more', async () => {
      const {platform, shop} = await largeShop({speed: {objectsPerSecond: 1}});
      const stop = new AbortController();
      const reading = read(platform, stop.signal).catch((error: unknown) => error);
      while ((await state(shop)).operations.length === 0) await clock.sleep(20);
      stop.abort(new Error('enough'));
      expect(await reading).to.be.an('error');
      expect((await state(shop)).operations.map(({status}) => status)).to.not.include('COMPLETED');
      await platform.close();
    });

    it('answer for many targets at once, and leave to single questions what they do not', async () => {
      const {platform, shop, byPages} = await largeShop({faults: ['short']});
      const targets = [
        ...byPages.flatMap(({product, offers}) => offers.map(({sku}) => ({product, sku: sku ?? ''}))),
        gone,
      ];
      const live = await platform.read(
        targets.map((key) => ({kind: 'offer', key})),
        calm,
      );
      expect(live.map(({offer}) => offer?.sku)).to.deep.equal([...targets.slice(0, -1).map(({sku}) => sku), undefined]);
      expect((await state(shop)).operations.map(({status}) => status)).to.deep.equal(['COMPLETED']);
      await platform.close();
    });

    it('are not begun where points are plenty, nor twice for one pull', async () => {
      const {platform, shop} = await largeShop();
      await read(platform);
      await server.tell('bucket', {shop, ...AMPLE});
      await read(platform);
      expect((await state(shop)).operations).to.have.length(1);
      await platform.close();
    });

    fitsAll(() => server, ['SoukWholeShop', 'SoukCounts', 'SoukBulkBeginReading', 'SoukBulkLookReading']);
  });
} else skipped('shopify: reading by bulk queries', why);
