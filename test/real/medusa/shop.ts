import type {PriceRow, TrueShop} from '../lab.js';
import {type Api, type Keys, openApi} from './api.js';
import {cents, type Variant, variantOf, variantsOf, withPrice} from './goods.js';
import {cartTotal, placeOrder, refund} from './shopper.js';

/** Rows of one write of the bare loop: what the server does quickest. */
const BARE_ROWS = 200;
/** Ids of one question: they travel in the address. */
const ASK_ROWS = 100;
/** Without a price's rules nobody knows whether it is for a region or a number of pieces. */
const BARE_FIELDS = [
  'id,sku,product_id,metadata',
  ...['id', 'amount', 'currency_code', 'min_quantity', 'max_quantity', 'price_rules.attribute', 'price_rules.value'],
].join(',prices.');
const CURRENCY = 'EUR';
const CODE = 'eur';

/** The lab's shop in euro, prices with tax in them, dollars beside. */
export async function openShop(address: string, keys: Keys): Promise<TrueShop> {
  const api = openApi(address, keys);
  const terms = ['--currency', CURRENCY, '--time-zone', 'UTC', '--prices-include-tax', 'yes', '--tax-rate', '0.19'];
  return {
    currency: CURRENCY,
    secrets: {SOUK_SECRET_SHOP_MAIN_KEY: keys.secret},
    addArgs: (url) => ['--platform', 'medusa', ...terms, '--set', `url=${url}`],
    skus: async () => (await variantsOf(api)).map(({sku}) => sku),
    prices: () => pricesOf(api),
    editPrice: async (sku, price) => {
      const {id, product_id, prices} = await variantOf(api, sku);
      await api.admin(`/products/${product_id}/variants/${id}`, {prices: withPrice(prices, CODE, price)});
    },
    cartTotal: (sku, quantity) => cartTotal(api, sku, quantity),
    placeOrder: (lines) => placeOrder(api, lines),
    refund: (order, amount) => refund(api, order, amount),
    bareWrite: async (through, rows) => {
      const ids = new Map((await variantsOf(api)).map(({sku, id}) => [sku, id]));
      await bareWrite(openApi(through, keys), rows, ids);
    },
  };
}

async function pricesOf(api: Api): Promise<ReadonlyMap<string, number | null>> {
  const found = new Map<string, number | null>();
  for (const {sku, prices} of await variantsOf(api)) {
    if (found.has(sku)) throw new Error(`${sku} is there twice`);
    const own = prices.find(({currency_code}) => currency_code === CODE);
    found.set(sku, own === undefined ? null : cents(own.amount));
  }
  return found;
}

/**
 * The same calls as souk's: the lists of prices are read and written, for the server replaces a list by what it is given.
 * Nobody who keeps the prices for other currencies, regions and quantities can do with less.
 */
async function bareWrite(api: Api, rows: readonly PriceRow[], ids: ReadonlyMap<string, string>): Promise<void> {
  for (let at = 0; at < rows.length; at += BARE_ROWS) {
    const part = rows.slice(at, at + BARE_ROWS);
    const held = new Map<string, Variant>();
    for (let from = 0; from < part.length; from += ASK_ROWS) {
      const asked = part.slice(from, from + ASK_ROWS).map(({sku}) => `id[]=${ids.get(sku)}`);
      const {variants} = await api.admin<{variants: Variant[]}>(
        `/product-variants?limit=${ASK_ROWS}&fields=${BARE_FIELDS}&${asked.join('&')}`,
      );
      for (const each of variants) held.set(each.sku, each);
    }
    const update = part.map(({sku, price}) => ({
      id: ids.get(sku),
      prices: withPrice(held.get(sku)?.prices ?? [], CODE, price),
    }));
    await api.admin('/products/any/variants/batch?fields=id', {update});
  }
}
