import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {formatAmount} from '../../../src/domain/money.js';
import {amazon} from '../../../src/platforms/amazon/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import type {Platform, PlatformSetup} from '../../../src/ports/platform.js';
import {steadyClock} from '../../../src/runs/limiter/clock.js';
import {openLimiter} from '../../../src/runs/limiter/open.js';
import {ownStore} from '../../../src/runs/limiter/own-store.js';
import {served} from '../../support/served.js';
import type {FaultKind, MakeShop} from '../contract/shop.js';
import type {Wish} from '../contract/steps.js';
import type {Filled} from './server/control.js';
import type {Logged} from './server/desk.js';
import {STORE} from './server/state.js';
import {KEYS} from './server/token.js';

/** Amazon's models, where they are. */
export const MODELS = path.resolve('../shared/contracts/amazon/models');
/** Time passes so many times as quick, at the server and for the limiter: the pace is Amazon's own. */
const SPEED = 20;
/** One write of the contract is a request for each row of it. */
const ROWS_OF_A_WRITE = 3;

/** Waiting is real but short. */
export const clock: Clock = {
  business: () => Date.now(),
  real: () => Date.now(),
  moved: false,
  sleep: (ms, signal) => setTimeout(Math.min(ms, 50), undefined, signal === undefined ? {} : {signal}),
};

/** The server in a process of its own, with a way to do things behind the connector's back. */
export interface Server {
  readonly url: string;
  order<T = unknown>(name: string, given?: object): Promise<T>;
  stop(): Promise<void>;
}

export async function startServer(models = MODELS, told = 1): Promise<Server> {
  const {url, stop} = await served(new URL('server/main.js', import.meta.url), [models, String(SPEED), String(told)]);
  return {
    url,
    order: async <T>(name: string, given: object = {}) => {
      const answer = await fetch(`${url}/_/${name}`, {method: 'POST', body: JSON.stringify(given)});
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return (await answer.json()) as T;
    },
    stop,
  };
}

export function setupOf(
  url: string,
  terms: ShopTerms,
  settings: Readonly<Record<string, string>> = {},
  directory = '',
): PlatformSetup {
  const given: Readonly<Record<string, string>> = {
    ...{url, login: `${new URL(url).origin}/auth/o2/token`, marketplace: STORE, seller: 'SELLER1'},
    ...{client: KEYS.client, timeout: '1500', ...settings},
  };
  const key = `${KEYS.secret}:${KEYS.refresh}`;
  const secrets = {get: async () => key, set: async () => undefined, remove: async () => undefined};
  const steady = steadyClock('test');
  const quick = {
    instant: () => {
      const {epoch, at, wall} = steady.instant();
      return {epoch, at: at * SPEED, wall: wall * SPEED};
    },
    sleep: (ms: number, signal: AbortSignal) => steady.sleep(ms / SPEED, signal),
  };
  const limiter = openLimiter({store: ownStore(), shop: {id: 1, name: 'test'}, clock: quick});
  return {shop: {name: 'amazon', terms, settings: given}, clock, secrets, limiter, directory};
}

export function open(
  server: Server,
  terms: ShopTerms,
  settings?: Readonly<Record<string, string>>,
  directory?: string,
): Promise<Platform> {
  return amazon.open(setupOf(server.url, terms, settings, directory));
}

/** What a wish is on Amazon's side. */
export function filled({listing, offers}: Wish): readonly Filled[] {
  return offers.map(({sku, price, currency, stock}) => ({
    sku: sku ?? '',
    title: listing.title,
    description: listing.description,
    price: formatAmount(price ?? 0, currency),
    currency,
    stock,
  }));
}

/** Fresh sellers, each at a server of its own; `done` gets what each server has seen. */
export function sellers(models: string, done: (log: readonly Logged[]) => void): MakeShop {
  return {
    // Neither options nor products, only SKUs.
    shape: ({listing, offers}) => ({
      listing: {...listing, product: offers[0]?.sku ?? listing.product},
      offers: offers.map((offer) => ({...offer, options: []})),
    }),
    open: async (terms) => {
      const server = await startServer(models);
      const platform = await open(server, terms);
      return {
        platform,
        fill: async (wishes) => void (await server.order('fill', {items: wishes.flatMap(filled)})),
        reprice: async (sku, price) => void (await server.order('reprice', {sku, price})),
        trade: async (skus) => void (await server.order('trade', {skus})),
        fault: async (kind: FaultKind, side, times) =>
          void (await server.order('fault', {kind, side, times: side === 'write' ? times * ROWS_OF_A_WRITE : times})),
        close: async () => {
          await platform.close();
          done(await server.order<readonly Logged[]>('log'));
          await server.stop();
        },
      };
    },
  };
}
