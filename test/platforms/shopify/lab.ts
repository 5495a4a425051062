import type {PlacedOrder} from '../../real/lab.js';
import {madeUp, type TestLab, type TestShop} from '../job/lab.js';
import type {Taken} from '../job/taken.js';
import type {State} from './goods.js';
import type {Cart} from './server/shopper.js';
import {type Server, startServer} from './shops.js';

const CURRENCY = 'EUR';
const TERMS = {currency: CURRENCY, zone: 'UTC', pricesIncludeTax: true, taxRate: '0.19'} as const;
/** Codes for variants that have none, and rows that nobody could bring in left out. */
const CODES = ['--make-sku', '{handle}-{options}', '--on-error', 'skip-rows'];

/** Shopify's test server. Every shop is one of its own. */
export const shopifyLab: TestLab = {
  name: 'shopify',
  without: {},
  files: [
    {name: 'shopify/pt-br-jerseys-markets-metafields.csv', instead: () => madeUp(150), flags: CODES},
    {name: 'shopify/en-jewellery-image-rows.csv', instead: () => madeUp(210), flags: CODES},
  ],
  boot: async () => {
    const server = await startServer();
    return {
      address: server.url,
      isWrite: ({body}) => /"query":"\s*mutation/u.test(body),
      empty: () => openShop(server),
      misfits: async () => {
        const tally = await server.tell<Record<string, {fits: number; fitsNot: number}>>('tally');
        return Object.entries(tally).flatMap(([name, {fitsNot}]) => (fitsNot > 0 ? [`${fitsNot} × ${name}`] : []));
      },
      stop: () => server.stop(),
    };
  },
};

async function openShop({tell}: Server): Promise<TestShop> {
  const {shop, token} = await tell<{shop: number; token: string}>('open', {terms: TERMS});
  const products = async () => (await tell<State>('state', {shop})).products;
  const variants = async () => (await products()).flatMap((each) => each.variants);
  const terms = ['--currency', CURRENCY, '--time-zone', 'UTC', '--prices-include-tax', 'yes', '--tax-rate', '0.19'];
  return {
    currency: CURRENCY,
    secrets: {SOUK_SECRET_SHOP_MAIN_TOKEN: token},
    addArgs: (url) => ['--platform', 'shopify', ...terms, '--set', `url=${url}`],
    skus: async () => (await variants()).map(({sku}) => sku),
    prices: async () => new Map((await variants()).map(({sku, price}) => [sku, Math.round(Number(price) * 100)])),
    products: async () => (await products()).map(({handle}) => handle),
    taken: () => tell<readonly Taken[]>('taken', {shop}),
    editPrice: async (sku, price) => {
      await tell('reprice', {shop, sku, price: (price / 100).toFixed(2)});
    },
    cartTotal: async (sku, quantity) => (await tell<Cart>('cart', {shop, lines: [{sku, quantity}]})).goods,
    placeOrder: (lines) => tell<PlacedOrder>('buy', {shop, lines}),
    refund: async (order, amount) => {
      await tell('give-back', {shop, order, amount});
    },
  };
}
