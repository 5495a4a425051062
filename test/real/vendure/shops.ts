import {setTimeout} from 'node:timers/promises';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {exponentOf, parseAmount} from '../../../src/domain/money.js';
import {vendure} from '../../../src/platforms/vendure/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import type {Platform} from '../../../src/ports/platform.js';
import type {ContractShop} from '../../platforms/contract.js';
import {loneLimiter} from '../../support/limiter.js';
import {type Api, openApi} from './api.js';
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
  const known = servers.get(precision);
  if (known !== undefined) return known;
  const started = precision === 2 && url !== undefined ? Promise.resolve({url, pid: null}) : bootVendure(precision);
  servers.set(precision, started);
  return started;
}

/** Ends the servers that were started for the tests. */
export async function endServers(): Promise<void> {
  for (const {pid} of await Promise.all(servers.values())) if (pid !== null) await stopVendure(pid);
}

/** A shop under test, and its desk. */
export interface Opened extends ContractShop {
  readonly api: Api;
  readonly token: string;
}

/** A key of the first administrator's role: it opens the channel in which it is made. */
async function newKey({admin}: Api): Promise<string> {
  const {roles} = await admin<{roles: {items: {id: string; code: string}[]}}>('{ roles { items { id code } } }');
  const roleIds = roles.items.filter(({code}) => code === '__super_admin_role__').map(({id}) => id);
  const {createApiKey} = await admin<{createApiKey: {apiKey: string}}>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { apiKey } }',
    {input: {roleIds, translations: [{languageCode: 'en', name: 'test'}]}},
  );
  return createApiKey.apiKey;
}

/** souk's door to a channel: signed in to by password or by key. */
export async function openPlatform(
  terms: ShopTerms,
  channel: string,
  by: 'password' | 'key',
  user = 'superadmin',
): Promise<Platform> {
  const {url} = await serverFor(terms.currency);
  const secret = by === 'key' ? await newKey(await openApi(url, channel)) : 'superadmin';
  const secrets = {get: async () => secret, set: async () => undefined, remove: async () => undefined};
  const settings = {url, channel, user: by === 'key' ? '' : user};
  return await vendure.open({
    shop: {name: 'lab', terms, settings},
    clock,
    secrets,
    limiter: loneLimiter(),
    directory: '',
  });
}

/** A channel of its own on the running server. */
export async function openShop(terms: ShopTerms, by: 'password' | 'key'): Promise<Opened> {
  const {url} = await serverFor(terms.currency);
  const {currency, pricesIncludeTax} = terms;
  const others = ['EUR', 'USD'].filter((other) => other !== currency);
  const {token, api} = await newChannel(url, {currency, others, pricesIncludeTax});
  const platform = await openPlatform(terms, token, by);
  return {
    platform,
    api,
    token,
    reprice: async (sku, price) => {
      const amount = parseAmount(price, currency) ?? 0;
      await api.admin(WRITE_PRICES, {input: [priceInput((await variantOf(api, sku)).id, currency, {price: amount})]});
    },
    trade: async (skus) => {
      const lines = skus.map((sku, i) => ({sku, quantity: i + 1}));
      await placeOrder(api, lines, pricesIncludeTax);
    },
    close: () => platform.close(),
  };
}
