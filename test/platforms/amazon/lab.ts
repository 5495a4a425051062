import {existsSync} from 'node:fs';
import type {PlacedOrder} from '../../real/lab.js';
import {madeUp, type TestLab, type TestShop} from '../job/lab.js';
import type {Taken} from '../job/taken.js';
import type {Logged} from './server/desk.js';
import {KEYS} from './server/token.js';
import {MODELS, type Server, startServer} from './shops.js';

const CURRENCY = 'USD';
/** An account with so many times the published pace: the job is not about waiting. */
const TOLD = 20;

/** Amazon's test server. There is one seller: opening another shop takes everything away. */
export const amazonLab: TestLab = {
  name: 'amazon',
  without: {
    creates: 'souk makes no listing at Amazon: a seller made them, and the file changes them',
    cart: 'Amazon shows no seller a cart: the price that is set is looked at in its place',
    refund: 'the Orders API tells of no refund',
  },
  files: [
    {
      name: 'woocommerce/es-lukstore-34col.csv',
      instead: () => madeUp(50),
      flags: ['--mode', 'update', '--on-error', 'skip-rows'],
    },
  ],
  boot: async () => {
    const server = await startServer(MODELS, TOLD);
    return {
      address: server.url,
      isWrite: ({method, path}) => method !== 'GET' && !path.startsWith('/auth/'),
      empty: () => openShop(server),
      ...(existsSync(MODELS) ? {misfits: () => misfitsOf(server)} : {}),
      stop: () => server.stop(),
    };
  },
};

async function misfitsOf({order}: Server): Promise<readonly string[]> {
  const log = await order<readonly Logged[]>('log');
  return log.flatMap(({url, problems, answerProblems}) =>
    [...problems, ...answerProblems].map((problem) => `${url}: ${problem}`),
  );
}

async function openShop({order}: Server): Promise<TestShop> {
  await order('empty');
  const shelf = () => order<readonly (readonly [sku: string, price: string])[]>('shelf');
  const sets = (url: string) => ({
    ...{url, login: `${url}/auth/o2/token`, marketplace: 'US', seller: 'S1', client: KEYS.client},
  });
  return {
    currency: CURRENCY,
    secrets: {SOUK_SECRET_SHOP_MAIN_KEY: `${KEYS.secret}:${KEYS.refresh}`},
    addArgs: (url) => [
      ...['--platform', 'amazon', '--currency', CURRENCY, '--time-zone', 'UTC', '--prices-include-tax', 'no'],
      ...Object.entries(sets(url)).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
    ],
    skus: async () => (await shelf()).map(([sku]) => sku),
    prices: async () =>
      new Map((await shelf()).map(([sku, price]) => [sku, price === '' ? null : Math.round(Number(price) * 100)])),
    products: async () => (await shelf()).map(([sku]) => sku),
    taken: () => order<readonly Taken[]>('taken'),
    fill: async (goods) => {
      const items = goods.map(({price, ...good}) => ({
        ...{...good, price: (price / 100).toFixed(2), currency: CURRENCY, stock: 5},
      }));
      await order('fill', {items});
    },
    editPrice: async (sku, price) => {
      await order('reprice', {sku, price: (price / 100).toFixed(2)});
    },
    placeOrder: (lines) => order<PlacedOrder>('buy', {lines}),
  };
}
