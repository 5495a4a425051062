import type {PlacedOrder} from '../../real/lab.js';
import {madeUp, type TestLab, type TestShop} from '../job/lab.js';
import type {Taken} from '../job/taken.js';
import type {Tally} from './server/contract.js';
import type {Cart} from './server/shopper.js';
import {KEY, SECRET, type Thing} from './server/state.js';
import {startServer} from './shops.js';

const CURRENCY = 'EUR';
/** Few rows of a request, so that there is something to kill in between. */
const ROWS = 6;
/** Rows that nobody could bring in are left out. */
const READ = ['--make-sku', '{handle}-{options}', '--on-error', 'skip-rows'];

/** WooCommerce's test server, over what it takes for https. There is one shop: opening another takes everything away. */
export const wooLab: TestLab = {
  name: 'woocommerce',
  gtinsUnique: true,
  without: {},
  files: [
    {name: 'woocommerce/es-lukstore-34col.csv', instead: () => madeUp(50), flags: READ},
    {name: 'woocommerce/sample_products.csv', instead: () => madeUp(70), flags: READ},
  ],
  boot: async () => {
    const {url, stop} = await startServer({currency: CURRENCY, zone: 'UTC', pricesIncludeTax: true, taxRate: '0.19'});
    return {
      address: url,
      isWrite: ({method}) => method !== 'GET',
      empty: () => openShop(url),
      misfits: async () => {
        const tallies = await askOf(url)<Record<string, Tally>>('tallies');
        return Object.entries(tallies).flatMap(([name, {fitsNot}]) => fitsNot.map((why) => `${name}: ${why}`));
      },
      stop,
    };
  },
};

/** The server's control door. */
function askOf(address: string): <T>(path: string, body?: object) => Promise<T> {
  return async <T>(path: string, body: object = {}): Promise<T> => {
    const answer = await fetch(`${address}/test/${path}`, {method: 'POST', body: JSON.stringify(body)});
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as T;
  };
}

async function openShop(address: string): Promise<TestShop> {
  const ask = askOf(address);
  await ask('empty');
  await ask('set', {ssl: true});
  const all = async () => (await ask<{things: readonly Thing[]}>('state')).things;
  const variants = async () => (await all()).filter(({type}) => type !== 'variable');
  const terms = ['--currency', CURRENCY, '--time-zone', 'UTC', '--prices-include-tax', 'yes', '--tax-rate', '0.19'];
  return {
    currency: CURRENCY,
    secrets: {SOUK_SECRET_SHOP_MAIN_KEY: `${KEY}:${SECRET}`},
    addArgs: (url) => [
      ...['--platform', 'woocommerce', ...terms],
      ...[`url=${url}`, 'auth=basic', `batch=${ROWS}`].flatMap((setting) => ['--set', setting]),
    ],
    skus: async () => (await variants()).map(({sku}) => sku),
    prices: async () =>
      new Map((await variants()).map(({sku, price}) => [sku, price === '' ? null : Math.round(Number(price) * 100)])),
    products: async () => (await all()).filter(({parent}) => parent === 0).map(({name}) => name),
    taken: () => ask<readonly Taken[]>('taken'),
    editPrice: async (sku, price) => {
      await ask('write', {sku, values: {regular_price: (price / 100).toFixed(2), sale_price: ''}});
    },
    cartTotal: async (sku, quantity) => (await ask<Cart>('cart', {lines: [{sku, quantity}]})).goods,
    placeOrder: (lines) => ask<PlacedOrder>('buy', {lines}),
    refund: async (order, amount) => {
      await ask('give-back', {order, amount});
    },
  };
}
