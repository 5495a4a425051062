import type {Taken} from '../../job/taken.js';
import type {Tally} from './contract.js';

/** A product or a variation as the shop keeps it. Prices are texts, instants ms UTC. */
export interface Thing {
  readonly id: number;
  /** The product of a variation; 0 for a product. */
  readonly parent: number;
  type: string;
  status: string;
  name: string;
  slug: string;
  description: string;
  sku: string;
  gtin: string;
  regular: string;
  sale: string;
  /** What a buyer pays: worked out when a price is written, and by the shop's daily work. */
  price: string;
  from: number | null;
  to: number | null;
  manages: boolean;
  quantity: number | null;
  weight: string;
  meta: {id: number; key: string; value: unknown}[];
  categories: number[];
  tags: number[];
  images: number[];
  attributes: Attribute[];
  chosen: {name: string; option: string}[];
  cost: number | null;
}

export interface Attribute {
  id: number;
  name: string;
  position: number;
  visible: boolean;
  variation: boolean;
  options: string[];
}

export interface Term {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly parent: number;
}

export type Json = Record<string, unknown>;

export interface Fault {
  readonly kind: string;
  readonly side: 'read' | 'write' | 'terms' | 'any';
  times: number;
}

/** A shop: what it holds, how it is set up, and what it was asked. */
export interface State {
  readonly things: Map<number, Thing>;
  readonly categories: Map<number, Term>;
  readonly tags: Map<number, Term>;
  readonly pictures: Map<number, {readonly src: string; alt: string}>;
  readonly orders: Map<number, Json>;
  readonly refunds: Map<number, Json[]>;
  readonly nonces: Set<string>;
  /** What was asked for so far, by operation, against what WooCommerce knows. */
  readonly tallies: Map<string, Tally>;
  readonly log: {readonly method: string; readonly path: string; readonly query: Json; readonly body: unknown}[];
  readonly settings: Record<string, Record<string, string>>;
  /** Every price that was written, in order. */
  readonly taken: Taken[];
  faults: Fault[];
  permission: 'read' | 'write' | 'read_write';
  /** It takes itself for a shop behind https. */
  ssl: boolean;
  /** A host that takes the Authorization header away. */
  strips: boolean;
  plain: boolean;
  /** A firewall that refuses every request with this text in it. */
  firewall: string | null;
  /** How far the shop's clock is ahead, in ms. */
  ahead: number;
  lastId: number;
}

export const KEY = 'ck_1f2e3d4c5b6a';
export const SECRET = 'cs_a6b5c4d3e2f1';

export function newState(currency: string, withTax: boolean): State {
  const none = {id: 15, name: 'Uncategorized', slug: 'uncategorized', parent: 0};
  return {
    ...{things: new Map(), categories: new Map([[none.id, none]]), tags: new Map(), pictures: new Map()},
    ...{
      orders: new Map(),
      refunds: new Map(),
      nonces: new Set(),
      log: [],
      tallies: new Map(),
      faults: [],
      permission: 'read_write',
    },
    ...{ssl: false, strips: false, plain: false, firewall: null, ahead: 0, lastId: 100, taken: []},
    settings: {
      general: {woocommerce_currency: currency, woocommerce_price_num_decimals: '3', woocommerce_calc_taxes: 'yes'},
      tax: {woocommerce_prices_include_tax: withTax ? 'yes' : 'no'},
      products: {woocommerce_weight_unit: 'kg'},
      advanced: {woocommerce_feature_cost_of_goods_sold_enabled: 'yes'},
    },
  };
}

export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

export function nowOf({ahead}: State): number {
  return Date.now() + ahead;
}

/** What the shop lists: the trash is not. */
export function shown(state: State): Thing[] {
  return [...state.things.values()].filter(({status}) => status !== 'trash');
}
