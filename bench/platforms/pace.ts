import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {PLANS} from '../../src/platforms/amazon/limits.js';
import {requests, stockedShop} from '../../test/platforms/amazon/job.js';
import {startServer as startAmazon} from '../../test/platforms/amazon/shops.js';
import {missing, startServer as startShopify} from '../../test/platforms/shopify/shops.js';
import {soukJson} from '../../test/support/souk.js';
import {type Figure, figuresTable} from '../catalogue/table.js';

/**
 * `npm run bench:pace [-- --rows=400]`: a price of each of so many listings, written by `souk price adjust` to test servers
 * that permit what the platforms permit. From the first write to the last one: what was used of the limit ÷ what there was
 * to use, the points or requests that had been saved up among it. Ends in 1 when a bar is missed.
 */
const {values} = parseArgs({options: {rows: {type: 'string'}}});
const rows = Number(values.rows ?? 400);
const LEAST = 0.98;
/** Shopify's smallest plan: points a second, and how many are saved up. */
const SHOPIFY = {rate: 100, burst: 2000};
const RAISE = ['price', 'adjust', '--by', '+5%', '--yes', '--accept-breaker'];

interface Used {
  readonly used: number;
  readonly permitted: number;
  readonly refused: number;
}

/** Amazon: requests of the one operation that writes a price. */
async function amazon(home: string): Promise<Used> {
  const server = await startAmazon();
  try {
    await stockedShop(
      server,
      home,
      Array.from({length: rows}, (_, i) => `P${i}`),
      {'feed-from': 'never'},
    );
    await raise(home, {});
    const all = await requests(server, 'patchListingsItem');
    const done = all.filter(({status}) => status === 200).map(({at}) => at);
    const {rate, burst} = PLANS.patchListingsItem;
    return {used: done.length, permitted: burst + rate * secondsOf(done), refused: all.length - done.length};
  } finally {
    await server.stop();
  }
}

interface ShopifyLog {
  readonly log: readonly {
    readonly name: string;
    readonly errors: number;
    readonly done?: {readonly at: number; readonly left: number};
  }[];
}

/** Shopify: points, of reading and writing alike, while prices are written. */
async function shopify(home: string): Promise<Used> {
  const server = await startShopify();
  try {
    const terms = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
    const {shop, token} = await server.tell<{shop: number; token: string}>('open', {terms, patch: {}});
    await server.tell('fill', {shop, products: rows});
    const env = {SOUK_SECRET_SHOP_WEB_TOKEN: token};
    const add = ['shop', 'add', 'web', '--platform', 'shopify', '--set', `url=${server.url}`, '--currency', 'USD'];
    must(await soukJson([...add, '--prices-include-tax', 'no', '--mode', 'apply'], {home, env}));
    must(await soukJson(['shop', 'pull', '--shop', 'web'], {home, env}));
    // No room for a bulk operation: it is single requests that the points are for.
    await server.tell('bulk', {shop, faults: Array.from({length: 50}, () => 'busy')});
    await server.tell('bucket', {shop, ...SHOPIFY, left: SHOPIFY.burst});
    await raise(home, env);
    const {log} = await server.tell<ShopifyLog>('state', {shop});
    const writes = log.flatMap(({name, errors, done: end}) =>
      name === 'SoukVariantsUpdate' && errors === 0 && end !== undefined ? [end] : [],
    );
    const [first, last] = [writes[0], writes.at(-1)];
    if (first === undefined || last === undefined) throw new Error('nothing was written');
    const permitted = first.left + (SHOPIFY.rate * (last.at - first.at)) / 1000;
    const within = log.filter(({done: end}) => end !== undefined && end.at >= first.at && end.at <= last.at);
    return {used: permitted - last.left, permitted, refused: within.filter(({errors}) => errors > 0).length};
  } finally {
    await server.stop();
  }
}

async function raise(home: string, env: Readonly<Record<string, string>>): Promise<void> {
  must(await soukJson(RAISE, {home, env}));
}

function must({code, document}: Awaited<ReturnType<typeof soukJson>>): void {
  if (code !== 0) throw new Error(JSON.stringify(document));
}

function secondsOf(instants: readonly number[]): number {
  return (Math.max(...instants) - Math.min(...instants)) / 1000;
}

async function figureOf(name: string, measure: (home: string) => Promise<Used>): Promise<Figure> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-pace-'));
  try {
    const {used, permitted, refused} = await measure(home);
    const share = used / permitted;
    const value = `${share.toFixed(3)} (${Math.round(used)} of ${Math.round(permitted)}; ${refused} refused)`;
    return {name, value, bar: `≥ ${LEAST}`, held: share >= LEAST};
  } finally {
    await rm(home, {recursive: true, force: true});
  }
}

const figures = [await figureOf(`Amazon, patches of ${rows} listings, used ÷ permitted`, amazon)];
const why = missing();
if (why === null) figures.push(await figureOf(`Shopify, points for ${rows} products, used ÷ permitted`, shopify));
else process.stdout.write(`Shopify is left out: ${why}\n`);
process.stdout.write(`${figuresTable(figures)}\n`);
process.exitCode = figures.every(({held}) => held) ? 0 : 1;
