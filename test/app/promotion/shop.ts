import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Context} from '../../../src/app/context.js';
import {addPromotions} from '../../../src/app/promotion/add.js';
import {type Tick, tickPromotions} from '../../../src/app/promotion/tick.js';
import type {PromotionWish} from '../../../src/app/promotion/wish.js';
import {applyPlan} from '../../../src/app/run/apply.js';
import type {RunResult} from '../../../src/app/run/result.js';
import {addShop} from '../../../src/app/shop/add.js';
import {pullShop} from '../../../src/app/shop/pull.js';
import {openData} from '../../../src/data/open.js';
import {isDead, thisProcess} from '../../../src/data/process.js';
import {openSecrets} from '../../../src/data/secrets.js';
import type {Shop} from '../../../src/domain/catalog/types.js';
import {PLATFORMS} from '../../../src/platforms/registry.js';
import type {Platform} from '../../../src/ports/platform.js';
import {loneLimiter} from '../../support/limiter.js';

/** A folder shop in Berlin, in euros, with a store of its own and a clock that the test moves. */
export interface Bench {
  readonly context: Context;
  readonly shop: Shop;
  readonly directory: string;
  /** Business time from here on. */
  at(instant: string): void;
  add(...wishes: readonly Partial<PromotionWish>[]): ReturnType<typeof addPromotions>;
  /** One night: what is due is planned and written. */
  tick(): Promise<{readonly tick: Tick; readonly run: RunResult | null}>;
  /** `price` or `price|compare_at_price` by SKU, as the shop's file says. */
  prices(): Promise<Record<string, string>>;
  /** Somebody edits the shop's file by hand. */
  edit(change: (text: string) => string): Promise<void>;
  statuses(): Promise<Record<string, string>>;
  overlays(): Promise<number>;
  close(): Promise<void>;
}

export const LISTINGS = `sku,product,title,category,price,compare_at_price,stock
MUG-01,mug,Mug,Mugs,12.50,,5
MUG-02,cup,Cup,Mugs,20.00,25.00,0
TEE-01,tee,Tee,Shirts,30.00,,9
`;

const COSTS = `sku,cost,fee_rate,fee_fixed
MUG-01,5.00,0.10,0.30
MUG-02,16.00,0.10,0.30
TEE-01,8.00,0.10,0.30
`;

export async function openBench(listings = LISTINGS, costs = COSTS): Promise<Bench> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-promo-'));
  const directory = await mkdtemp(path.join(tmpdir(), 'souk-promo-shop-'));
  const file = path.join(directory, 'listings.csv');
  await writeFile(file, listings);
  await writeFile(path.join(directory, 'costs.csv'), costs);
  let now = Date.parse('2026-11-20T12:00:00Z');
  const {context, close} = await openContext(home, () => now);
  const settings = {dir: directory};
  const input = {
    name: 'main',
    platform: 'folder',
    currency: 'EUR',
    zone: 'Europe/Berlin',
    pricesIncludeTax: false,
    taxRate: undefined,
    mode: undefined,
    settings,
  };
  const {shop} = await addShop(context, input);
  await pullShop(context, shop);

  return {
    context,
    shop,
    directory,
    at: (instant) => {
      now = Date.parse(instant);
    },
    add: (...wishes) => {
      const whole = wishes.map(
        (wish): PromotionWish => ({
          name: 'Days',
          scope: [],
          from: '2026-11-27',
          to: '2026-11-29',
          strike: true,
          acceptLosses: false,
          ...wish,
        }),
      );
      return addPromotions(context, shop, whole, {store: true});
    },
    tick: async () => {
      const tick = await tickPromotions(context, shop, {batch: 'test', pull: true, dryRun: false});
      return {tick, run: tick.plan === null ? null : await applyPlan(context, tick.plan)};
    },
    prices: async () => pricesIn(await readFile(file, 'utf8')),
    edit: async (change) => {
      await writeFile(file, change(await readFile(file, 'utf8')));
    },
    statuses: async () =>
      Object.fromEntries((await context.data.promotions.list(shop.id)).map(({name, status}) => [name, status])),
    overlays: async () => (await context.data.promotions.overlays(shop.id)).length,
    close: async () => {
      await close();
      await rm(home, {recursive: true});
      await rm(directory, {recursive: true});
    },
  };
}

function pricesIn(text: string): Record<string, string> {
  const rows = text
    .trim()
    .split(/\r?\n/u)
    .slice(1)
    .map((line) => line.split(','));
  return Object.fromEntries(
    rows.map(([sku = '', , , , price = '', compareAt = '']) => [
      sku,
      compareAt === '' ? price : `${price}|${compareAt}`,
    ]),
  );
}

/** A context over a store in memory, with business time from `now`. */
export async function openContext(
  home: string,
  now: () => number,
): Promise<{context: Context; close(): Promise<void>}> {
  const data = await openData(':memory:');
  const secrets = openSecrets(home, {});
  const opened = new Map<number, Promise<Platform>>();
  const clock = {business: now, real: () => Date.now(), moved: true, sleep: async () => undefined};
  const step = {advance: () => undefined, end: () => undefined};
  const context: Context = {
    data,
    clock,
    secrets,
    progress: {start: () => step},
    signal: new AbortController().signal,
    home,
    by: 'test',
    defaultShop: null,
    owner: thisProcess(),
    ownerDead: isDead,
    runBudgetMs: 3_600_000,
    platforms: PLATFORMS,
    platform: async (shop) => {
      const kind = PLATFORMS.find(({name}) => name === shop.platform);
      if (kind === undefined) throw new RangeError(shop.platform);
      const directory = path.join(home, 'shops', shop.name);
      const opening = opened.get(shop.id) ?? kind.open({shop, clock, secrets, limiter: loneLimiter(), directory});
      opened.set(shop.id, opening);
      return await opening;
    },
  };
  const close = async () => {
    for (const opening of opened.values()) await (await opening).close();
    await data.close();
  };
  return {context, close};
}
