import {formatOptions} from '../../domain/catalog/key.js';
import type {Target} from '../../domain/change/types.js';
import type {Door} from '../answers.js';
import {mapAtOnce} from '../at-once.js';
import {askAll} from './ask.js';
import {EDIT, productsByIds, productsByKey, productsBySkus} from './lookup.js';
import {slugOf} from './slug.js';
import {keyOf, optionsOf, shownSlug} from './translate.js';
import {AT_ONCE, type Goods, isParent, VARIATION_FIELDS, type WireProduct, type WireVariation} from './wire.js';

/** Where a target is: its product, and what is sold of it where the target names that. */
export interface Found {
  readonly goods: Goods | null;
  /** The variation, or the product itself where it is sold as it is. */
  readonly offer: WireVariation | WireProduct | null;
  /** The key of another product whose slug is the one that this key would become. */
  readonly taken?: string;
}

/**
 * Each target's product and offer, in order: by the shop's own id, then by SKU wherever it is, then by the product's key
 * and the options. What lies in the shop's trash is not there.
 */
export async function findTargets(
  door: Door,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const products = new Map<number, WireProduct>();
  const keep = (found: readonly WireProduct[]) => {
    for (const product of found) products.set(product.id, product);
  };
  keep(
    await productsByIds(
      door,
      targets.flatMap(({key}) => productIdOf(key.remoteId) ?? []),
      signal,
    ),
  );
  const lost = targets.filter(({key}) => !products.has(productIdOf(key.remoteId) ?? 0));
  keep(
    await productsBySkus(
      door,
      lost.flatMap(({kind, key}) => (kind === 'listing' ? [] : (key.sku ?? []))),
      products,
      signal,
    ),
  );
  const keys = new Set([...products.values()].map(keyOf));
  const named = lost.flatMap(({key}) => (key.product === undefined || keys.has(key.product) ? [] : key.product));
  keep((await mapAtOnce([...new Set(named)], AT_ONCE, (key) => productsByKey(door, key, signal))).flat());
  const goods = await goodsOf(door, [...products.values()], signal);
  return targets.map((target) => foundIn(goods, target));
}

/** Products with all their variations; two products are asked for theirs at once. */
export async function goodsOf(
  door: Door,
  products: readonly WireProduct[],
  signal: AbortSignal,
): Promise<readonly Goods[]> {
  return await mapAtOnce(products, AT_ONCE, async (product) => {
    if (!isParent(product) || (product.variations ?? []).length === 0) return {product, variations: []};
    const query = {...EDIT, orderby: 'id', order: 'asc', _fields: VARIATION_FIELDS};
    const found = await askAll<WireVariation>(door, `/products/${product.id}/variations`, query, signal);
    const order = product.variations ?? [];
    return {product, variations: [...found].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))};
  });
}

function productIdOf(remoteId: string | undefined): number | undefined {
  const id = Number(remoteId?.split('/')[0]);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

function foundIn(goods: readonly Goods[], {kind, key}: Target): Found {
  const id = productIdOf(key.remoteId);
  const byId = id === undefined ? undefined : goods.find(({product}) => product.id === id);
  const byKey = goods.find(({product}) => keyOf(product) === key.product) ?? null;
  if (kind === 'listing') {
    const slug = slugOf(key.product ?? '');
    const other = byKey === null ? goods.find(({product}) => shownSlug(product) === slug) : undefined;
    return {goods: byId ?? byKey, offer: null, ...(other === undefined ? {} : {taken: keyOf(other.product)})};
  }
  const variation = key.remoteId?.split('/')[1];
  if (byId !== undefined) {
    const offer = soldIn(byId).find((each) => String(each.id) === (variation ?? key.remoteId)) ?? null;
    if (offer !== null) return {goods: byId, offer};
  }
  if (key.sku !== undefined) {
    for (const each of byKey === null ? goods : [byKey, ...goods]) {
      const offer = soldIn(each).find(({sku}) => sku.trim() === key.sku);
      if (offer !== undefined) return {goods: each, offer};
    }
    return {goods: byKey, offer: null};
  }
  const offer = byKey === null ? null : (offerOfOptions(byKey, key.options ?? '') ?? null);
  return {goods: byKey, offer};
}

/** What is sold of a product. */
export function soldIn({product, variations}: Goods): readonly (WireVariation | WireProduct)[] {
  return isParent(product) ? variations : [product];
}

/** The offer of a product with these options, written as souk writes them. */
export function offerOfOptions({product, variations}: Goods, options: string): WireVariation | WireProduct | undefined {
  if (!isParent(product)) return options === '' ? product : undefined;
  return variations.find((variation) => formatOptions(optionsOf(product, variation)) === options);
}

/** An offer's id as souk keeps it: a variation is reached through its product only. */
export function offerId({product}: Goods, offer: {readonly id: number}): string {
  return product.id === offer.id ? String(product.id) : `${product.id}/${offer.id}`;
}
