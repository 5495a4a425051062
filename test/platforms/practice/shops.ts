import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {setTimeout} from 'node:timers/promises';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {openHttp} from '../../../src/platforms/http-axios.js';
import {apiOf} from '../../../src/platforms/practice/api.js';
import {DEFAULT_RATE} from '../../../src/platforms/practice/bucket.js';
import {type FaultOrder, setFaults} from '../../../src/platforms/practice/faults.js';
import {practice} from '../../../src/platforms/practice/index.js';
import {openFile, type ShopFile} from '../../../src/platforms/practice/store/file.js';
import type {Clock} from '../../../src/ports/clock.js';
import type {Platform, PlatformSetup, Simulation} from '../../../src/ports/platform.js';
import {loneLimiter} from '../../support/limiter.js';
import {served} from '../../support/served.js';
import type {FaultKind, MakeShop} from '../contract/shop.js';
import {calm, change, offerTarget} from '../contract/steps.js';

/** The instant at which tests begin, on the business clock. */
export const START = Date.UTC(2026, 2, 2, 6);

/** Business time stands at START; waiting is real but short. */
export const clock: Clock = {
  business: () => START,
  real: () => Date.now(),
  moved: false,
  sleep: (ms, signal) => setTimeout(Math.min(ms, 50), undefined, signal === undefined ? {} : {signal}),
};

export function setupOf(
  directory: string,
  terms: ShopTerms,
  settings: Readonly<Record<string, string>> = {},
): PlatformSetup {
  const secrets = {get: async () => null, set: async () => undefined, remove: async () => undefined};
  return {shop: {name: 'play', terms, settings}, clock, secrets, limiter: loneLimiter(), directory};
}

/** A folder of its own for one test, gone afterwards. */
export async function newFolder(): Promise<{directory: string; remove(): Promise<void>}> {
  const directory = await mkdtemp(path.join(tmpdir(), 'souk-practice-'));
  return {directory, remove: () => rm(directory, {recursive: true, force: true})};
}

/** The simulation of a practice shop. */
export function simulationOf({simulation}: Platform): Simulation {
  if (simulation === undefined) throw new Error('a practice shop without a simulation');
  return simulation;
}

async function repriceBy(platform: Platform, sku: string, price: string): Promise<void> {
  const target = offerTarget('', {sku, options: []});
  for await (const outcome of platform.push([change(1, target, 'update', {price})], calm)) {
    if (outcome.state !== 'applied') throw new Error(JSON.stringify(outcome));
  }
}

async function tradeIn(platform: Platform): Promise<void> {
  const simulation = simulationOf(platform);
  await simulation.advance((await simulation.now()) + 10 * 86_400_000, calm);
}

const order = (kind: FaultKind, side: 'read' | 'write', times: number): FaultOrder => ({kind, side, times});

/** Practice shops in this process. The other person, and who switches faults on, come through the file itself. */
export const inside: MakeShop = {
  open: async (terms) => {
    const {directory, remove} = await newFolder();
    const platform = await practice.open(setupOf(directory, terms));
    return {
      platform,
      reprice: async (sku, price) => {
        const other = await practice.open(setupOf(directory, terms));
        await repriceBy(other, sku, price);
        await other.close();
      },
      trade: () => tradeIn(platform),
      fault: async (kind, side, times) => {
        const file = await fileOf(directory, terms);
        setFaults(file, [order(kind, side, times)]);
        file.close();
      },
      close: async () => {
        await platform.close();
        await remove();
      },
    };
  },
};

/** Opens the shop's own file: what a test of the shop looks into. */
export function fileOf(directory: string, terms: ShopTerms, seed = 1): Promise<ShopFile> {
  return openFile(directory, {terms, seed, now: START});
}

/** The handler over a file, as a program of its own would run it. */
export function apiOfFile(file: ShopFile) {
  return apiOf(file, {rate: DEFAULT_RATE, now: () => Date.now(), sleep: (ms) => clock.sleep(ms)});
}

/** Practice shops whose server is another process, spoken to over HTTP. */
export const behindHttp: MakeShop = {
  open: async (terms) => {
    const {directory, remove} = await newFolder();
    const {url, stop} = await startServer(directory, terms);
    const platform = await practice.open(setupOf(directory, terms, {url, timeout: '1500'}));
    return {
      platform,
      reprice: async (sku, price) => {
        const other = await practice.open(setupOf(directory, terms, {url}));
        await repriceBy(other, sku, price);
        await other.close();
      },
      trade: () => tradeIn(platform),
      fault: async (kind, side, times) => {
        const http = await openHttp({baseUrl: url, timeoutMs: 5000});
        await http.send(
          {method: 'POST', path: '/faults', body: {faults: [order(kind, side, times)]}, repeatable: false},
          calm,
        );
        http.close();
      },
      close: async () => {
        await platform.close();
        await stop();
        await remove();
      },
    };
  },
};

/** Starts `server.js` beside this file as a process and waits for its URL. */
export async function startServer(directory: string, terms: ShopTerms): Promise<{url: string; stop(): Promise<void>}> {
  return await served(new URL('server.js', import.meta.url), [directory, JSON.stringify(terms)]);
}
