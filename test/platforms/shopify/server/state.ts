import type {ShopTerms} from '../../../../src/domain/catalog/types.js';
import type {Taken} from '../../job/taken.js';
import {type BulkState, newBulk} from './bulk-state.js';

/** A request, or (`bulk`: which) a line of an operation. `done`: when it was answered, and the points that were left then. */
export interface LogLine {
  readonly name: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: number;
  readonly done?: {readonly at: number; readonly left: number};
  readonly bulk?: string;
}

/** What one shop of the server holds. Amounts are decimal text; ids are Shopify's `gid://` texts. */
export interface ShopState {
  readonly terms: ShopTerms;
  readonly scopes: readonly string[];
  /** Types that stay closed whatever the scopes: protected customer data that the app was not approved for. */
  readonly closed: readonly string[];
  /**
   * How a list counts: as many times as it has rows at most, or, as large pages do at Shopify, less. `writes`: reading is
   * free, for a test that wants a shop which is slow to write and has no time to read it at that pace.
   */
  readonly tariff: 'full' | 'less' | 'writes';
  readonly locations: readonly Place[];
  /** Sales channels. */
  readonly publications: readonly {readonly id: string; readonly name: string; readonly closed?: true}[];
  readonly products: Map<string, Product>;
  readonly orders: Order[];
  readonly idempotent: Map<string, {readonly input: string; readonly payload: object}>;
  readonly bucket: {rate: number; burst: number; left: number; at: number};
  readonly bulk: BulkState;
  readonly log: LogLine[];
  /** Every price that was written, in order. */
  readonly taken: Taken[];
  fault: {kind: string; on: 'read' | 'write'; times: number} | null;
  /** Tokens that let in; a client's own are added and taken away. */
  readonly tokens: Set<string>;
  /** A new token ends the others. */
  alone: boolean;
  nextId: number;
  now: number;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly isActive: boolean;
}

export interface Product {
  readonly id: string;
  handle: string;
  title: string;
  descriptionHtml: string;
  vendor: string;
  productType: string;
  tags: readonly string[];
  status: string;
  /** Everything else that somebody may have set, to see that it stays. */
  templateSuffix: string | null;
  /** Sales channels it is on, by id: none, until somebody puts it there. */
  published: readonly string[];
  readonly metafields: Map<string, string>;
  options: {readonly name: string; values: string[]}[];
  variants: Variant[];
}

export interface Variant {
  readonly id: string;
  readonly itemId: string;
  sku: string | null;
  barcode: string | null;
  price: string;
  compareAtPrice: string | null;
  taxable: boolean;
  inventoryPolicy: string;
  cost: string | null;
  weight: {readonly unit: string; readonly value: number} | null;
  tracked: boolean;
  options: {readonly name: string; readonly value: string}[];
  /** What can be sold, by location. */
  readonly stock: Map<string, number>;
}

/** An order as GraphQL answers it: made by tests, whole. */
export interface Order {
  readonly id: string;
  readonly updatedAt: string;
  readonly [field: string]: unknown;
}

export function newShop(terms: ShopTerms, token: string, patch: Partial<ShopState>): ShopState {
  return {
    terms,
    scopes: [
      ...['read_products', 'write_products', 'read_inventory', 'write_inventory', 'read_locations'],
      ...['read_orders', 'read_all_orders', 'read_customers', 'write_publications'],
    ],
    closed: [],
    tariff: 'full',
    locations: [{id: 'gid://shopify/Location/1', name: 'Warehouse', isActive: true}],
    publications: [
      {id: 'gid://shopify/Publication/1', name: 'Online Store'},
      {id: 'gid://shopify/Publication/2', name: 'Point of Sale'},
    ],
    products: new Map(),
    orders: [],
    idempotent: new Map(),
    bucket: {rate: 2000, burst: 40_000, left: 40_000, at: Date.now()},
    bulk: newBulk(),
    log: [],
    taken: [],
    fault: null,
    tokens: new Set([token]),
    alone: false,
    nextId: 1000,
    now: Date.UTC(2026, 2, 2, 6),
    ...patch,
  };
}

export function gid(shop: ShopState, kind: string): string {
  shop.nextId += 1;
  return `gid://shopify/${kind}/${shop.nextId}`;
}
