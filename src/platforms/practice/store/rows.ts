import {formatOptions, parseOptions} from '../../../domain/catalog/key.js';
import {amountOrNull, type Minor} from '../../../domain/money.js';
import type {WireProduct, WireVariant} from '../wire.js';
import type {Database} from './file.js';

/** A product as its row holds it: what it says, without its variants. */
export type ProductContent = Omit<WireProduct, 'id' | 'handle' | 'variants'>;

export interface ProductRow {
  readonly id: number;
  readonly handle: string;
  readonly content: string;
}

export interface VariantRow {
  readonly id: number;
  readonly product_id: number;
  readonly sku: string | null;
  readonly options: string;
  readonly price: Minor | null;
  readonly compare_at: Minor | null;
  readonly cost: Minor | null;
  readonly tax_rate: string | null;
  readonly stock: number | null;
  readonly gtin: string | null;
  readonly weight_g: number | null;
  readonly image: string | null;
  readonly extra: string;
  readonly life: string | null;
}

/** A product that has not been told anything yet. */
export const BLANK_PRODUCT: ProductContent = {
  title: '',
  description: '',
  vendor: '',
  category: '',
  tags: [],
  status: 'active',
  images: [],
  extra: {},
};

export function contentOf(row: ProductRow): ProductContent {
  return JSON.parse(row.content) as ProductContent;
}

/** A product as the API shows it. */
export function wireProduct(row: ProductRow, variants: readonly VariantRow[], currency: string): WireProduct {
  return {
    id: String(row.id),
    handle: row.handle,
    ...contentOf(row),
    variants: variants.map((each) => wireVariant(each, currency)),
  };
}

function wireVariant(row: VariantRow, currency: string): WireVariant {
  return {
    id: String(row.id),
    sku: row.sku,
    options: parseOptions(row.options) ?? [],
    price: amountOrNull(row.price, currency),
    compare_at_price: amountOrNull(row.compare_at, currency),
    cost: amountOrNull(row.cost, currency),
    tax_rate: row.tax_rate,
    stock: row.stock,
    gtin: row.gtin,
    weight_g: row.weight_g,
    image: row.image,
    extra: JSON.parse(row.extra) as Record<string, string>,
  };
}

/** The fields of a variant by the names that changes use. */
export function variantFields(row: VariantRow, currency: string): Record<string, unknown> {
  const {id: _, options, ...fields} = wireVariant(row, currency);
  return {...fields, options: formatOptions(options)};
}

/** How a request names a product or variant: by id, SKU, or handle and options. */
export interface Locator {
  readonly product?: string;
  readonly sku?: string;
  readonly options?: string;
  readonly remoteId?: string;
}

/** The shop's ids, as text. */
const ID = /^[1-9]\d{0,14}$/u;

export function productBy(db: Database, {product, remoteId}: Locator): ProductRow | undefined {
  if (remoteId !== undefined && ID.test(remoteId)) {
    const found = db.prepare<[number], ProductRow>('SELECT * FROM product WHERE id = ?').get(Number(remoteId));
    if (found !== undefined) return found;
  }
  return product === undefined
    ? undefined
    : db.prepare<[string], ProductRow>('SELECT * FROM product WHERE handle = ?').get(product);
}

/** By the shop's id where the caller knows it (a renamed SKU keeps it), else by SKU, else by handle and options. */
export function variantBy(db: Database, {product, sku, options, remoteId}: Locator): VariantRow | undefined {
  if (remoteId !== undefined && ID.test(remoteId)) {
    const found = db.prepare<[number], VariantRow>('SELECT * FROM variant WHERE id = ?').get(Number(remoteId));
    if (found !== undefined) return found;
  }
  if (sku !== undefined) return db.prepare<[string], VariantRow>('SELECT * FROM variant WHERE sku = ?').get(sku.trim());
  if (product === undefined) return undefined;
  return db
    .prepare<[string, string], VariantRow>(
      'SELECT v.* FROM variant v JOIN product p ON p.id = v.product_id WHERE p.handle = ? AND v.options = ?',
    )
    .get(product, canonicalOptions(options ?? ''));
}

export function productOf(db: Database, variant: VariantRow): ProductRow | undefined {
  return db.prepare<[number], ProductRow>('SELECT * FROM product WHERE id = ?').get(variant.product_id);
}

export function variantsOf(db: Database, productId: number): VariantRow[] {
  return db.prepare<[number], VariantRow>('SELECT * FROM variant WHERE product_id = ? ORDER BY id').all(productId);
}

/** Options in the one form they are stored in; a text that is no options stays as it is. */
function canonicalOptions(text: string): string {
  const parsed = parseOptions(text);
  return parsed === null ? text : formatOptions(parsed);
}
