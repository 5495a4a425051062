import type {OptionValue} from '../../domain/catalog/types.js';
import {parts} from '../parts.js';
import type {Line} from './desk.js';
import {remoteListing, type Whole} from './goods.js';
import {HALF, isHalf, type MaybeHalf} from './half.js';
import {readWholeShop} from './whole-shop.js';
import {MORE_VARIANTS, type Page, PRODUCT, type WireProduct, type WireVariant} from './wire.js';

/** Variant ids and SKUs of one question; a list in a request has 250 elements at most, a query 1000 points. */
const IDS = 100;
const SKUS = 40;
/** Products with their first variants in one question. */
const PRODUCTS = 10;

/** After so many pages what a page takes is known, and whether a bulk operation takes less. */
export const TELLING_PAGES = 2;

/** Where a variant was found, and what it takes to write to it. */
export interface Found {
  readonly id: string;
  readonly sku: string | null;
  readonly price: string;
  readonly selectedOptions: readonly OptionValue[];
  readonly product: {readonly id: string; readonly handle: string};
  readonly inventoryItem: {readonly id: string; readonly tracked: boolean};
}

/** Where a variant is, of one that was read with its product. */
export function foundIn({id: productId, handle}: WireProduct, variant: WireVariant): Found {
  const {id, sku, price, selectedOptions, inventoryItem} = variant;
  const {id: itemId, tracked} = inventoryItem;
  return {id, sku, price, selectedOptions, product: {id: productId, handle}, inventoryItem: {id: itemId, tracked}};
}

/** A variant as it is asked for. */
interface Asked extends Found {
  readonly product: Found['product'] & MaybeHalf;
}

const FOUND = `fragment SoukFound on ProductVariant {
  id sku price selectedOptions { name value } product { id handle ${HALF} } inventoryItem { id tracked }
}`;

/** Variables of every query that reads stock: of no location at all where none is known. */
export async function levelsOf(line: Line, signal: AbortSignal): Promise<{location: string; levels: boolean}> {
  const {location} = await line.desk(signal);
  return {location: location?.id ?? 'gid://shopify/Location/0', levels: location !== null};
}

const NODES = {
  name: 'SoukProducts',
  text: `query SoukProducts($ids: [ID!]!, $location: ID!, $levels: Boolean!) { nodes(ids: $ids) { ...SoukProduct } }\n${PRODUCT}`,
};

/** Products by id, whole; those that are half made only where they are what is wanted. */
export async function productsById(
  line: Line,
  ids: Iterable<string>,
  signal: AbortSignal,
  {half = false}: {readonly half?: boolean} = {},
): Promise<readonly Whole[]> {
  const found: Whole[] = [];
  const levels = await levelsOf(line, signal);
  const left = [...new Set(ids)];
  for (let page = 1; left.length > 0; page++) {
    const rows = line.door.rows(NODES, PRODUCTS);
    const part = left.splice(0, rows);
    const {nodes} = await line.door.ask<{nodes: (WireProduct | null)[]}>(NODES, {ids: part, ...levels}, signal);
    // A node of another kind has none of the fields of a product.
    for (const wire of nodes)
      if (wire?.handle !== undefined && isHalf(wire) === half) found.push(await wholeOf(line, wire, signal));
    if (page !== TELLING_PAGES || half) continue;
    const shop = await readWholeShop(line, {of: NODES, pages: Math.ceil(left.length / rows)}, signal);
    const wanted = new Set(left);
    for (const whole of shop?.products ?? []) if (wanted.delete(whole.wire.id)) found.push(whole);
    // What did not come, or not whole, is asked for as before.
    left.splice(0, left.length, ...wanted);
  }
  return found;
}

/** A product with the variants beyond its first page. */
export async function wholeOf(line: Line, wire: WireProduct, signal: AbortSignal): Promise<Whole> {
  const variants = [...wire.variants.nodes];
  const levels = await levelsOf(line, signal);
  for (let {pageInfo} = wire.variants; pageInfo.hasNextPage; ) {
    const variables = {id: wire.id, after: pageInfo.endCursor, ...levels};
    const {product} = await line.door.ask<{product: {variants: Page<WireVariant>} | null}>(
      MORE_VARIANTS,
      variables,
      signal,
    );
    if (product === null) break;
    variants.push(...product.variants.nodes);
    pageInfo = product.variants.pageInfo;
  }
  return {wire, variants, listing: remoteListing(wire, variants, line.shop.terms.currency)};
}

const BY_ID = {
  name: 'SoukVariantsById',
  text: `query SoukVariantsById($ids: [ID!]!) { nodes(ids: $ids) { ...SoukFound } }\n${FOUND}`,
};

/** Variants by id. */
export async function variantsById(
  {door}: Line,
  ids: Iterable<string>,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const part of parts([...new Set(ids)], IDS)) {
    const {nodes} = await door.ask<{nodes: (Asked | null)[]}>(BY_ID, {ids: part}, signal);
    for (const node of nodes) if (node?.selectedOptions !== undefined && !isHalf(node.product)) found.push(node);
  }
  return found;
}

const BY_SKU = {
  name: 'SoukVariantsBySku',
  text: `query SoukVariantsBySku($query: String!, $after: String) {
  productVariants(first: 150, after: $after, query: $query, sortKey: ID) { nodes { ...SoukFound } pageInfo { hasNextPage endCursor } }
}
${FOUND}`,
};

/** Variants by SKU. The shop's search makes no difference of case, and may be some seconds late; only what is the very same counts. */
export async function variantsBySku(
  {door}: Line,
  skus: Iterable<string>,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const wanted = new Set([...skus].filter((sku) => sku !== ''));
  const found: Found[] = [];
  for (const part of parts([...wanted], SKUS)) {
    const query = part.map((sku) => `sku:${quoted(sku)}`).join(' OR ');
    for (let after: string | null = null, more = true; more; ) {
      const {productVariants}: {productVariants: Page<Asked>} = await door.ask(BY_SKU, {query, after}, signal);
      found.push(
        ...productVariants.nodes.filter(({sku, product}) => wanted.has((sku ?? '').trim()) && !isHalf(product)),
      );
      ({hasNextPage: more, endCursor: after} = productVariants.pageInfo);
    }
  }
  return found;
}

/** A value of a search as one phrase. */
function quoted(text: string): string {
  return `"${text.replace(/["\\]/gu, '\\$&')}"`;
}
