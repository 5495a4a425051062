import {setTimeout} from 'node:timers/promises';
import {parseArgs} from 'node:util';
import type {Change, Target} from '../../src/domain/change/types.js';
import {shopify} from '../../src/platforms/shopify/index.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Platform} from '../../src/ports/platform.js';
import {BULK_SPEED} from '../../test/platforms/shopify/server/bulk-speed.js';
import {missing, type Server, startServer} from '../../test/platforms/shopify/shops.js';
import {loneLimiter} from '../../test/support/limiter.js';
import {type Figure, figuresTable} from '../catalogue/table.js';

/**
 * `npm run bench:shopify-bulk [-- --variants=10000 --single=500 --pace=20]`: prices of so many products of one variant each,
 * written to the test server at the limits of Shopify's smallest plan, once by single requests and once by bulk operations,
 * in one run. The single requests go at a steady pace under the cost limit: a part of them is measured. `pace`: lines a
 * second of one bulk operation, which Shopify does not publish. Ends in 1 when the bar is missed.
 */
const {values} = parseArgs({options: {variants: {type: 'string'}, single: {type: 'string'}, pace: {type: 'string'}}});
const variants = Number(values.variants ?? 10_000);
const single = Number(values.single ?? 500);
const linesPerSecond = Number(values.pace ?? BULK_SPEED.linesPerSecond);
const RATIO = 10;
/** Shopify's smallest plan: points a second, points that are saved up, points of one mutation. */
const PLAN = {rate: 100, burst: 2000};
const MUTATION = 10;
const AMPLE = {rate: 1, burst: 1e9, left: 1e9};

const why = missing();
if (why !== null) throw new Error(why);
const calm = new AbortController().signal;
const clock: Clock = {
  business: () => Date.now(),
  real: () => Date.now(),
  moved: false,
  sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : {signal}),
};
const server = await startServer();
try {
  const singly = await written(server, single, false);
  const bulk = await written(server, variants, true);
  const pace = single / singly.seconds;
  const bulkPace = variants / bulk.seconds;
  const ratio = bulkPace / pace;
  const rows: Figure[] = [
    plain(`single requests, ${single} variants measured, a second`, pace.toFixed(2)),
    plain(`bulk operations, ${variants} variants measured, a second`, bulkPace.toFixed(2)),
    plain('bulk operations, s; how many', `${bulk.seconds.toFixed(1)}; ${bulk.operations}`),
    {name: 'bulk ÷ single', value: ratio.toFixed(1), bar: `≥ ${RATIO}`, held: ratio >= RATIO},
    plain('bulk ÷ what the points of the mutations alone allow', ((bulkPace * MUTATION) / PLAN.rate).toFixed(1)),
    plain(`points to read ${variants} variants once; min at ${PLAN.rate} a second`, readingOf(bulk.points)),
  ];
  process.stdout.write(`${figuresTable(rows)}\n\n${linesPerSecond} lines a second of one operation (assumed)\n`);
  process.exitCode = ratio >= RATIO ? 0 : 1;
} finally {
  await server.stop();
}

function plain(name: string, value: string): Figure {
  return {name, value, bar: '', held: true};
}

function readingOf(points: number): string {
  return `${Math.round(points)}; ${(points / PLAN.rate / 60).toFixed(1)}`;
}

interface Written {
  readonly seconds: number;
  readonly operations: number;
  /** What reading all of it once has cost. */
  readonly points: number;
}

/** Writes a price of each variant as the engine does: read first, then in batches of the size that the connector names; or in those of small plans. */
async function written({url, tell}: Server, count: number, bulk: boolean): Promise<Written> {
  const terms = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null} as const;
  const {shop, token} = await tell<{shop: number; token: string}>('open', {terms, patch: {}});
  await tell('fill', {shop, products: variants});
  await tell('bulk', {shop, speed: {linesPerSecond}});
  await tell('bucket', {shop, ...AMPLE});
  const platform = await shopify.open({
    shop: {name: 'bench', terms, settings: {url}},
    clock,
    secrets: {get: async () => token, set: async () => undefined, remove: async () => undefined},
    limiter: loneLimiter(),
    directory: '',
  });
  const changes = await changesOf(platform, count);
  const {left} = await tell<{left: number}>('bucket', {shop, ...PLAN, left: 0});
  await platform.read(
    changes.slice(0, 1).map(({target}) => target),
    calm,
  );
  const {batch} = platform.capabilities;
  const limit = bulk ? (platform.batchFor?.(changes).rows ?? 0) : batch.rows;
  if (bulk && limit < count) throw new Error(`a plan of ${count} goes by batches of ${limit}`);
  const began = performance.now();
  for (let at = 0; at < count; at += limit) await push(platform, changes.slice(at, at + limit));
  const seconds = (performance.now() - began) / 1000;
  const {operations, products} = await tell<State>('state', {shop});
  if (bulk !== operations.length > 0) throw new Error('it went the other way');
  if (products.filter(({variants: [one]}) => one?.price === '12.34').length !== count)
    throw new Error('not all written');
  await platform.close();
  return {seconds, operations: operations.length, points: AMPLE.left - left};
}

interface State {
  readonly operations: readonly object[];
  readonly products: readonly {readonly variants: readonly {readonly price: string}[]}[];
}

async function changesOf(platform: Platform, count: number): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const targets = Array.from({length: count}, (_, i): Target => {
    return {kind: 'offer', key: {product: `p-${i + 1}`, sku: `P-${i + 1}`}};
  });
  for (let at = 0; at < count; at += 1000)
    for (const {target, offer} of await platform.read(targets.slice(at, at + 1000), calm))
      changes.push({
        n: changes.length + 1,
        target: {...target, key: {...target.key, remoteId: offer?.remoteId ?? ''}},
        op: 'update',
        fields: {price: {before: '10.00', after: '12.34'}},
        reasons: [],
        guards: [],
      });
  return changes;
}

async function push(platform: Platform, batch: readonly Change[]): Promise<void> {
  for await (const {n, state} of platform.push(batch, calm))
    if (state !== 'applied') throw new Error(`change ${n} is ${state}`);
}
