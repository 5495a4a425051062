import type {ShopTerms} from '../../../../src/domain/catalog/types.js';
import type {Taken} from '../../job/taken.js';

/** What one shop of the server holds. Amounts are decimal text; ids are Shopify's `gid://` texts. */
export interface ShopState {
  readonly terms: ShopTerms;
  readonly scopes: readonly string[];
  /** Types that stay closed whatever the scopes: protected customer data that the app was not approved for. */
  readonly closed: readonly string[];
  /** How a list counts: as many times as it has rows at most, or, as large pages do at Shopify, less. */
  readonly tariff: 'full' | 'less';
  readonly locations: readonly Place[];
  readonly products: Map<string, Product>;
  readonly orders: Order[];
  readonly idempotent: Map<string, {readonly input: string; readonly payload: object}>;
  readonly bucket: {rate: number; burst: number; left: number; at: number};
  readonly log: {name: string; variables: Readonly<Record<string, unknown>>; errors: number}[];
  /** Every price that was written, in order. */
  readonly taken: Taken[];
  fault: {kind: string; on: 'read' | 'write'; times: number} | null;
  /** Tokens that let in; a client's own are added and taken away. */
  readonly tokens: Set<string>;
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
      ...['read_orders', 'read_all_orders', 'read_customers'],
    ],
    closed: [],
    tariff: 'full',
    locations: [{id: 'gid://shopify/Location/1', name: 'Warehouse', isActive: true}],
    products: new Map(),
    orders: [],
    idempotent: new Map(),
    bucket: {rate: 2000, burst: 40_000, left: 40_000, at: Date.now()},
    log: [],
    taken: [],
    fault: null,
    tokens: new Set([token]),
    nextId: 1000,
    now: Date.UTC(2026, 2, 2, 6),
    ...patch,
  };
}

export function gid(shop: ShopState, kind: string): string {
  shop.nextId += 1;
  return `gid://shopify/${kind}/${shop.nextId}`;
}
