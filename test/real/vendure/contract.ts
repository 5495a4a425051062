import {setTimeout} from 'node:timers/promises';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {exponentOf, parseAmount} from '../../../src/domain/money.js';
import {vendure} from '../../../src/platforms/vendure/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import {contractSuite, type MakeShop} from '../../platforms/contract.js';
import {loneLimiter} from '../../support/limiter.js';
import {newChannel} from './channel.js';
import {priceInput, variantOf, WRITE_PRICES} from './goods.js';
import {bootVendure, stopVendure} from './lab.js';
import {placeOrder} from './shopper.js';

const clock: Clock = {
  business: () => Date.now(),
  real: () => Date.now(),
  moved: false,
  sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : {signal}),
};

/** A server whose money has enough digits for the currency: dinars want one of three. */
const servers = new Map<number, Promise<{readonly url: string; readonly pid: number | null}>>();

function serverFor(currency: string): Promise<{readonly url: string}> {
  const precision = Math.max(2, exponentOf(currency));
  const url = process.env['LAB_VENDURE_URL'];
  const started = precision === 2 && url !== undefined ? Promise.resolve({url, pid: null}) : bootVendure(precision);
  const server = servers.get(precision) ?? started;
  servers.set(precision, server);
  return server;
}

after(async () => {
  for (const {pid} of await Promise.all(servers.values())) if (pid !== null) await stopVendure(pid);
});

/** Shops on a running server: each a channel of its own, signed in to by password. */
const byPassword: MakeShop = {
  open: async (terms: ShopTerms) => {
    const {url} = await serverFor(terms.currency);
    const {currency, pricesIncludeTax} = terms;
    const others = currency === 'EUR' ? [] : ['EUR'];
    const {token, api} = await newChannel(url, {currency, others, pricesIncludeTax});
    const secrets = {get: async () => 'superadmin', set: async () => undefined, remove: async () => undefined};
    const settings = {url, user: 'superadmin', channel: token};
    const platform = await vendure.open({
      shop: {name: 'lab', terms, settings},
      clock,
      secrets,
      limiter: loneLimiter(),
      directory: '',
    });
    return {
      platform,
      reprice: async (sku, price) => {
        const amount = parseAmount(price, currency) ?? 0;
        await api.admin(WRITE_PRICES, {input: [priceInput((await variantOf(api, sku)).id, currency, {price: amount})]});
      },
      trade: async (skus) => {
        await placeOrder(
          api,
          skus.map((sku, i) => ({sku, quantity: i + 1})),
          pricesIncludeTax,
        );
      },
      close: () => platform.close(),
    };
  },
};

contractSuite('vendure, by password', byPassword, {orders: true, faults: false});
