import type {ShopTerms} from '../../domain/catalog/types.js';
import {LISTING_FIELDS, OFFER_FIELDS} from '../../domain/change/fields.js';
import type {Target} from '../../domain/change/types.js';
import {message} from '../../domain/errors.js';
import type {Capabilities, CheckResult, LiveState, Platform, RemoteListing, Simulation} from '../../ports/platform.js';
import {tell} from '../answers.js';
import type {Http} from '../http.js';
import {pullPages} from './pull.js';
import {pushBatch} from './push.js';
import {DESCRIPTION_LENGTH, OPTIONS_PER_PRODUCT, TITLE_LENGTH, VARIANTS_PER_PRODUCT} from './store/fields.js';
import {remoteListing} from './translate.js';
import {BATCH_BYTES, BATCH_ROWS, type WireProduct, type WireShop} from './wire.js';

const CAPABILITIES: Omit<Capabilities, 'batch'> = {
  atomicity: 'row',
  archive: 'delete',
  nativePromotions: [],
  compareAndSet: false,
  fields: {listing: LISTING_FIELDS, offer: OFFER_FIELDS, stock: true},
  limits: {
    variantsPerProduct: VARIANTS_PER_PRODUCT,
    optionsPerProduct: OPTIONS_PER_PRODUCT,
    titleLength: TITLE_LENGTH,
    descriptionLength: DESCRIPTION_LENGTH,
  },
  pulls: ['listings', 'costs', 'supply', 'rivals', 'orders'],
  settleMs: 0,
  simulatedTime: true,
};

/** What the connector speaks through, and for whom. */
export interface Connection {
  readonly http: Http;
  readonly shop: {readonly name: string; readonly terms: ShopTerms};
  /** Most changes of one request; the shop itself takes no more than `BATCH_ROWS`. */
  readonly rows: number;
  readonly simulation: Simulation;
  close(): void;
}

/** The practice shop as souk sees every shop. */
export function connectorOf(connection: Connection): Platform {
  const {http, shop, rows, simulation} = connection;
  const {currency} = shop.terms;
  return {
    capabilities: {...CAPABILITIES, batch: {rows, bytes: BATCH_BYTES}},
    check: (signal) => check(connection, signal),
    pull: (kind, cursor, signal) => pullPages({http, shop: shop.name, currency}, kind, cursor, signal),
    read: (targets, signal) => read(connection, targets, signal),
    push: (changes, signal) => pushBatch({http, shop: shop.name}, changes, signal),
    close: async () => connection.close(),
    simulation,
  };
}

async function check({http, shop}: Connection, signal: AbortSignal): Promise<CheckResult> {
  const request = {method: 'GET' as const, path: '/shop', repeatable: true};
  const there = await tell<WireShop>({http, shop: shop.name}, request, 'currency', signal);
  const {currency, zone, pricesIncludeTax} = shop.terms;
  const findings = [
    {
      ok: there.currency === currency,
      message: message('PRACTICE_TERM', {term: 'currency', here: currency, there: there.currency}),
    },
    {ok: there.zone === zone, message: message('PRACTICE_TERM', {term: 'zone', here: zone, there: there.zone})},
    {
      ok: there.prices_include_tax === pricesIncludeTax,
      message: message('PRACTICE_TERM', {
        term: 'prices-include-tax',
        here: yesNo(pricesIncludeTax),
        there: yesNo(there.prices_include_tax),
      }),
    },
  ];
  return {ok: findings.every(({ok}) => ok), findings};
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

async function read({http, shop}: Connection, targets: readonly Target[], signal: AbortSignal): Promise<LiveState[]> {
  signal.throwIfAborted();
  const states: LiveState[] = [];
  for (let at = 0; at < targets.length; at += BATCH_ROWS) {
    const asked = targets.slice(at, at + BATCH_ROWS);
    const body = {targets: asked.map(({kind, key}) => ({kind, key}))};
    const request = {method: 'POST' as const, path: '/lookup', body, repeatable: true};
    const {found, products} = await tell<Looked>({http, shop: shop.name}, request, 'products', signal);
    const listings = new Map(products.map((each) => [each.id, remoteListing(each, shop.terms.currency)]));
    states.push(...asked.map((target, i) => stateOf(target, found[i], listings)));
  }
  return states;
}

interface Looked {
  readonly found: readonly {readonly product: string | null; readonly variant: string | null}[];
  readonly products: readonly WireProduct[];
}

function stateOf(
  target: Target,
  found: Looked['found'][number] | undefined,
  listings: ReadonlyMap<string, RemoteListing>,
): LiveState {
  const listing = listings.get(found?.product ?? '') ?? null;
  const offer = listing?.offers.find(({remoteId}) => remoteId === found?.variant) ?? null;
  return {target, listing, offer};
}
