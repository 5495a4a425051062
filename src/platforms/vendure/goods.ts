import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {fromRemote} from './amount.js';
import type {Desk} from './desk.js';

/** A product and its variants, as they are asked for. */
export const PRODUCT = `fragment Goods on Product {
  id slug name description enabled
  variants {
    id sku enabled
    prices { currencyCode price }
    stockLevels { stockLocationId stockOnHand }
    options { name group { id name } }
  }
}`;

export interface WireProduct {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly variants: readonly WireVariant[];
}

export interface WireVariant {
  readonly id: string;
  readonly sku: string;
  readonly enabled: boolean;
  readonly prices: readonly {readonly currencyCode: string; readonly price: number}[];
  readonly stockLevels: readonly {readonly stockLocationId: string; readonly stockOnHand: number}[];
  readonly options: readonly {readonly name: string; readonly group: {readonly id: string; readonly name: string}}[];
}

/** A product as souk sees it. What Vendure has no field for is empty. */
export function remoteListing(wire: WireProduct, desk: Desk): RemoteListing {
  return {
    remoteId: wire.id,
    product: wire.slug,
    title: wire.name,
    description: wire.description,
    vendor: '',
    category: '',
    tags: [],
    status: wire.enabled ? 'active' : 'draft',
    images: [],
    extra: {},
    offers: wire.variants.map((each) => remoteOffer(each, desk)),
  };
}

function remoteOffer(wire: WireVariant, desk: Desk): RemoteOffer {
  const {currency} = desk.scale;
  return {
    remoteId: wire.id,
    sku: wire.sku.trim() === '' ? null : wire.sku.trim(),
    options: optionsOf(wire),
    price: priceOf(wire, desk),
    compareAt: null,
    cost: null,
    currency,
    taxRate: null,
    stock: wire.stockLevels.find(({stockLocationId}) => stockLocationId === desk.location)?.stockOnHand ?? null,
    gtin: null,
    weightGrams: null,
    image: null,
    extra: {},
  };
}

/** The price in the shop's currency; null: there is none, or it is finer than the currency's coins. */
function priceOf({prices}: WireVariant, {scale}: Desk): number | null {
  const held = prices.find(({currencyCode}) => currencyCode === scale.currency);
  return held === undefined ? null : fromRemote(held.price, scale);
}

/** True for a variant whose price souk can not say: half a cent, a tenth of a yen. */
export function tooFine({prices}: WireVariant, {scale}: Desk): boolean {
  const held = prices.find(({currencyCode}) => currencyCode === scale.currency);
  return held !== undefined && fromRemote(held.price, scale) === null;
}

/** In the order in which the groups were made: the server names them in none. */
function optionsOf({options}: WireVariant): {name: string; value: string}[] {
  return [...options]
    .sort((a, b) => byAge(a.group.id, b.group.id))
    .map(({name, group}) => ({name: group.name, value: name}));
}

function byAge(a: string, b: string): number {
  const [one, other] = [Number(a), Number(b)];
  if (Number.isInteger(one) && Number.isInteger(other)) return one - other;
  return a < b ? -1 : a > b ? 1 : 0;
}
