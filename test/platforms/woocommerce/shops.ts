import {expect} from 'chai';
import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import {openHttp} from '../../../src/platforms/http-axios.js';
import {woocommerce} from '../../../src/platforms/woocommerce/index.js';
import type {Platform} from '../../../src/ports/platform.js';
import {loneLimiter} from '../../support/limiter.js';
import {served} from '../../support/served.js';
import type {ContractShop, FaultKind, MakeShop} from '../contract/shop.js';
import {calm, type Wish} from '../contract/steps.js';
import {clock} from '../practice/shops.js';
import type {Tally} from './server/contract.js';
import {KEY, SECRET} from './server/state.js';

/** A request as the server wrote it down. */
export interface Logged {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A shop on the test server, and what a test may do to it behind the connector's back. */
export interface WooShop extends ContractShop {
  readonly url: string;
  fault(kind: FaultKind | 'gateway' | 'strange-body', on: 'read' | 'write' | 'terms', times: number): Promise<void>;
  control<T = unknown>(path: string, body?: object): Promise<T>;
  /** Another connector to the same shop. */
  connect(settings?: Readonly<Record<string, string>>, secret?: string): Promise<Platform>;
  /** Requests since the server began, one by one. */
  log(): Promise<readonly Logged[]>;
}

/** A shop of its own; `counted`: what it is asked for is souk's, and must fit. */
export async function openWoo(
  terms: ShopTerms,
  settings: Readonly<Record<string, string>> = {cost: 'yes'},
  {counted = true}: {readonly counted?: boolean} = {},
): Promise<WooShop> {
  const {url, stop} = await startServer(terms);
  const http = await openHttp({baseUrl: url, timeoutMs: 5000});
  const connect = (own: Readonly<Record<string, string>> = {}, secret = `${KEY}:${SECRET}`) =>
    woocommerce.open({
      shop: {name: 'woo', terms, settings: {url, ...own}},
      clock,
      secrets: {
        get: async (name) => (name === 'shop.woo.key' ? secret : null),
        set: async () => undefined,
        remove: async () => undefined,
      },
      limiter: loneLimiter(),
      directory: '',
    });
  const control = async <T>(path: string, body: object = {}): Promise<T> =>
    (await http.send({method: 'POST', path: `/test/${path}`, body, repeatable: false}, calm)).body as T;
  const platform = await connect({timeout: '1500', ...settings});
  return {
    ...{url, platform, control, connect},
    log: () => control('log'),
    reprice: async (sku, price) => control('write', {sku, values: {regular_price: price, sale_price: ''}}),
    trade: async (skus) => control('trade', {skus}),
    // Of the requests of one push not the first may be the one that has prices to lie about.
    fault: async (kind, side, times) =>
      control('faults', {faults: [{kind, side, times: kind === 'lie' ? 10 * times : times}]}),
    close: async () => {
      await platform.close();
      if (counted) add(await control<Record<string, Tally>>('tallies'));
      http.close();
      await stop();
    },
  };
}

/** What the shops of this file were asked for, until they were closed. */
const SENT = new Map<string, Tally>();

function add(tallies: Readonly<Record<string, Tally>>): void {
  for (const [name, {fits, fitsNot}] of Object.entries(tallies)) {
    const all = SENT.get(name) ?? {fits: 0, fitsNot: []};
    SENT.set(name, {fits: all.fits + fits, fitsNot: [...all.fitsNot, ...fitsNot]});
  }
}

/** The last test of a file: all that was sent is what WooCommerce says it takes; prints how often each operation was found to. */
export function fitsAll(sent: readonly string[]): void {
  describe('requests to WooCommerce', () => {
    it('hold nothing that its own schema does not', () => {
      const rows = [...SENT].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [name, {fits}] of rows) process.stdout.write(`      ${name.padEnd(20)} ${fits} validated\n`);
      expect(rows.flatMap(([name, {fitsNot}]) => fitsNot.map((why) => `${name}: ${why}`))).to.deep.equal([]);
      expect(rows.map(([name]) => name)).to.include.members([...sent]);
    });
  });
}

/** A GTIN is unique in WooCommerce: every SKU gets one of its own. A compare-at price is above every price, or it is none. */
function shaped({listing, offers}: Wish): Wish {
  return {
    listing,
    offers: offers.map((each) => ({
      ...each,
      gtin: each.gtin === null ? null : gtinOf(each.sku ?? ''),
      compareAt: each.compareAt === 1999 ? 5999 : each.compareAt,
    })),
  };
}

export function gtinOf(sku: string): string {
  return String([...sku].reduce((sum, mark) => (sum * 37 + mark.charCodeAt(0)) % 10 ** 11, 7)).padStart(13, '4');
}

/** Products with variations. */
export const withVariations: MakeShop = {open: openWoo, shape: shaped};

/** Products that are sold as they are. */
export const asTheyAre: MakeShop = {
  open: openWoo,
  shape: (wish) => {
    const {listing, offers} = shaped(wish);
    return {listing, offers: offers.map((each) => ({...each, options: []}))};
  },
};

export async function startServer({
  currency,
  pricesIncludeTax,
}: ShopTerms): Promise<{url: string; stop(): Promise<void>}> {
  return await served(new URL('server/main.js', import.meta.url), [currency, pricesIncludeTax ? 'yes' : 'no']);
}
