import type {Desk} from './desk.js';
import {trade} from './orders.js';
import type {RivalOffer} from './rivals.js';
import {SHOPPER} from './shopper.js';
import {type FeedFate, nowOf, STORE, type State} from './state.js';

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

interface Fault {
  readonly kind: string;
  readonly side: string;
  readonly times: number;
  readonly after?: number;
}

interface RivalsGiven {
  readonly offers: Readonly<Record<string, readonly RivalOffer[]>>;
  readonly fails?: Readonly<Record<string, number>>;
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
  automate: ({state}, {sku}: {readonly sku: string}) => {
    const kept = state.listings.get(sku);
    const [offer] = kept?.attributes['purchasable_offer'] ?? [];
    if (kept === undefined || offer === undefined) throw new Error(`no ${sku}`);
    kept.attributes['purchasable_offer'] = [
      {...offer, automated_pricing_merchandising_rule_plan: [{merchandising_rule: [{rule_id: 'r'}]}]},
    ];
  },
  trade: ({state}, {skus}: {readonly skus: readonly string[]}) => trade(state, skus),
  /** `after`: so many requests of that side pass before it. */
  fault: ({faults}, {kind, side, times, after = 0}: Fault) => {
    const passing = Array.from({length: after}, () => ({kind: '', side}));
    faults.splice(0, faults.length, ...passing, ...Array.from({length: times}, () => ({kind, side})));
  },
  lag: ({state}, {ms}: {readonly ms: number}) => {
    state.lagMs = ms;
  },
  feed: ({state}, {ms, fate}: {readonly ms?: number; readonly fate?: FeedFate}) => {
    state.feedMs = ms ?? state.feedMs;
    state.feedFate = fate ?? '';
  },
  /** Feeds that were taken so far: how each stands, and how many messages it has. */
  feeds: ({state}) =>
    state.feeds.map(({feedId, processingStatus, document}) => ({
      ...{feedId, processingStatus},
      messages:
        (JSON.parse(state.documents.get(document)?.text ?? '{}') as {messages?: object[]}).messages?.length ?? 0,
    })),
  rivals: ({state}, {offers, fails = {}}: RivalsGiven) => {
    for (const [sku, all] of Object.entries(offers)) state.rivals.set(sku, all);
    for (const [sku, times] of Object.entries(fails)) state.offersFail.set(sku, times);
  },
  forget: ({tokens}) => tokens.clear(),
  alone: (desk) => {
    desk.alone = true;
  },
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
