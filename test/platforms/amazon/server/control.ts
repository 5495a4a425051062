import type {Desk} from './desk.js';
import {trade} from './orders.js';
import {SHOPPER} from './shopper.js';
import {nowOf, STORE, type State} from './state.js';

/** What the test wants the shop to hold of one SKU. */
export interface Filled {
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly price: string;
  readonly currency: string;
  readonly stock: number | null;
  /** Attributes beside those, or in their place. */
  readonly more?: Readonly<Record<string, readonly Record<string, unknown>[]>>;
}

type Orders = Readonly<Record<string, (desk: Desk, given: never) => unknown>>;

/** What tests do behind the connector's back. */
export const CONTROL: Orders = {
  fill: ({state}, given: {readonly items: readonly Filled[]; readonly sameInstant?: boolean}) => {
    state.listings.clear();
    const begin = nowOf(state) - 30 * 86_400_000;
    for (const [i, item] of given.items.entries()) fill(state, item, given.sameInstant ? begin : begin + 1000 * i);
  },
  reprice: ({state}, {sku, price}: {readonly sku: string; readonly price: string}) => {
    const kept = state.listings.get(sku);
    const [offer] = kept?.attributes['purchasable_offer'] ?? [];
    if (kept === undefined || offer === undefined) throw new Error(`no ${sku}`);
    kept.attributes['purchasable_offer'] = [{...offer, our_price: [{schedule: [{value_with_tax: Number(price)}]}]}];
  },
  trade: ({state}, {skus}: {readonly skus: readonly string[]}) => trade(state, skus),
  fault: ({faults}, {kind, side, times}: {readonly kind: string; readonly side: string; readonly times: number}) => {
    faults.splice(0, faults.length, ...Array.from({length: times}, () => ({kind, side})));
  },
  lag: ({state}, {ms}: {readonly ms: number}) => {
    state.lagMs = ms;
  },
  forget: ({tokens}) => tokens.clear(),
  role: (desk, {lacks}: {readonly lacks: string}) => {
    desk.lacks = lacks;
  },
  look: ({state}, {sku}: {readonly sku: string}) => state.listings.get(sku)?.attributes ?? null,
  log: ({log}) => log,
  ...SHOPPER,
};

function fill(state: State, item: Filled, at: number): void {
  const {sku, title, description, price, currency, stock, more} = item;
  const text = (value: string) => (value === '' ? [] : [{value, language_tag: 'en_US', marketplace_id: STORE}]);
  const offer = {
    marketplace_id: STORE,
    currency,
    audience: 'ALL',
    our_price: [{schedule: [{value_with_tax: Number(price)}]}],
  };
  const shelf = {fulfillment_channel_code: 'DEFAULT', quantity: stock ?? 0, lead_time_to_ship_max_days: 3};
  state.listings.set(sku, {
    sku,
    productType: 'LUGGAGE',
    createdDate: new Date(at).toISOString(),
    coming: null,
    // What shoppers are shown comes much later than any test waits: the price of long ago stands there.
    shown: {price: {currencyCode: currency, amount: '1'}},
    attributes: {
      item_name: text(title),
      product_description: text(description),
      purchasable_offer: [offer],
      fulfillment_availability: stock === null ? [] : [shelf],
      ...more,
    },
  });
}
