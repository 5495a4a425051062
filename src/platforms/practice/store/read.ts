import {amountOrNull, formatAmount} from '../../../domain/money.js';
import {FEE_RATE, fixedFee, returnCost} from '../market/sales.js';
import type {FeedName, Feeds, WirePage, WireProduct} from '../wire.js';
import type {ShopFile} from './file.js';
import {noteAsked} from './prune.js';
import {type Locator, type ProductRow, productBy, productOf, variantBy, variantsOf, wireProduct} from './rows.js';

/** Products after a cursor, in the order they were made. */
export function productPage({db, terms}: ShopFile, after: number, limit: number): WirePage<WireProduct> {
  const rows = db
    .prepare<[number, number], ProductRow>('SELECT * FROM product WHERE id > ? ORDER BY id LIMIT ?')
    .all(after, limit + 1);
  const shown = rows.slice(0, limit);
  const items = shown.map((row) => wireProduct(row, variantsOf(db, row.id), terms.currency));
  return {items, cursor: String(shown.at(-1)?.id ?? after), more: rows.length > limit};
}

/** What a target names, as ids; null where the shop has none. */
export interface Found {
  readonly product: string | null;
  readonly variant: string | null;
}

/** Looks targets up; each product they name is shown once, however many of its variants are asked for. */
export function lookUp(
  {db, terms}: ShopFile,
  targets: readonly {readonly kind: string; readonly key: Locator}[],
): {found: Found[]; products: WireProduct[]} {
  const products = new Map<number, WireProduct>();
  const found = targets.map(({kind, key}): Found => {
    const variant = kind === 'listing' ? undefined : variantBy(db, key);
    const named = kind === 'listing' ? key : key.product === undefined ? {} : {product: key.product};
    const row = variant === undefined ? productBy(db, named) : productOf(db, variant);
    if (row !== undefined && !products.has(row.id))
      products.set(row.id, wireProduct(row, variantsOf(db, row.id), terms.currency));
    return {
      product: row === undefined ? null : String(row.id),
      variant: variant === undefined ? null : String(variant.id),
    };
  });
  return {found, products: [...products.values()]};
}

interface LineRow {
  readonly seq: number;
  readonly order_id: string;
  readonly line_id: string;
  readonly ordered_at: number;
  readonly sku: string;
  readonly quantity: number;
  readonly unit_price: number;
  readonly tax: number | null;
  readonly shipping: number;
  readonly fee: number;
  readonly country: string;
  readonly customer_id: string;
  readonly status: string;
}

type Rows = {readonly [F in FeedName]: {readonly table: string; item(row: never, currency: string): Feeds[F]}};

const FEEDS: Rows = {
  orders: {
    table: 'order_line',
    item: ({seq: _, ...row}: LineRow, currency) => ({
      ...row,
      unit_price: formatAmount(row.unit_price, currency),
      tax: amountOrNull(row.tax, currency),
      shipping: formatAmount(row.shipping, currency),
      fee: formatAmount(row.fee, currency),
    }),
  },
  rivals: {
    table: 'sighting',
    item: (row: {sku: string; rival: string; price: number | null; in_stock: number; seen_at: number}, currency) => ({
      sku: row.sku,
      rival: row.rival,
      price: amountOrNull(row.price, currency),
      in_stock: row.in_stock === 1,
      seen_at: row.seen_at,
    }),
  },
  costs: {
    table: 'cost',
    item: (row: {sku: string; cost: number; effective_from: number | null}, currency) => ({
      sku: row.sku,
      cost: formatAmount(row.cost, currency),
      fee_rate: FEE_RATE,
      fee_fixed: formatAmount(fixedFee(currency), currency),
      return_cost: formatAmount(returnCost(currency), currency),
      effective_from: row.effective_from,
    }),
  },
  supply: {
    table: 'supply',
    item: (row: {sku: string; on_order: number; lead_time_days: number; replenishable: number}) => ({
      sku: row.sku,
      on_order: row.on_order,
      lead_time_days: row.lead_time_days,
      replenishable: row.replenishable === 1,
    }),
  },
};

export function isFeed(name: string): name is FeedName {
  return Object.hasOwn(FEEDS, name);
}

/** Rows of a feed after a cursor, oldest first. */
export function feedPage(
  {db, terms}: ShopFile,
  feed: FeedName,
  after: number,
  limit: number,
): WirePage<Feeds[FeedName]> {
  const {table, item} = FEEDS[feed];
  const rows = db
    .prepare<[number, number], {seq: number}>(`SELECT * FROM ${table} WHERE seq > ? ORDER BY seq LIMIT ?`)
    .all(after, limit + 1);
  const shown = rows.slice(0, limit);
  if (feed === 'rivals') noteAsked(db, after);
  return {
    items: shown.map((row) => item(row as never, terms.currency)),
    cursor: String(shown.at(-1)?.seq ?? after),
    more: rows.length > limit,
  };
}

/** How much the shop holds. */
export function counts({db}: ShopFile): {products: number; variants: number; orders: number} {
  const count = (sql: string) => db.prepare<[], {n: number}>(sql).get()?.n ?? 0;
  return {
    products: count('SELECT count(*) AS n FROM product'),
    variants: count('SELECT count(*) AS n FROM variant'),
    orders: count('SELECT count(DISTINCT order_id) AS n FROM order_line'),
  };
}
