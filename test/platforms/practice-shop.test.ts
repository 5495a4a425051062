import {expect} from 'chai';
import {gtinValid} from '../../src/domain/catalog/key.js';
import type {ShopTerms} from '../../src/domain/catalog/types.js';
import {KnownError} from '../../src/domain/errors.js';
import type {ApiRequest} from '../../src/platforms/practice/api.js';
import {apiOf} from '../../src/platforms/practice/api.js';
import {parseRate} from '../../src/platforms/practice/bucket.js';
import {parseFaults, setFaults, takeFault} from '../../src/platforms/practice/faults.js';
import {practice} from '../../src/platforms/practice/index.js';
import type {Platform} from '../../src/ports/platform.js';
import {USD} from './contract/shop.js';
import {calm, change, createsOf, offer, offerTarget, pullAll, push, pushAll, wish} from './contract/steps.js';
import {fileOf, newFolder, START, setupOf, simulationOf} from './practice/shops.js';

const DAY = 86_400_000;

/** Opens practice shops in one folder; closes them and removes it at the end. */
async function inFolder<T>(
  work: (
    open: (settings?: Record<string, string>, terms?: ShopTerms) => Promise<Platform>,
    directory: string,
  ) => Promise<T>,
): Promise<T> {
  const {directory, remove} = await newFolder();
  const opened: Platform[] = [];
  try {
    return await work(async (settings = {}, terms = USD) => {
      const platform = await practice.open(setupOf(directory, terms, settings));
      opened.push(platform);
      return platform;
    }, directory);
  } finally {
    for (const platform of opened) await platform.close();
    await remove();
  }
}

async function refused(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof KnownError) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

const everything = async (platform: Platform) => ({
  listings: (await pullAll(platform, 'listings')).records,
  orders: (await pullAll(platform, 'orders')).records,
  costs: (await pullAll(platform, 'costs')).records,
  supply: (await pullAll(platform, 'supply')).records,
  rivals: (await pullAll(platform, 'rivals')).records,
});

describe('the practice shop', () => {
  it('keeps its catalogue, its clock and its days when it is opened again', () =>
    inFolder(async (open) => {
      const first = await open();
      await pushAll(first, createsOf(first.capabilities, [wish('A1'), wish('A2')]));
      const summary = await simulationOf(first).advance(START + 40 * DAY, calm);
      expect(summary).to.deep.include({from: START, to: START + 40 * DAY, days: 40});
      const before = await everything(first);
      await first.close();
      const again = await open();
      expect(await simulationOf(again).now()).to.equal(START + 40 * DAY);
      expect(await everything(again)).to.deep.equal(before);
    }));

  it('lives the same days for the same seed and prices, opened once or again and again', async () => {
    const run = (steps: readonly number[]) =>
      inFolder(async (open) => {
        let platform = await open({seed: '5'});
        await pushAll(platform, createsOf(platform.capabilities, [wish('A1'), wish('A2'), wish('A3')]));
        for (const day of steps) {
          await simulationOf(platform).advance(START + day * DAY, calm);
          await platform.close();
          platform = await open({seed: '5'});
        }
        return JSON.stringify(await everything(platform));
      });
    expect(await run([60])).to.equal(await run([3, 11, 12, 40, 60]));
  });

  it('is begun with a sample catalogue and 90 days of history when asked', () =>
    inFolder(async (open) => {
      const platform = await open({catalogue: 'sample', seed: '3'});
      const {listings, orders, costs, rivals} = await everything(platform);
      const offers = listings.flatMap((listing) => listing.offers);
      expect(listings).to.have.length(42);
      expect(offers.length).to.be.within(60, 80);
      expect(new Set(offers.map(({sku}) => sku)).size).to.equal(offers.length);
      for (const {gtin, price, cost} of offers) {
        expect(gtinValid(gtin ?? '')).to.equal(true);
        expect(price).to.be.greaterThan(cost ?? 0);
      }
      const dates = orders.filter(({quantity}) => quantity > 0).map(({orderedAt}) => orderedAt);
      expect(orders.length).to.be.greaterThan(500);
      expect(Math.min(...dates)).to.be.within(START - 90 * DAY, START - 88 * DAY);
      expect(Math.max(...dates)).to.be.within(START - 2 * DAY, START);
      expect(new Set(costs.map(({sku}) => sku)).size).to.equal(offers.length);
      expect(rivals.length).to.be.greaterThan(1000);
      expect(orders.every(({customerId}) => /^C-\d+$/u.test(customerId ?? ''))).to.equal(true);
      expect(
        new Set(orders.filter(({sku}) => sku === orders[0]?.sku).map(({unitPrice}) => unitPrice)).size,
      ).to.be.greaterThan(1);
      expect(await simulationOf(platform).now()).to.equal(START);
    }));

  it('counts in its own currency and tax', () =>
    inFolder(async (open) => {
      const terms: ShopTerms = {currency: 'JPY', zone: 'Asia/Tokyo', pricesIncludeTax: true, taxRate: '0.1'};
      const platform = await open({catalogue: 'sample'}, terms);
      const {orders, listings} = await everything(platform);
      expect(
        listings.flatMap(({offers}) => offers.map(({price}) => (price ?? 0) % 10)).every((rest) => rest === 0),
      ).to.equal(true);
      for (const {unitPrice, quantity, tax} of orders.filter((line) => line.quantity > 0)) {
        expect(tax).to.equal(unitPrice * quantity - Math.round((unitPrice * quantity) / 1.1));
      }
    }));

  it('sells only what is published, priced and coded', () =>
    inFolder(async (open) => {
      const platform = await open();
      const draft = {...wish('D1'), listing: {...wish('D1').listing, status: 'draft' as const}};
      const [codeless, priceless] = [wish('C1', 'USD', {sku: null}), wish('P1', 'USD', {price: null, compareAt: null})];
      await pushAll(
        platform,
        createsOf(platform.capabilities, [wish('A1', 'USD', {stock: null}), draft, codeless, priceless]),
      );
      await simulationOf(platform).advance(START + 60 * DAY, calm);
      const {orders} = await everything(platform);
      expect(new Set(orders.map(({sku}) => sku))).to.deep.equal(new Set(['A1']));
    }));

  it('does not go back in time, nor years ahead by a slip', () =>
    inFolder(async (open) => {
      const simulation = simulationOf(await open());
      expect(await refused(() => simulation.advance(START - 1, calm))).to.equal('PRACTICE_TIME_BACK');
      expect(await refused(() => simulation.advance(START + 5000 * DAY, calm))).to.equal('PRACTICE_SPAN_LONG');
      expect((await simulation.advance(START, calm)).days).to.equal(0);
    }));

  it('stops between days when it is aborted', () =>
    inFolder(async (open) => {
      const simulation = simulationOf(await open());
      const stopped = AbortSignal.abort(new DOMException('stop', 'AbortError'));
      const error: unknown = await simulation.advance(START + 30 * DAY, stopped).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('name', 'AbortError');
    }));

  it('refuses settings it can not read, another currency and a newer file', () =>
    inFolder(async (open, directory) => {
      for (const settings of [
        {seed: '1e999'},
        {catalogue: 'all'},
        {rate: '-1'},
        {faults: 'explode=5%'},
        {url: 'ftp://x'},
        {timeout: '0'},
      ]) {
        expect(await refused(() => open(settings)), JSON.stringify(settings)).to.equal('SETTING_INVALID');
      }
      await open();
      expect(await refused(() => open({}, {...USD, currency: 'EUR'}))).to.equal('PRACTICE_CURRENCY');
      const file = await fileOf(directory, USD);
      file.db.pragma('user_version = 99');
      file.close();
      expect(await refused(() => open())).to.equal('PRACTICE_FILE_NEWER');
    }));

  it('writes every row it was asked into its own log, with what it held before and after', () =>
    inFolder(async (open, directory) => {
      const platform = await open();
      await pushAll(platform, createsOf(platform.capabilities, [wish('A1')]));
      const target = offerTarget('a1', offer('A1'));
      await push(platform, [change(1, target, 'update', {price: '9.00'}), change(2, target, 'update', {price: 'x'})]);
      const file = await fileOf(directory, USD);
      const rows = file.db.prepare<[], Record<string, unknown>>('SELECT * FROM write_log ORDER BY seq').all();
      file.close();
      expect(rows.map(({n, kind, op, result}) => [n, kind, op, result])).to.deep.equal([
        [1, 'listing', 'create', 'applied'],
        [2, 'offer', 'create', 'applied'],
        [1, 'offer', 'update', 'applied'],
        [2, 'offer', 'update', 'PRICE_INVALID'],
      ]);
      expect(new Set(rows.map(({request}) => request)).size).to.equal(2);
      expect(rows[2]).to.deep.include({at: START});
      expect(JSON.parse(String(rows[2]?.['before']))).to.deep.include({price: '12.50'});
      expect(JSON.parse(String(rows[2]?.['after']))).to.deep.include({price: '9.00'});
    }));
});

describe('faults of the practice shop', () => {
  it('are read from the setting', () => {
    expect(parseFaults('limited=5%, write:reset-after=1x')).to.deep.equal([
      {kind: 'limited', side: 'any', probability: 0.05},
      {kind: 'reset-after', side: 'write', times: 1},
    ]);
    expect(parseFaults('')).to.deep.equal([]);
    for (const bad of ['limited', 'limited=x', 'limited=-1%', 'boom=1x', 'both:limited=1x'])
      expect(parseFaults(bad), bad).to.equal(null);
  });

  it('come as often as they were asked for, on their side only', () =>
    inFolder(async (open, directory) => {
      await open();
      const file = await fileOf(directory, USD);
      setFaults(file, [
        {kind: 'lie', side: 'any', times: 1},
        {kind: 'limited', side: 'write', times: 2},
      ]);
      expect(takeFault(file, 'read')).to.equal(null);
      expect([1, 2, 3, 4].map(() => takeFault(file, 'write'))).to.deep.equal(['lie', 'limited', 'limited', null]);
      setFaults(file, [{kind: 'timeout', side: 'any', probability: 0.3}]);
      const hits = Array.from({length: 400}, () => takeFault(file, 'read')).filter((kind) => kind === 'timeout').length;
      expect(hits).to.be.within(80, 160);
      file.close();
    }));

  it('of the setting are not wound up again when the shop is opened again', () =>
    inFolder(async (open) => {
      const first = await open({faults: 'write:server-error=1x'});
      const outcomes = await push(first, createsOf(first.capabilities, [wish('A1')]));
      expect(outcomes.get(1)?.state).to.equal('unknown');
      const again = await open({faults: 'write:server-error=1x'});
      await pushAll(again, createsOf(again.capabilities, [wish('A1')]));
      expect((await simulationOf(again).state()).faults).to.deep.equal([]);
    }));

  it('half does the first half and says 500; timeout, reset-after and wrong-body did it all; the others nothing', () =>
    inFolder(async (open, directory) => {
      const platform = await open();
      const file = await fileOf(directory, USD);
      const left: Record<string, number> = {};
      for (const kind of [
        'half',
        'timeout',
        'reset-after',
        'wrong-body',
        'reset-before',
        'server-error',
        'limited',
      ] as const) {
        setFaults(file, [{kind, side: 'write', times: 1}]);
        await push(platform, createsOf(platform.capabilities, [wish(`${kind}-1`), wish(`${kind}-2`)]));
        const {records} = await pullAll(platform, 'listings');
        left[kind] = records.filter(({product}) => product.startsWith(kind)).length;
      }
      file.close();
      expect(left).to.deep.equal({
        half: 1,
        timeout: 2,
        'reset-after': 2,
        'wrong-body': 2,
        'reset-before': 0,
        'server-error': 0,
        limited: 0,
      });
    }));

  it('delay answers late and rightly', () =>
    inFolder(async (open, directory) => {
      await open();
      const file = await fileOf(directory, USD);
      const waits: number[] = [];
      const sleep = async (ms: number) => void waits.push(ms);
      const api = apiOf(file, {rate: {rate: 10, burst: 10}, now: () => 0, sleep});
      setFaults(file, [{kind: 'delay', side: 'any', times: 1}]);
      const request: ApiRequest = {method: 'GET', path: '/products', query: {}, body: '', requestId: 'r'};
      expect(await api(request)).to.deep.include({kind: 'answer', status: 200});
      await api(request);
      expect(waits).to.have.length(1);
      file.close();
    }));

  it('a bucket answers 429 with the seconds to wait, and fills again', () =>
    inFolder(async (open, directory) => {
      await open();
      const file = await fileOf(directory, USD);
      let now = 0;
      const api = apiOf(file, {
        rate: parseRate('2/3') ?? {rate: 1, burst: 1},
        now: () => now,
        sleep: async () => undefined,
      });
      const request: ApiRequest = {method: 'GET', path: '/shop', query: {}, body: '', requestId: 'r'};
      const statuses = async (times: number) => {
        const seen: unknown[] = [];
        for (let i = 0; i < times; i++) {
          const reply = await api(request);
          seen.push(reply.kind === 'answer' ? [reply.status, reply.headers['retry-after'] ?? null] : reply.kind);
        }
        return seen;
      };
      expect(await statuses(4)).to.deep.equal([
        [200, null],
        [200, null],
        [200, null],
        [429, '1'],
      ]);
      now = 1000;
      expect(await statuses(3)).to.deep.equal([
        [200, null],
        [200, null],
        [429, '1'],
      ]);
      file.close();
    }));
});
