import type {TrueShop} from '../lab.js';
import {type Api, openApi} from './api.js';
import {newChannel} from './channel.js';
import {priceInput, variantOf, variantsOf, WRITE_PRICES} from './goods.js';
import {cartTotal, placeOrder, refund} from './shopper.js';

/** Rows of one call of the bare loop: what the server does quickest and its body limit (100 kB) lets through. */
const BARE_ROWS = 100;
const CURRENCY = 'EUR';

/** A shop of its own on the server: a channel in euro with dollars beside, prices with tax in them. */
export async function openShop(address: string): Promise<TrueShop> {
  const {token, api} = await newChannel(address, {currency: CURRENCY, others: ['USD'], pricesIncludeTax: true});
  const terms = ['--currency', CURRENCY, '--time-zone', 'UTC', '--prices-include-tax', 'yes', '--tax-rate', '0.19'];
  return {
    currency: CURRENCY,
    secrets: {SOUK_SECRET_SHOP_MAIN_PASSWORD: 'superadmin'},
    addArgs: (url) => [
      ...['--platform', 'vendure', ...terms],
      ...[`url=${url}`, 'user=superadmin', `channel=${token}`].flatMap((setting) => ['--set', setting]),
    ],
    skus: async () => (await variantsOf(api)).map(({sku}) => sku),
    prices: () => pricesOf(api),
    editPrice: async (sku, price) => {
      await api.admin(WRITE_PRICES, {input: [priceInput((await variantOf(api, sku)).id, CURRENCY, {price})]});
    },
    cartTotal: (sku, quantity) => cartTotal(api, sku, quantity, true),
    placeOrder: (lines) => placeOrder(api, lines, true),
    refund: (order, amount) => refund(api, order, amount),
    bareWrite: async (through, rows) => {
      const ids = new Map((await variantsOf(api)).map(({sku, id}) => [sku, id]));
      const bare = await openApi(through, token);
      for (let at = 0; at < rows.length; at += BARE_ROWS) {
        const input = rows.slice(at, at + BARE_ROWS).map((row) => priceInput(ids.get(row.sku) ?? '', CURRENCY, row));
        await bare.admin(WRITE_PRICES, {input});
      }
    },
  };
}

async function pricesOf(api: Api): Promise<ReadonlyMap<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const {sku, prices} of await variantsOf(api)) {
    if (found.has(sku)) throw new Error(`${sku} is there twice`);
    found.set(sku, prices.find(({currencyCode}) => currencyCode === CURRENCY)?.price ?? null);
  }
  return found;
}
