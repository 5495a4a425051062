import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {Context} from '../../../src/app/context.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import {openData} from '../../../src/data/open.js';
import type {Shop, ShopTerms} from '../../../src/domain/catalog/types.js';
import {folder} from '../../../src/platforms/folder/index.js';
import type {Platform, RemoteListing} from '../../../src/ports/platform.js';
import {loneLimiter} from '../../support/limiter.js';
import {withFolder} from '../../support/souk.js';

const EUR: ShopTerms = {currency: 'EUR', zone: 'Europe/Berlin', pricesIncludeTax: true, taxRate: '0.19'};
const START = Date.parse('2026-03-01T00:00:00Z');

interface Desk {
  readonly context: Context;
  readonly shop: Shop;
  put(name: string, text: string): Promise<void>;
  /** Moves business time. */
  later(days: number): void;
  /** Replaces the connector, for what a folder can not hold. */
  swap(platform: Platform): void;
}

async function desk(work: (at: Desk) => Promise<void>): Promise<void> {
  await withFolder(async (root) => {
    const directory = path.join(root, 'shop');
    await mkdir(directory);
    const data = await openData(':memory:');
    let now = START;
    const clock = {business: () => now, real: () => now, moved: false, sleep: async () => undefined};
    const kept = new Map<string, string>();
    const secrets = {
      get: async (name: string) => kept.get(name) ?? null,
      set: async (name: string, value: string) => void kept.set(name, value),
      remove: async (name: string) => void kept.delete(name),
    };
    const shop = await data.shops.add({
      name: 'main',
      platform: 'folder',
      mode: 'apply',
      terms: EUR,
      settings: {dir: directory},
      createdAt: START,
    });
    let platform = await folder.open({shop, clock, secrets, limiter: loneLimiter(), directory: path.join(root, 'own')});
    const owner = {pid: 1, host: 'h', bootId: 'b', startedAt: '0'};
    const step = {advance: () => undefined, end: () => undefined};
    const context: Context = {
      data,
      clock,
      secrets,
      progress: {start: () => step},
      signal: new AbortController().signal,
      home: root,
      by: 'test',
      defaultShop: null,
      owner,
      ownerDead: () => false,
      runBudgetMs: 3_600_000,
      platforms: [folder],
      platform: async () => platform,
    };
    try {
      await work({
        context,
        shop,
        put: async (name, text) => await writeFile(path.join(directory, name), text),
        later: (days) => {
          now += days * 86_400_000;
        },
        swap: (other) => {
          platform = other;
        },
      });
    } finally {
      await data.close();
    }
  });
}

describe('pull', () => {
  it('mirrors listings, counts what is new, changed and the same, and forgets what is gone', () =>
    desk(async ({context, shop, put}) => {
      await put('listings.csv', 'sku,price,stock\nA,1.00,5\nB,2.00,6\nC,3.00,7\n');
      const first = await pullShop(context, shop, {kinds: ['listings']});
      expect(first.kinds).to.deep.equal([
        {kind: 'listings', read: 3, added: 3, changed: 0, same: 0, repeated: 0, refused: 0},
      ]);
      await put('listings.csv', 'sku,price,stock\nA,1.00,4\nB,2.00,6\n');
      const second = await pullShop(context, shop, {kinds: ['listings']});
      expect(second.kinds[0]).to.include({added: 0, changed: 1, same: 1});
      expect(second.forgotten).to.deep.equal({listings: 1, offers: 1});
      const offers = (await context.data.catalog.listings(shop.id)).flatMap((listing) => listing.offers);
      expect(offers.map(({sku, stock, basePrice}) => [sku, stock, basePrice])).to.deep.equal([
        ['A', 4, 100],
        ['B', 6, 200],
      ]);
    }));

  it('keeps a sale beside its return, equal lines beside each other, and counts what a later row replaces', () =>
    desk(async ({context, shop, put}) => {
      const known = async () => {
        const lines = [];
        for await (const {orderId, lineId, quantity} of context.data.sales.lines(shop.id, 0, START * 2))
          lines.push(`${orderId} ${lineId} ${quantity}`);
        return lines.sort();
      };
      await put('listings.csv', 'sku,price\nA,1.00\n');
      const head = 'order_id,line_id,ordered_at,sku,quantity,unit_price\n';
      const [sold, back] = ['2026-02-01T10:00:00Z', '2026-02-05T10:00:00Z'];
      const rows = [`1,1,${sold},A,2,12.00`, `1,1,${back},A,-1,12.00`, `2,,${sold},A,1,12.00`, `2,,${sold},A,1,12.00`];
      const begun = `${head}${rows.join('\n')}\n2,2,${sold},A,1,9.00\n2,2,${sold},A,1,8.00\n`;
      await put('orders.csv', begun);
      const lines = [`1 1 2`, `1 1 return ${Date.parse(back)} -1`, '2 2 1', '2 A #2 1', '2 A 1'];
      const orders = async () => (await pullShop(context, shop, {kinds: ['orders']})).kinds[0];
      expect(await orders()).to.deep.include({read: 6, added: 5, changed: 0, same: 0, repeated: 1, refused: 0});
      expect(await known()).to.deep.equal(lines);
      // Grown: what follows goes on counting where the file was.
      const grown = `${begun}2,,${sold},A,3,12.00\n2,,${back},A,-1,12.00\n2,,${back},A,-1,12.00\n`;
      await put('orders.csv', grown);
      expect(await orders()).to.deep.include({read: 3, added: 3, changed: 0, same: 0, repeated: 0});
      const all = [
        ...lines,
        '2 A #3 3',
        `2 A return ${Date.parse(back)} #2 -1`,
        `2 A return ${Date.parse(back)} -1`,
      ].sort();
      expect(await known()).to.deep.equal(all);
      // Read as a whole again, since its past was touched: nothing is new.
      await put('orders.csv', grown.replace(head, head.toUpperCase()));
      expect(await orders()).to.deep.include({read: 9, added: 0, changed: 0, same: 8, repeated: 1});
      expect(await known()).to.deep.equal(all);
    }));

  it('forgets nothing while rows can not be read', () =>
    desk(async ({context, shop, put}) => {
      await put('listings.csv', 'sku,price\nA,1.00\nB,2.00\n');
      await pullShop(context, shop);
      await put('listings.csv', 'sku,price\nA,"1,00"\n');
      const {forgotten, refused} = await pullShop(context, shop, {kinds: ['listings']});
      expect([forgotten.offers, refused.length]).to.deep.equal([0, 1]);
      expect((await context.data.catalog.counts(shop.id)).offers).to.equal(2);
    }));

  it('enters each live price in the ledger once, at business time', () =>
    desk(async ({context, shop, put, later}) => {
      await put('listings.csv', 'sku,price\nA,1.00\n');
      await pullShop(context, shop);
      later(1);
      await pullShop(context, shop);
      later(1);
      await put('listings.csv', 'sku,price\nA,1.50\n');
      await pullShop(context, shop);
      const history = await context.data.ledger.history(shop.id, 'A');
      expect(history.map(({at, price, source}) => [at, price, source])).to.deep.equal([
        [START, 100, 'pull'],
        [START + 2 * 86_400_000, 150, 'pull'],
      ]);
    }));

  it('does not take a promotion’s price for the base, nor forget an offer under one', () =>
    desk(async ({context, shop, put}) => {
      const {data} = context;
      await put('listings.csv', 'sku,price\nA,10.00\nB,20.00\n');
      await pullShop(context, shop);
      const a = (await data.catalog.listings(shop.id, {skus: ['A']}))[0]?.offers[0];
      const promotion = {
        id: 'PR-1',
        shopId: shop.id,
        name: 'spring',
        terms: {kind: 'percentage' as const, percent: '20'},
        scope: [],
        startsAt: START,
        endsAt: START + 1,
        zone: 'UTC',
        strike: false,
        status: 'running' as const,
        createdAt: START,
      };
      await data.promotions.add(promotion);
      await data.promotions.setOverlay({
        promotion: 'PR-1',
        shopId: shop.id,
        offerId: a?.id ?? 0,
        price: 800,
        compareAt: null,
        setAt: START,
      });
      await put('listings.csv', 'sku,price\nA,8.00\nB,20.00\n');
      await pullShop(context, shop);
      const live = (await data.catalog.listings(shop.id, {skus: ['A']}))[0]?.offers[0];
      expect([live?.price, live?.basePrice]).to.deep.equal([800, 1000]);
      expect((await data.ledger.history(shop.id, 'A')).at(-1)).to.include({price: 800, promotion: 'PR-1'});
      await put('listings.csv', 'sku,price\nB,20.00\n');
      await pullShop(context, shop);
      expect((await data.promotions.overlays(shop.id)).length).to.equal(1);
      expect((await data.catalog.counts(shop.id)).offers).to.equal(2);
    }));

  it('reads facts incrementally and keeps customers as a keyed hash', () =>
    desk(async ({context, shop, put}) => {
      await put('listings.csv', 'sku,price\nA,10.00\n');
      await put('costs.csv', 'sku,cost\nA,4.00\nA,5.00\n');
      await put(
        'orders.csv',
        'order_id,ordered_at,sku,quantity,unit_price,customer_id\n1,2026-02-01,A,1,10.00,anna@example.com\n2,2026-02-02,A,1,10.00, anna@example.com \n',
      );
      const {kinds} = await pullShop(context, shop);
      expect(kinds.find(({kind}) => kind === 'costs')).to.deep.equal({
        kind: 'costs',
        read: 2,
        added: 1,
        changed: 0,
        same: 0,
        repeated: 1,
        refused: 0,
      });
      expect((await context.data.facts.costs(shop.id, START)).get('A')?.cost).to.equal(500);
      const lines = [];
      for await (const line of context.data.sales.lines(shop.id, 0, START)) lines.push(line);
      expect(lines).to.have.length(2);
      expect(lines[0]?.customer)
        .to.match(/^[0-9a-f]{64}$/u)
        .and.to.equal(lines[1]?.customer);
      const again = await pullShop(context, shop);
      expect(again.kinds.find(({kind}) => kind === 'orders')).to.include({read: 0});
    }));

  it('takes unit costs that the shop keeps only where no file knows better', () =>
    desk(async ({context, shop, put, swap}) => {
      await put('listings.csv', 'sku,price\nA,10.00\n');
      const real = await context.platform(shop);
      const [page] = await collect(real);
      const listings = (costs: Readonly<Record<string, number>>): RemoteListing[] =>
        Object.entries(costs).flatMap(([sku, cost]) =>
          (page ?? []).map((listing) => ({
            ...listing,
            remoteId: sku,
            product: sku,
            offers: listing.offers.map((offer) => ({...offer, sku, remoteId: sku, cost})),
          })),
        );
      const shown = (costs: Readonly<Record<string, number>>): Platform => ({
        ...bound(real),
        pull: async function* () {
          yield {records: listings(costs) as never, cursor: '', refused: []};
        },
      });
      await context.data.facts.putCosts(
        shop.id,
        [{sku: 'B', cost: 777, feeRate: '0.1', feeFixed: null, returnCost: null, effectiveFrom: null}],
        START,
      );
      const known = async () =>
        Object.fromEntries([...(await context.data.facts.costs(shop.id, START))].map(([sku, {cost}]) => [sku, cost]));
      swap(shown({A: 400, B: 400}));
      await pullShop(context, shop, {kinds: ['listings']});
      expect(await known()).to.deep.equal({A: 400, B: 777});
      swap(shown({A: 450, B: 450}));
      await pullShop(context, shop, {kinds: ['listings']});
      expect(await known()).to.deep.equal({A: 450, B: 777});
      await context.data.facts.putCosts(
        shop.id,
        [{sku: 'A', cost: 390, feeRate: null, feeFixed: null, returnCost: null, effectiveFrom: null}],
        START,
      );
      swap(shown({A: 460, B: 460}));
      await pullShop(context, shop, {kinds: ['listings']});
      expect(await known()).to.deep.equal({A: 390, B: 777});
    }));
});

async function collect(platform: Platform): Promise<(readonly RemoteListing[])[]> {
  const pages: (readonly RemoteListing[])[] = [];
  for await (const page of platform.pull('listings', null, new AbortController().signal)) pages.push(page.records);
  return pages;
}

/** The real connector's other doors. */
function bound(platform: Platform): Platform {
  return {
    capabilities: platform.capabilities,
    check: (signal) => platform.check(signal),
    pull: (kind, cursor, signal) => platform.pull(kind, cursor, signal),
    read: (targets, signal) => platform.read(targets, signal),
    push: (changes, signal) => platform.push(changes, signal),
    close: () => platform.close(),
  };
}
