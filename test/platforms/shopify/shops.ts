import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {expect} from 'chai';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {shopify} from '../../../src/platforms/shopify/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import type {Platform} from '../../../src/ports/platform.js';
import {loneLimiter} from '../../support/limiter.js';
import {served} from '../../support/served.js';
import type {FaultKind, MakeShop} from '../contract/shop.js';
import {clock} from '../practice/shops.js';

/** Shopify's schema, which is not ours to keep: tests of it are skipped where it is not there. */
export const SCHEMA = path.resolve('../shared/contracts/shopify/admin_2026-07.json.gz');

/** Why these tests can not be run here; null: they can. */
export function missing(): string | null {
  if (!existsSync(SCHEMA)) return 'no ../shared/contracts/shopify here';
  try {
    createRequire(import.meta.url).resolve('graphql');
    return null;
  } catch {
    return 'graphql is not installed here';
  }
}

/** Says why nothing is tested, where nothing is. */
export function skipped(name: string, why: string): void {
  describe(name, () => {
    it(`is tested where Shopify's schema is: ${why}`, function () {
      this.skip();
    });
  });
}

/** The last test of a file: all that was sent fits Shopify's own schema; prints how often each operation was found to. */
export function fitsAll(server: () => Server, sent: readonly string[]): void {
  it('sent nothing that does not fit Shopify’s own schema', async () => {
    const tally = await server().tell<Record<string, {fits: number; fitsNot: number}>>('tally');
    const rows = Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [name, {fits}] of rows) process.stdout.write(`      ${name.padEnd(24)} ${fits} validated\n`);
    expect(rows.filter(([, {fitsNot}]) => fitsNot > 0)).to.deep.equal([]);
    expect(rows.map(([name]) => name)).to.include.members([...sent]);
  });
}

/** What a test says to the server beside the API. */
export interface Server {
  readonly url: string;
  tell<T = unknown>(what: string, body?: object): Promise<T>;
  stop(): Promise<void>;
}

/** The server as a process of its own: it serves all shops of a test file. */
export async function startServer(): Promise<Server> {
  const {url, stop} = await served(new URL('server/server.js', import.meta.url), [SCHEMA]);
  return {
    url,
    tell: async <T>(what: string, body: object = {}) => {
      const answer = await fetch(`${url}/_test/${what}`, {method: 'POST', body: JSON.stringify(body)});
      return (await answer.json()) as T;
    },
    stop,
  };
}

/** A shop of the server, and the connector to it. */
export interface Opened {
  readonly platform: Platform;
  readonly shop: number;
}

/** How a connector comes to a shop of the server. */
interface Way {
  readonly terms: ShopTerms;
  readonly settings: Readonly<Record<string, string>>;
  readonly secret: string;
  readonly time?: Clock;
}

export async function connect({url}: Server, {terms, settings, secret, time = clock}: Way): Promise<Platform> {
  return await shopify.open({
    shop: {name: 'mine', terms, settings: {url, timeout: '1500', ...settings}},
    clock: time,
    secrets: {get: async () => secret, set: async () => undefined, remove: async () => undefined},
    limiter: loneLimiter(),
    directory: '',
  });
}

export async function openShop(
  server: Server,
  terms: ShopTerms,
  patch: object = {},
  settings: (shop: number) => Readonly<Record<string, string>> = () => ({}),
  time: Clock = clock,
): Promise<Opened> {
  const {shop, token} = await server.tell<{shop: number; token: string}>('open', {terms, patch});
  const own = settings(shop);
  const secret = own['client'] === undefined ? token : `secret-${shop}`;
  const platform = await connect(server, {terms, settings: own, secret, time});
  return {platform, shop};
}

/** Requests of the writes that the contract sends while a fault is on: three products changed, two made. */
const WRITES = 5;

/** Fresh shops of a server for the contract suite. */
export function shopsOf(server: () => Server): MakeShop {
  return {
    open: async (terms) => {
      const {tell} = server();
      const {platform, shop} = await openShop(server(), terms);
      return {
        platform,
        reprice: async (sku, price) => void (await tell('reprice', {shop, sku, price})),
        trade: async (skus) => void (await tell('trade', {shop, skus})),
        fault: async (kind: FaultKind, on, times) => {
          await tell('fault', {shop, fault: {kind, on, times: on === 'write' ? WRITES * times : times}});
        },
        close: () => platform.close(),
      };
    },
  };
}
