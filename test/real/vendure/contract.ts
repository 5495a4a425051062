import {setTimeout} from 'node:timers/promises';
import {expect} from 'chai';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {exponentOf, parseAmount} from '../../../src/domain/money.js';
import {vendure} from '../../../src/platforms/vendure/index.js';
import type {Clock} from '../../../src/ports/clock.js';
import type {Platform} from '../../../src/ports/platform.js';
import {withShop} from '../../platforms/contract/shop.js';
import {
  calm,
  change,
  createsOf,
  offer,
  offerTarget,
  pullAll,
  push,
  pushAll,
  wish,
} from '../../platforms/contract/steps.js';
import {type ContractShop, contractSuite, type MakeShop} from '../../platforms/contract.js';
import {loneLimiter} from '../../support/limiter.js';
import type {Api} from './api.js';
import {newChannel} from './channel.js';
import {priceInput, variantOf, variantsOf, WRITE_PRICES} from './goods.js';
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

/** A shop under test, and its desk. */
interface Opened extends ContractShop {
  readonly api: Api;
  readonly token: string;
}

/** souk's door to a channel: signed in to by password or by key. */
async function openPlatform(terms: ShopTerms, channel: string, by: 'password' | 'key'): Promise<Platform> {
  const {url} = await serverFor(terms.currency);
  const secret = by === 'key' ? (process.env['LAB_VENDURE_KEY'] ?? '') : 'superadmin';
  const secrets = {get: async () => secret, set: async () => undefined, remove: async () => undefined};
  const settings = {url, channel, user: by === 'key' ? '' : 'superadmin'};
  return await vendure.open({
    shop: {name: 'lab', terms, settings},
    clock,
    secrets,
    limiter: loneLimiter(),
    directory: '',
  });
}

/** A channel of its own on the running server. */
async function openShop(terms: ShopTerms, by: 'password' | 'key'): Promise<Opened> {
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

const byPassword: MakeShop = {open: (terms) => openShop(terms, 'password')};

contractSuite('vendure, by password', byPassword, {orders: true, faults: false});

describe('vendure beside the contract', () => {
  const euro: ShopTerms = {currency: 'EUR', zone: 'UTC', pricesIncludeTax: true, taxRate: '0.19'};

  it('works with an API key just the same', () =>
    withShop({open: (terms) => openShop(terms, 'key')}, euro, async ({platform}) => {
      expect((await platform.check(calm)).ok).to.equal(true);
      await pushAll(platform, createsOf(platform.capabilities, [wish('K1', 'EUR'), wish('K2', 'EUR')]));
      const target = offerTarget('k1', offer('K1'));
      await pushAll(platform, [change(1, target, 'update', {price: '9.99'})]);
      expect((await pullAll(platform, 'listings')).records).to.have.length(2);
      expect((await platform.read([target], calm))[0]?.offer?.price).to.equal(999);
    }));

  it('never loses the price of another currency, and sells in one that is not the first of its channel', () =>
    withShop({open: (terms) => openShop(terms, 'password')}, euro, async (shop) => {
      const {platform, api, token} = shop as Opened;
      await pushAll(platform, createsOf(platform.capabilities, [wish('C1', 'EUR')]));
      const dollars = await openPlatform({...euro, currency: 'USD'}, token, 'password');
      const target = offerTarget('c1', offer('C1'));
      await pushAll(dollars, [change(1, target, 'update', {price: '15.00'})]);
      await pushAll(platform, [change(1, target, 'update', {price: '11.11'})]);
      expect((await dollars.read([target], calm))[0]?.offer?.price).to.equal(1500);
      expect((await platform.read([target], calm))[0]?.offer?.price).to.equal(1111);
      const fresh = await push(dollars, createsOf(dollars.capabilities, [wish('C2', 'USD')]));
      expect(fresh.get(2)).to.include({state: 'rejected', code: 'CURRENCY_NOT_DEFAULT'});
      expect((await variantsOf(api)).map(({sku}) => sku)).to.deep.equal(['C1']);
      await dollars.close();
    }));

  it('says what is not as the shop was connected', () =>
    withShop({open: (terms) => openShop(terms, 'password')}, euro, async (shop) => {
      const odd = await openPlatform(
        {...euro, currency: 'GBP', pricesIncludeTax: false},
        (shop as Opened).token,
        'password',
      );
      const {ok, findings} = await odd.check(calm);
      expect(ok).to.equal(false);
      const wrong = findings.filter((each) => !each.ok).map(({message}) => message.code);
      expect(wrong).to.deep.equal(['VENDURE_CURRENCY', 'VENDURE_TAX']);
      await odd.close();
    }));
});
