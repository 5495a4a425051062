import {formatOptions} from '../../domain/catalog/key.js';
import type {Target} from '../../domain/change/types.js';
import type {Door} from '../answers.js';
import {productsBy, variantsBy} from './by-name.js';
import {optionsOf} from './options.js';
import type {WireProduct, WireVariant} from './wire.js';

/** Where a target is: its product, and its variant where it names one. */
export interface Found {
  readonly product: WireProduct | null;
  readonly variant: WireVariant | null;
}

/**
 * Each target's product and variant, unfinished ones among them, in order. A variant is looked for by its id, then by its
 * SKU wherever it is, then by the options in its product: what a plan calls a thing may have changed since.
 */
export async function findTargets(
  door: Door,
  targets: readonly Target[],
  fields: string,
  signal: AbortSignal,
): Promise<readonly Found[]> {
  const handles = targets.flatMap(({key}) => key.product ?? []);
  const products = new Map((await productsBy(door, 'handle', handles, fields, signal)).map((each) => [each.id, each]));
  const index = indexOf(products.values());
  const lost = targets.filter((target) => isLost(target, index));
  if (lost.length > 0) {
    for (const product of await productsOfLost(door, lost, products, fields, signal)) products.set(product.id, product);
  }
  const whole = lost.length === 0 ? index : indexOf(products.values());
  return targets.map((target) => foundIn(target, whole));
}

/** Products of targets that their handle does not lead to: by the product's own id, or by where the variant is. */
async function productsOfLost(
  door: Door,
  lost: readonly Target[],
  known: ReadonlyMap<string, WireProduct>,
  fields: string,
  signal: AbortSignal,
): Promise<readonly WireProduct[]> {
  const variants = lost.filter(({kind}) => kind !== 'listing').map(({key}) => key);
  const place = 'id,sku,product_id';
  const ids = await variantsBy(
    door,
    'id',
    variants.flatMap(({remoteId}) => remoteId ?? []),
    place,
    signal,
  );
  const skus = await variantsBy(
    door,
    'sku',
    variants.flatMap(({sku}) => sku ?? []),
    place,
    signal,
  );
  const wanted = [
    ...lost.flatMap(({kind, key}) => (kind === 'listing' ? (key.remoteId ?? []) : [])),
    ...[...ids, ...skus].map(({product_id}) => product_id),
  ];
  return await productsBy(
    door,
    'id',
    wanted.filter((id) => !known.has(id)),
    fields,
    signal,
  );
}

interface Index {
  readonly handles: ReadonlyMap<string, WireProduct>;
  readonly ids: ReadonlyMap<string, Found>;
  readonly skus: ReadonlyMap<string, Found>;
}

function indexOf(products: Iterable<WireProduct>): Index {
  const handles = new Map<string, WireProduct>();
  const ids = new Map<string, Found>();
  const skus = new Map<string, Found>();
  for (const product of products) {
    handles.set(product.handle, product);
    ids.set(product.id, {product, variant: null});
    for (const variant of product.variants ?? []) {
      ids.set(variant.id, {product, variant});
      if (variant.sku !== null) skus.set(variant.sku, {product, variant});
    }
  }
  return {handles, ids, skus};
}

function isLost({kind, key}: Target, index: Index): boolean {
  if (key.remoteId !== undefined) return !index.ids.has(key.remoteId);
  if (kind === 'listing') return false;
  return key.sku !== undefined && !index.skus.has(key.sku);
}

const NOWHERE: Found = {product: null, variant: null};

function foundIn({kind, key}: Target, {handles, ids, skus}: Index): Found {
  const byId = key.remoteId === undefined ? undefined : ids.get(key.remoteId);
  const product = handles.get(key.product ?? '') ?? null;
  if (kind === 'listing') return byId ?? (product === null ? NOWHERE : {product, variant: null});
  if (byId !== undefined && byId.variant !== null) return byId;
  if (key.sku !== undefined) return skus.get(key.sku) ?? {product, variant: null};
  const variant = product?.variants?.find((each) => formatOptions(optionsOf(product, each)) === (key.options ?? ''));
  return {product, variant: variant ?? null};
}
