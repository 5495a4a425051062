import {formatOptions} from '../../domain/catalog/key.js';
import type {Target} from '../../domain/change/types.js';
import {grouped} from '../../domain/grouped.js';
import type {Line} from './desk.js';
import {type Found, foundIn, productsById, variantsById, variantsBySku} from './find.js';
import {optionsOf} from './goods.js';
import {idsByHandle} from './names.js';

/** More targets than a batch of single requests has. */
const LARGE = 200;

/** Variants of what the targets name: by the id they say, else by SKU, in their product first, else by product and options. */
export async function variantsOf(
  line: Line,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Target, Found>> {
  const places = new Map<Target, Found>();
  // A large batch is not asked for again: it was read a moment ago, and an id of a variant never changes its product.
  const seen = targets.length > LARGE ? line.seen : new Map<string, Found>();
  const ids = targets.flatMap(({key}) => key.remoteId ?? []);
  const asked = await variantsById(
    line,
    ids.filter((id) => !seen.has(id)),
    signal,
  );
  const byId = new Map(asked.map((found) => [found.id, found]));
  const unnamed = targets.filter(({key}) => key.remoteId === undefined);
  const skus = unnamed.flatMap(({key}) => key.sku ?? []);
  const bySku = grouped(await variantsBySku(line, skus, signal), ({sku}) => (sku ?? '').trim());
  for (const target of targets) {
    const {remoteId, sku = '', product} = target.key;
    const all = bySku.get(sku) ?? [];
    const found =
      remoteId === undefined
        ? (all.find((each) => each.product.handle === product) ?? all[0])
        : (byId.get(remoteId) ?? seen.get(remoteId));
    if (found !== undefined) places.set(target, found);
  }
  const left = unnamed.filter((target) => !places.has(target) && target.key.product !== undefined);
  for (const [target, found] of await inProducts(line, left, signal)) places.set(target, found);
  return places;
}

/** Variants that have no SKU, or that the shop's search does not know yet: looked for in their products. */
async function inProducts(
  line: Line,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<readonly (readonly [Target, Found])[]> {
  const handles = targets.map(({key}) => key.product ?? '');
  const ids = await idsByHandle(line, handles, signal);
  const wholes = new Map((await productsById(line, ids.values(), signal)).map((whole) => [whole.wire.handle, whole]));
  return targets.flatMap((target) => {
    const {product = '', sku, options = ''} = target.key;
    const whole = wholes.get(product);
    const variant = whole?.variants.find((each) =>
      sku === undefined ? formatOptions(optionsOf(each.selectedOptions)) === options : each.sku?.trim() === sku,
    );
    if (whole === undefined || variant === undefined) return [];
    return [[target, foundIn(whole.wire, variant)] as const];
  });
}

/** Product ids of what listing targets name. */
export async function productsOf(
  line: Line,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Target, string>> {
  const unnamed = targets.flatMap(({key}) => (key.remoteId === undefined ? (key.product ?? []) : []));
  const ids = await idsByHandle(line, unnamed, signal);
  return new Map(
    targets.flatMap((target): [Target, string][] => {
      const id = target.key.remoteId ?? ids.get(target.key.product ?? '');
      return id === undefined ? [] : [[target, id]];
    }),
  );
}
