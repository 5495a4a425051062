import {formatOptions} from '../../domain/catalog/key.js';
import {mapAtOnce} from '../at-once.js';
import type {Results} from '../results.js';
import {addVariants} from './add-variants.js';
import type {Line} from './desk.js';
import {productsById, variantsBySku} from './find.js';
import type {Whole} from './goods.js';
import {isPlaceholder, optionsOf} from './goods.js';
import {namedBy} from './names.js';
import type {NewProduct} from './new-product.js';
import {namesOf} from './payload.js';
import {setProducts} from './set-product.js';
import {AT_ONCE} from './wire.js';
import type {Wish} from './wish.js';

/** Makes products with their offers, and offers of products that are there. What is there already is not made again. */
export async function create(
  line: Line,
  listings: readonly Wish[],
  offers: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  if (listings.length + offers.length === 0) return;
  const {whole: ids, half} = await namedBy(line, [...listings, ...offers].map(handleOf), signal);
  const fresh = new Map<string, Wish>();
  for (const wish of listings) if (canBeMade(wish, ids, fresh, results)) fresh.set(handleOf(wish), wish);
  const left = await refuseKnown(line, offers, results, signal);
  const products = new Set(left.flatMap((wish) => ids.get(handleOf(wish)) ?? []));
  const there = new Map((await productsById(line, products, signal)).map((whole) => [whole.wire.handle, whole]));
  const begun = new Map(
    (await productsById(line, half.values(), signal, {half: true})).map((whole) => [whole.wire.handle, whole]),
  );
  const byProduct = new Map<string, Wish[]>([...fresh.keys()].map((handle) => [handle, []]));
  for (const wish of left) {
    const handle = handleOf(wish);
    if (fresh.has(handle) || there.has(handle)) byProduct.set(handle, [...(byProduct.get(handle) ?? []), wish]);
    else results.rejected(wish.change.n, 'NOT_FOUND', 'the shop does not have its product');
  }
  const makings = [...byProduct].map(([handle, wishes]) =>
    makingOf({handle, listing: fresh.get(handle)}, there.get(handle), begun.get(handle), wishes, results),
  );
  await setProducts(
    line,
    makings.flatMap(({product}) => product ?? []),
    results,
    signal,
  );
  const added = makings.flatMap(({variants}) => variants ?? []);
  await mapAtOnce(added, AT_ONCE, ({id, offers: more}) => addVariants(line, id, more, results, signal));
}

function handleOf({change}: Wish): string {
  return change.target.key.product ?? '';
}

/** A handle as Shopify would keep it; another could not be found again. */
const HANDLE = /^[\p{Ll}\p{Lo}\p{M}\p{N}_-]{1,255}$/u;

function canBeMade(
  wish: Wish,
  ids: ReadonlyMap<string, string>,
  fresh: ReadonlyMap<string, Wish>,
  results: Results,
): boolean {
  const handle = handleOf(wish);
  const {n} = wish.change;
  const id = ids.get(handle);
  if (id !== undefined) results.rejected(n, 'EXISTS', `${handle} is there already`, id);
  else if (fresh.has(handle)) results.rejected(n, 'EXISTS', `${handle} is made twice`);
  else if (!HANDLE.test(handle)) results.rejected(n, 'HANDLE_INVALID', `Shopify would change the handle "${handle}"`);
  else return true;
  return false;
}

/** Offers whose SKU the shop has not; SKUs that it has are named with what has them. */
async function refuseKnown(
  line: Line,
  offers: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<readonly Wish[]> {
  const skuOf = ({item}: Wish) => String(item['sku'] ?? '');
  const found = await variantsBySku(line, offers.map(skuOf), signal);
  const ids = new Map(found.map(({id, sku}) => [(sku ?? '').trim(), id]));
  return offers.filter((wish) => {
    const id = ids.get(skuOf(wish));
    if (id !== undefined) results.rejected(wish.change.n, 'EXISTS', `the SKU ${skuOf(wish)} is there already`, id);
    return id === undefined;
  });
}

/** How the offers of one product come to be: with the product, or beside those that it has. */
interface Making {
  readonly product?: NewProduct;
  readonly variants?: {readonly id: string; readonly offers: readonly Wish[]};
}

function makingOf(
  {handle, listing}: {readonly handle: string; readonly listing: Wish | undefined},
  whole: Whole | undefined,
  half: Whole | undefined,
  wishes: readonly Wish[],
  results: Results,
): Making {
  const [stand] = whole?.variants ?? [];
  const standIn = whole !== undefined && whole.variants.length === 1 && stand !== undefined && isPlaceholder(stand);
  const names =
    whole === undefined || standIn
      ? namesOf(wishes[0]?.options ?? [])
      : namesOf(optionsOf(stand?.selectedOptions ?? []));
  const offers = wishes.filter((wish) => fits(wish, names, standIn ? undefined : whole, results));
  if (whole !== undefined && !standIn) return {variants: {id: whole.wire.id, offers}};
  return {product: {handle, listing: listing ?? null, there: placeOf(whole ?? half), offers}};
}

/** The product in whose place another is made, with its variants: what was begun goes on, and nothing of it is lost. */
function placeOf(whole: Whole | undefined): NewProduct['there'] {
  if (whole === undefined) return null;
  const [only, ...others] = whole.variants;
  if (only !== undefined && others.length === 0 && isPlaceholder(only))
    return {id: whole.wire.id, standIn: only.id, variants: []};
  const variants = whole.variants.map(({id, selectedOptions}) => ({id, options: optionsOf(selectedOptions)}));
  return {id: whole.wire.id, standIn: null, variants};
}

/** Whether an offer's options are those of its product, and new to it. */
function fits({change, item, options}: Wish, names: string, whole: Whole | undefined, results: Results): boolean {
  if (namesOf(options ?? []) !== names) {
    results.rejected(change.n, 'OPTIONS_DIFFER', 'the product has other options');
    return false;
  }
  const text = formatOptions(options ?? []);
  const sku = String(item['sku'] ?? '');
  const twin = whole?.variants.find(
    (variant) =>
      formatOptions(optionsOf(variant.selectedOptions)) === text || (sku !== '' && variant.sku?.trim() === sku),
  );
  if (twin !== undefined)
    results.rejected(change.n, 'EXISTS', 'the product has a variant of these options or this SKU', twin.id);
  return twin === undefined;
}
