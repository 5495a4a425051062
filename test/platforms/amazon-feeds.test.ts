import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import type {Change} from '../../src/domain/change/types.js';
import {type Letter, packed} from '../../src/platforms/amazon/feeds/pack.js';
import type {Outcome, Platform} from '../../src/ports/platform.js';
import type {Logged} from './amazon/server/desk.js';
import {open, type Server, startServer} from './amazon/shops.js';
import {USD} from './contract/shop.js';
import {calm, change, offerTarget, push} from './contract/steps.js';

const SKUS = Array.from({length: 30}, (_, i) => `P${i}`);
const target = (sku: string) => offerTarget(sku, {sku, options: []});
const priced = (n: number, sku: string, price: string): Change => change(n, target(sku), 'update', {price});
const titled = (n: number, sku: string, title: string): Change =>
  change(n, {kind: 'listing', key: {product: sku}}, 'update', {title});
const raised = SKUS.map((sku, i) => priced(i + 1, sku, '21.00'));

describe('amazon: feeds', () => {
  const letter = (sku: string, size: number): Letter => ({
    ...{sku, productType: 'MUG'},
    ready: [
      {
        task: {n: 1, target: target(sku), values: {}},
        patches: [{op: 'replace', path: '/attributes/item_name', value: [{value: 'x'.repeat(size)}]}],
      },
    ],
  });
  const sizes = (letters: readonly Letter[]) =>
    packed(letters, 'S1', 'en_US').map(({text, letters: inside}) => {
      const {messages} = JSON.parse(text) as {messages: readonly {messageId: number; sku: string}[]};
      expect(messages.map(({messageId}) => messageId)).to.deep.equal([...inside.keys()]);
      expect(messages.map(({sku}) => sku)).to.deep.equal([...inside.values()].map(({sku}) => sku));
      expect(Buffer.byteLength(text)).to.be.at.most(10_485_760);
      return messages.length;
    });

  it('hold no more messages and bytes than Amazon takes, each message once', () => {
    expect(sizes([])).to.deep.equal([]);
    expect(sizes(Array.from({length: 25_001}, (_, i) => letter(`P${i}`, 1)))).to.deep.equal([25_000, 1]);
    expect(sizes(Array.from({length: 5}, (_, i) => letter(`Ä${i}`, 4_000_000)))).to.deep.equal([2, 2, 1]);
  });
});

describe('amazon: many prices by a feed', () => {
  let server: Server;
  let directory: string;
  let platform: Platform;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'souk-feeds-'));
    server = await startServer();
    platform = await open(server, USD, {'feed-from': '20'}, directory);
    const items = SKUS.map((sku) => ({
      ...{sku, title: `Mug ${sku}`, description: '', price: '20.00', currency: 'USD', stock: 4},
    }));
    await server.order('fill', {items});
  });
  afterEach(async () => {
    await platform.close();
    const log = await server.order<readonly Logged[]>('log');
    await server.stop();
    await rm(directory, {recursive: true, force: true});
    expect(log.flatMap((each) => [...each.problems, ...each.answerProblems])).to.deep.equal([]);
  });

  const logged = async (operation: string) =>
    (await server.order<readonly Logged[]>('log')).filter((each) => each.operation === operation);
  const states = (outcomes: ReadonlyMap<number, Outcome>) => {
    const all = [...outcomes.values()].map((each) => ('code' in each ? `${each.state} ${each.code}` : each.state));
    return Object.fromEntries(
      [...new Set(all)].sort().map((state) => [state, all.filter((each) => each === state).length]),
    );
  };
  const priceOf = async (skus = SKUS, shop = platform) =>
    (await shop.read(skus.map(target), calm)).map(({offer}) => offer?.price);
  const notes = async () => (await readdir(path.join(directory, 'feeds')).catch(() => [])).length;

  it('goes as one feed where they are many, each listing with all that it holds, and leaves nothing behind', async () => {
    expect(platform.batchFor?.(raised)).to.deep.include({rows: 25_000});
    expect(platform.batchFor?.(raised.slice(0, 19))).to.deep.equal(platform.capabilities.batch);
    await server.order('feed', {fate: 'packed'});
    expect(states(await push(platform, raised))).to.deep.equal({applied: 30});
    expect(await priceOf()).to.deep.equal(SKUS.map(() => 2100));
    expect(await server.order('feeds')).to.deep.equal([{feedId: '50000', processingStatus: 'DONE', messages: 30}]);
    expect(await logged('patchListingsItem')).to.deep.equal([]);
    const {purchasable_offer: [offer] = []} = await server.order<Record<string, readonly object[]>>('look', {
      sku: 'P3',
    });
    expect(offer).to.deep.include({audience: 'ALL', our_price: [{schedule: [{value_with_tax: 21}]}]});
    expect(await notes()).to.equal(0);
  });

  it('goes one by one where they are few, or where that was said', async () => {
    expect(states(await push(platform, raised.slice(0, 19)))).to.deep.equal({applied: 19});
    expect(await server.order('feeds')).to.deep.equal([]);
    const slow = await open(server, USD, {'feed-from': 'never'}, directory);
    expect(states(await push(slow, raised))).to.deep.equal({applied: 30});
    await slow.close();
    expect(await server.order('feeds')).to.deep.equal([]);
  });

  it('joins the report by its numbers: what is refused is told row by row, and its neighbour goes again', async () => {
    const wishes = [...raised, titled(31, 'P4', 'x'.repeat(201)), titled(32, 'P5', 'Cup'), priced(33, 'GONE', '1.00')];
    const outcomes = await push(platform, wishes);
    expect(states(outcomes)).to.deep.equal({
      applied: 30,
      'planned NOT_SENT': 1,
      'rejected 90220': 1,
      'rejected NOT_FOUND': 1,
    });
    expect(outcomes.get(31)).to.include({state: 'rejected'});
    expect(outcomes.get(5), 'the price of the same listing').to.include({state: 'planned'});
    expect(await priceOf(['P3', 'P4', 'P5'])).to.deep.equal([2100, 2000, 2100]);
  });

  it('believes no report whose sums are wrong', async () => {
    await server.order('feed', {fate: 'wrong-sums'});
    expect(states(await push(platform, raised))).to.deep.equal({'unknown REPORT_UNCLEAR': 30});
  });

  it('calls rows unknown that a feed was broken off over, and makes no other feed', async () => {
    await server.order('feed', {fate: 'fatal'});
    expect(states(await push(platform, raised))).to.deep.equal({'unknown FEED_FATAL': 30});
    expect((await priceOf()).filter((price) => price === 2100)).to.have.length(15);
    expect(states(await push(platform, raised.slice(15)))).to.deep.equal({applied: 15});
    expect(states(await push(platform, raised))).to.deep.equal({applied: 30});
    expect(await server.order<readonly object[]>('feeds')).to.have.length(1);
  });

  it('has rows of a feed that somebody cancelled refused: nothing was done, and nothing goes again by itself', async () => {
    await server.order('feed', {fate: 'cancelled'});
    expect(states(await push(platform, raised))).to.deep.equal({'rejected FEED_CANCELLED': 30});
    expect(await priceOf()).to.deep.equal(SKUS.map(() => 2000));
    expect(await notes()).to.equal(0);
  });

  it('sends nothing twice after an answer that was lost, and reads nothing before Amazon is through', async () => {
    await server.order('feed', {ms: 700});
    await server.order('fault', {kind: 'reset-after', side: 'write', times: 1, after: 1});
    expect(states(await push(platform, raised))).to.deep.equal({'unknown NO_ANSWER': 30});
    expect(await notes()).to.equal(1);
    // Another process goes on: the price of now is the old one, and would look as if nothing had been sent.
    const next = await open(server, USD, {'feed-from': '20'}, directory);
    expect(await priceOf(SKUS, next)).to.deep.equal(SKUS.map(() => 2100));
    await next.close();
    expect(await logged('createFeed')).to.have.length(1);
    expect(await notes()).to.equal(0);
  });

  it('stops with the shop unreachable while a feed is not through, and goes on once it is', async () => {
    await server.order('feed', {fate: 'stuck'});
    expect(states(await push(platform, raised))).to.deep.equal({'unknown FEED_LATE': 30});
    const thrown: unknown = await priceOf().catch((error: unknown) => error);
    expect(thrown).to.deep.include({category: 'unreachable', code: 'SHOP_UNREACHABLE'});
    await server.order('feed', {fate: ''});
    expect(await priceOf()).to.deep.equal(SKUS.map(() => 2100));
    expect(await logged('createFeed')).to.have.length(1);
  });

  it('leaves a feed that it may not follow any longer as unknown, and it is waited for by whoever comes next', async () => {
    await server.order('feed', {ms: 500});
    const stop = new AbortController();
    const outcomes = new Map<number, Outcome>();
    const pushing = async () => {
      for await (const outcome of platform.push(raised, stop.signal)) outcomes.set(outcome.n, outcome);
    };
    const pushed = pushing().catch((error: unknown) => error);
    while ((await logged('getFeed')).length === 0) await setTimeout(10);
    stop.abort(new Error('enough'));
    expect(await pushed).to.be.instanceOf(Error);
    expect(states(outcomes)).to.deep.equal({'unknown FEED_NOT_FOLLOWED': 30});
    expect(await priceOf()).to.deep.equal(SKUS.map(() => 2100));
    expect(await notes()).to.equal(0);
  });

  it('looks before it sends again where Amazon fails over a feed', async () => {
    const limited = await open(server, USD, {'feed-from': '20'}, directory);
    await server.order('fault', {kind: 'server-error', side: 'write', times: 1, after: 1});
    expect(states(await push(limited, raised))).to.deep.equal({'unknown SERVER_ERROR': 30});
    expect(await priceOf(SKUS, limited)).to.deep.equal(SKUS.map(() => 2000));
    expect(await notes()).to.equal(0);
    await limited.close();
  });
});
