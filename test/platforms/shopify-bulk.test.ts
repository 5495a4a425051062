import {expect} from 'chai';
import fc from 'fast-check';
import type {Change} from '../../src/domain/change/types.js';
import {bulkMs, LANES, lanesFor, singlyMs} from '../../src/platforms/shopify/bulk/estimate.js';
import {answersIn} from '../../src/platforms/shopify/bulk/file.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import {USD} from './contract/shop.js';
import {calm, change, offer, wish} from './contract/steps.js';
import type {State} from './shopify/goods.js';
import {fitsAll, missing, openShop, type Server, skipped, startServer} from './shopify/shops.js';

const MANY = 600;

describe('shopify: bulk operations, by themselves', () => {
  it('pay for large plans on a slow shop, and never for small ones or on a quick shop', () => {
    const pays = (requests: number, rate: number) => bulkMs(requests) < singlyMs(requests, {left: 0, rate});
    expect([50, 100, 10_000].map((requests) => pays(requests, 100))).to.deep.equal([false, false, true]);
    expect(pays(10_000, 2000)).to.equal(false);
    fc.assert(
      fc.property(fc.integer({min: 1, max: 100_000}), fc.integer({min: 50, max: 2000}), (requests, rate) => {
        expect(lanesFor(requests)).to.be.within(1, LANES);
        // What pays once pays for more.
        if (pays(requests, rate)) expect(pays(2 * requests, rate)).to.equal(true);
        // Points that are left are no reason for a bulk operation.
        expect(singlyMs(requests, {left: 1000, rate})).to.be.at.most(singlyMs(requests, {left: 0, rate}));
      }),
    );
  });

  it('join results back by line number, and believe no line that is broken, nameless or there twice', () => {
    const line = (at: unknown, data: object | null = {a: 1}) => JSON.stringify({data, __lineNumber: at});
    const text = [line(2), line(0), line(7), line('1'), '{"data":', '', line(7), 'null'].join('\n');
    const found = answersIn(text, 8);
    expect([...found.keys()].sort()).to.deep.equal([0, 2]);
    expect(found.get(0)).to.deep.equal({kind: 'done', data: {a: 1}});
    const failed = answersIn(JSON.stringify({errors: [{message: 'no', extensions: {code: 'X'}}], __lineNumber: 0}), 1);
    expect(failed.get(0)).to.have.property('kind', 'lost');
    // Numbers from 1, whole or in part, would give each row the answer of another.
    for (const strange of [text.replace('"__lineNumber":0', '"__lineNumber":3'), [line(1), line(2)].join('\n')])
      expect(answersIn(strange, 3).size).to.equal(0);
    expect(answersIn([line(0), line(3)].join('\n'), 3).size).to.equal(0);
  });
});

const why = missing();
if (why === null) {
  describe('shopify: bulk operations', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    const state = (shop: number) =>
      server.tell<State & {operations: readonly {status: string; lines: number}[]}>('state', {shop});
    const sent = async (shop: number, name: string) => (await state(shop)).log.filter((each) => each.name === name);

    /** A shop of many products that has few points, and the changes of all their prices. */
    async function slowShop(speed: object = {}, faults: readonly string[] = []) {
      const {platform, shop} = await openShop(server, USD);
      await server.tell('fill', {shop, products: MANY});
      await server.tell('bulk', {shop, speed: {beginMs: 0, linesPerSecond: 3000, ...speed}, faults});
      const targets = Array.from({length: MANY}, (_, i) => ({
        kind: 'offer' as const,
        key: {product: `p-${i + 1}`, sku: `P-${i + 1}`},
      }));
      const live = await platform.read(targets, calm);
      await server.tell('bucket', {shop, left: 1500, burst: 2000, rate: 20});
      await platform.read(targets.slice(0, 1), calm);
      const changes = live.map(({target: {kind, key}, offer: there}, i) =>
        change(i + 1, {kind, key: {...key, remoteId: there?.remoteId ?? ''}}, 'update', {price: '12.34'}),
      );
      return {platform, shop, changes, targets};
    }

    async function outcomesOf(platform: Platform, changes: readonly Change[], signal = calm) {
      const outcomes = new Map<number, Outcome>();
      for await (const outcome of platform.push(changes, signal)) {
        expect(outcomes.has(outcome.n)).to.equal(false);
        outcomes.set(outcome.n, outcome);
      }
      return outcomes;
    }

    /** What is said to be done is done; and what is said not to be done, or to be unknown, is as the fault left it. */
    async function done(shop: number, outcomes: ReadonlyMap<number, Outcome>): Promise<Record<string, number>> {
      const {products} = await state(shop);
      const counts: Record<string, number> = {};
      for (const [n, {state: said}] of outcomes) {
        counts[said] = (counts[said] ?? 0) + 1;
        if (said === 'applied') expect(products[n - 1]?.variants[0]?.price).to.equal('12.34');
      }
      return counts;
    }

    it('take a large plan, with no single request, and say what came of each row', async () => {
      const {platform, shop, changes} = await slowShop();
      const long = change(9, changes[8]?.target as Change['target'], 'update', {sku: 'X'.repeat(300)});
      const all = changes.map((each) => (each.n === 9 ? long : each));
      expect(platform.batchFor?.(all).rows).to.be.at.least(MANY);
      const outcomes = await outcomesOf(platform, all);
      expect(await done(shop, outcomes)).to.deep.equal({applied: MANY - 1, rejected: 1});
      expect(outcomes.get(9)).to.deep.include({state: 'rejected', code: 'INVALID_INPUT'});
      const {operations} = await state(shop);
      expect(operations).to.have.length(lanesFor(MANY));
      expect(operations.reduce((sum, {lines}) => sum + lines, 0)).to.equal(MANY);
      const lines = await sent(shop, 'SoukVariantsUpdate');
      expect(lines).to.have.length(MANY);
      expect(lines.every((each) => 'bulk' in each)).to.equal(true);
      expect(await sent(shop, 'SoukVariantsById')).to.have.length(0);
      await platform.close();
    });

    it('are not used for a small plan', async () => {
      const {platform, shop, changes} = await slowShop();
      const few = changes.slice(0, 40);
      expect(platform.batchFor?.(few)).to.deep.equal(platform.capabilities.batch);
      expect(await done(shop, await outcomesOf(platform, few))).to.deep.equal({applied: 40});
      expect((await state(shop)).operations).to.deep.equal([]);
      await platform.close();
    });

    for (const fault of ['failed', 'canceled', 'expired'])
      it(`that end as ${fault} leave unknown what they do not answer for, and the next go by single requests`, async () => {
        const {platform, shop, changes, targets} = await slowShop({}, [fault, fault]);
        const outcomes = await outcomesOf(platform, changes);
        const {applied = 0, unknown = 0, ...others} = await done(shop, outcomes);
        expect(others).to.deep.equal({});
        expect(applied + unknown).to.equal(MANY);
        expect(unknown).to.be.at.least(MANY / 2);
        if (fault !== 'expired') expect(applied).to.be.greaterThan(MANY / 3);
        await server.tell('bucket', {shop, left: 40_000, burst: 40_000, rate: 2000});
        // Read back, what was not answered for is either as wished or as it was.
        const live = await platform.read(targets, calm);
        const left = changes.filter(({n}) => live[n - 1]?.offer?.price !== 1234);
        expect(left.every(({n}) => outcomes.get(n)?.state === 'unknown')).to.equal(true);
        await server.tell('bucket', {shop, left: 4000, burst: 4000, rate: 20});
        const began = (await state(shop)).operations.length;
        await outcomesOf(platform, left);
        expect((await state(shop)).operations).to.have.length(began);
        expect((await state(shop)).products.every(({variants}) => variants[0]?.price === '12.34')).to.equal(true);
        await platform.close();
      });

    for (const fault of ['silent', 'twice'])
      it(`whose results are ${fault} about a line leave that row unknown`, async () => {
        const {platform, shop, changes} = await slowShop({}, [fault]);
        const {applied, unknown} = await done(shop, await outcomesOf(platform, changes));
        expect([applied, unknown]).to.deep.equal([MANY - 1, 1]);
        await platform.close();
      });

    it('wait while another one of the app is in the way, and give way to single requests when it stays', async () => {
      const once = await slowShop({}, ['busy']);
      expect(await done(once.shop, await outcomesOf(once.platform, once.changes))).to.deep.equal({applied: MANY});
      expect(await sent(once.shop, 'SoukBulkBegin')).to.have.length(lanesFor(MANY) + 1);
      const {platform, shop, changes} = await slowShop(
        {},
        Array.from({length: 12}, () => 'busy'),
      );
      await server.tell('bucket', {shop, left: 9000, burst: 9000, rate: 20});
      expect(await done(shop, await outcomesOf(platform, changes))).to.deep.equal({applied: MANY});
      expect((await state(shop)).operations).to.deep.equal([]);
      await platform.close();
    });

    it('of which no file arrives give way to single requests too', async () => {
      const {platform, shop, changes} = await slowShop(
        {},
        Array.from({length: 10}, () => 'no-upload'),
      );
      await server.tell('bucket', {shop, left: 9000, burst: 9000, rate: 20});
      expect(await done(shop, await outcomesOf(platform, changes))).to.deep.equal({applied: MANY});
      expect(await sent(shop, 'SoukBulkBegin')).to.have.length(0);
      await platform.close();
    });

    it('whose start got no answer are waited for before the shop is read, and never begun again blindly', async () => {
      const {platform, shop, changes, targets} = await slowShop({linesPerSecond: 200}, ['lost', 'lost']);
      const outcomes = await outcomesOf(platform, changes);
      // The server takes each for lost as long as that stands first: both were begun.
      const {unknown = 0} = await done(shop, outcomes);
      expect(unknown).to.equal(MANY);
      await server.tell('bucket', {shop, left: 40_000, burst: 40_000, rate: 2000});
      const live = await platform.read(targets, calm);
      expect(live.every(({offer: there}) => there?.price === 1234)).to.equal(true);
      expect(await sent(shop, 'SoukBulkBegin')).to.have.length(lanesFor(MANY));
      await platform.close();
    });

    it('are taken back when the run is broken off; what they did is unknown until it is read', async () => {
      const {platform, shop, changes} = await slowShop({linesPerSecond: 50});
      const stop = new AbortController();
      setTimeout(() => stop.abort(new Error('enough')), 1500);
      const outcomes = await outcomesOf(platform, changes, stop.signal);
      expect(await done(shop, outcomes)).to.deep.equal({unknown: MANY});
      const {operations, products} = await state(shop);
      expect(new Set(operations.map(({status}) => status))).to.not.include('COMPLETED');
      const written = products.filter(({variants}) => variants[0]?.price === '12.34').length;
      expect(written).to.be.within(1, MANY / 2);
      await platform.close();
    });

    it('make products too, and find those that are there', async () => {
      const {platform, shop} = await slowShop();
      await server.tell('bucket', {shop, left: 2000, burst: 2000, rate: 20});
      const listings = Array.from({length: MANY}, (_, i) => wish(`N${i}`));
      const changes = listings.flatMap(({listing: {product, title}}, i) => [
        change(2 * i + 1, {kind: 'listing', key: {product}}, 'create', {title, status: 'active'}),
        change(2 * i + 2, {kind: 'offer', key: {product, sku: `N${i}`}}, 'create', {
          ...{sku: `N${i}`, options: '', price: '5.00', stock: offer('x').stock},
        }),
      ]);
      const outcomes = await outcomesOf(platform, changes);
      const counts = [...outcomes.values()].filter((each) => each.state === 'applied').length;
      expect(counts).to.equal(2 * MANY);
      const lines = await sent(shop, 'SoukProductSet');
      expect(lines).to.have.length(MANY);
      expect(lines.every((each) => 'bulk' in each)).to.equal(true);
      await platform.close();
    });

    fitsAll(() => server, ['SoukBulkStage', 'SoukBulkBegin', 'SoukBulkLook', 'SoukBulkLatest', 'SoukBulkCancel']);
  });
} else skipped('shopify: bulk operations', why);
