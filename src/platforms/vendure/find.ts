import {parts} from '../parts.js';
import type {Line} from './desk.js';
import {PRODUCT, type WireProduct} from './goods.js';
import {cutRows} from './send.js';

/** Products of one request: each comes with all of its variants. */
const AT_ONCE = 50;
/** Names of one request: they must fit into its body, of about 100 kB. */
const NAMES = {rows: 400, bytes: 60_000};

/** Where a variant was found. */
export interface Found {
  readonly id: string;
  readonly sku: string;
  readonly productId: string;
}

/** Products by a field of theirs, whole. */
export async function productsBy(
  {door}: Line,
  field: 'id' | 'slug',
  values: Iterable<string>,
  signal: AbortSignal,
): Promise<readonly WireProduct[]> {
  const query = `query ($options: ProductListOptions) { products(options: $options) { items { ...Goods } } } ${PRODUCT}`;
  const found: WireProduct[] = [];
  for (const part of parts([...new Set(values)], AT_ONCE)) {
    const options = {take: 1000, filter: {[field]: {in: part}}};
    const {products} = await door.ask<{products: {items: WireProduct[]}}>(query, {options}, signal);
    found.push(...products.items);
  }
  return found;
}

/** Product ids by slug: the light way. */
export async function idsBySlug(
  {door}: Line,
  slugs: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const query = 'query ($options: ProductListOptions) { products(options: $options) { items { id slug } } }';
  const found = new Map<string, string>();
  for (const part of cutRows([...new Set(slugs)], (slug) => slug, NAMES)) {
    const options = {take: 1000, filter: {slug: {in: part}}};
    const {products} = await door.ask<{products: {items: {id: string; slug: string}[]}}>(query, {options}, signal);
    for (const {id, slug} of products.items) found.set(slug, id);
  }
  return found;
}

/** Variants by SKU or id. A database may compare without case: only what is the very same counts. */
export async function variantsBy(
  {door}: Line,
  field: 'id' | 'sku',
  values: Iterable<string>,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const query =
    'query ($options: ProductVariantListOptions) { productVariants(options: $options) { items { id sku productId } } }';
  const wanted = new Set(values);
  const found: Found[] = [];
  for (const part of cutRows([...wanted], (value) => value, NAMES)) {
    const options = {take: 1000, sort: {id: 'ASC'}, filter: {[field]: {in: part}}};
    const {productVariants} = await door.ask<{productVariants: {items: Found[]}}>(query, {options}, signal);
    found.push(...productVariants.items.filter((each) => wanted.has(each[field])));
  }
  return found;
}
