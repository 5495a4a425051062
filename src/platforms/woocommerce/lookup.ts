import type {Door} from '../answers.js';
import {askList} from './ask.js';
import {slugOf} from './slug.js';
import {shownSlug} from './translate.js';
import {PRODUCT_FIELDS, type WireProduct} from './wire.js';

const PAGE = 100;
/** In context "edit" the shop answers what it keeps and not what it would show. */
export const EDIT = {context: 'edit', status: 'any'};

/** Products by the shop's own ids, a hundred in a question. */
export async function productsByIds(
  door: Door,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<readonly WireProduct[]> {
  const found: WireProduct[] = [];
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += PAGE) {
    const include = wanted.slice(at, at + PAGE).join(',');
    found.push(...(await askList<WireProduct>(door, '/products', {...EDIT, include, _fields: PRODUCT_FIELDS}, signal)));
  }
  return found;
}

/** Products in which one of these SKUs is. The server compares without case and takes a comma for the next SKU. */
export async function productsBySkus(
  door: Door,
  skus: readonly string[],
  known: ReadonlyMap<number, WireProduct>,
  signal: AbortSignal,
): Promise<readonly WireProduct[]> {
  const wanted = new Set(skus.filter((sku) => !sku.includes(',')));
  const found: WireProduct[] = [];
  for (const part of partsOf([...wanted])) {
    const query = {...EDIT, sku: part.join(','), _fields: PRODUCT_FIELDS};
    found.push(...(await askList<WireProduct>(door, '/products', query, signal)));
  }
  const exact = found.filter(({sku}) => wanted.has(sku.trim()));
  const parents = exact.flatMap(({parent_id: parent = 0}) => (parent > 0 && !known.has(parent) ? [parent] : []));
  return [...exact.filter(({parent_id: parent = 0}) => parent === 0), ...(await productsByIds(door, parents, signal))];
}

/** As many SKUs as an address has room for, and answers to them on a page. */
function partsOf(skus: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const sku of skus) {
    const part = parts.at(-1);
    length += encodeURIComponent(sku).length + 3;
    if (part === undefined || part.length >= 50 || length > 2500) {
      parts.push([sku]);
      length = 0;
    } else part.push(sku);
  }
  return parts;
}

/** The product whose slug a key is or would become. */
export async function productsByKey(door: Door, key: string, signal: AbortSignal): Promise<readonly WireProduct[]> {
  const id = /^id:(\d+)$/u.exec(key)?.[1];
  if (id !== undefined) return await productsByIds(door, [Number(id)], signal);
  const slug = slugOf(key);
  if (slug === '') return [];
  const found = await askList<WireProduct>(door, '/products', {...EDIT, slug, _fields: PRODUCT_FIELDS}, signal);
  return found.filter((product) => shownSlug(product) === slug);
}
