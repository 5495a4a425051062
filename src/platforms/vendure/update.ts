import type {Target} from '../../domain/change/types.js';
import type {Results} from '../results.js';
import type {Line} from './desk.js';
import {idsBySlug, variantsBy} from './find.js';
import {ensureOptions, optionIds} from './options.js';
import {type Row, sendRows} from './send.js';
import type {Wish} from './wish.js';

const PRODUCTS = {
  query: 'mutation ($input: [UpdateProductInput!]!) { updateProducts(input: $input) { id } }',
  field: 'updateProducts',
};
const VARIANTS = {
  query: 'mutation ($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }',
  field: 'updateProductVariants',
};

/** Ids of what the targets name: the one they say, else by key. */
export async function idsOf(
  line: Line,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Target, string>> {
  const unnamed = targets.filter(({key}) => key.remoteId === undefined);
  const slugs = unnamed.flatMap(({kind, key}) =>
    kind === 'listing' && key.product !== undefined ? [key.product] : [],
  );
  const skus = unnamed.flatMap(({kind, key}) => (kind !== 'listing' && key.sku !== undefined ? [key.sku] : []));
  const products = await idsBySlug(line, slugs, signal);
  const variants = new Map<string, string>();
  for (const {sku, id} of await variantsBy(line, 'sku', skus, signal)) if (!variants.has(sku)) variants.set(sku, id);
  return new Map(
    targets.flatMap((target): [Target, string][] => {
      const {kind, key} = target;
      const found = kind === 'listing' ? products.get(key.product ?? '') : variants.get(key.sku ?? '');
      const id = key.remoteId ?? found;
      return id === undefined ? [] : [[target, id]];
    }),
  );
}

/** Writes fields of what is there: of products, then of variants. */
export async function update(
  line: Line,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const ids = await idsOf(
    line,
    wishes.map(({change}) => change.target),
    signal,
  );
  const named = wishes.flatMap((wish) => {
    const id = ids.get(wish.change.target);
    if (id === undefined) results.rejected(wish.change.n, 'NOT_FOUND', 'the shop does not have it');
    return id === undefined ? [] : [{wish, id}];
  });
  const row = ({wish, id}: (typeof named)[number]): Row => ({n: wish.change.n, id, input: {id, ...wish.input}});
  const listings = named.filter(({wish}) => wish.change.target.kind === 'listing');
  await sendRows(line.door, PRODUCTS, listings.map(row), results, signal);
  const others = named.filter(({wish}) => wish.change.target.kind !== 'listing');
  const options = await optionsFor(
    line,
    others.filter(({wish}) => wish.options !== null),
    results,
    signal,
  );
  const rows = others
    .filter(({wish}) => !results.has(wish.change.n))
    .map((each): Row => {
      const chosen = options.get(each.wish.change.n);
      const plain = row(each);
      return chosen === undefined ? plain : {...plain, input: {...plain.input, optionIds: chosen}};
    });
  await sendRows(line.door, VARIANTS, rows, results, signal);
}

/** Option ids of variants whose options change, by number of the change. */
async function optionsFor(
  line: Line,
  named: readonly {readonly wish: Wish; readonly id: string}[],
  results: Results,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const chosen = new Map<number, readonly string[]>();
  if (named.length === 0) return chosen;
  const found = await variantsBy(
    line,
    'id',
    named.map(({id}) => id),
    signal,
  );
  const products = new Map(found.map(({id, productId}) => [id, productId]));
  const needs = named.map(({wish, id}) => ({productId: products.get(id) ?? '', options: wish.options ?? []}));
  const ensured = await ensureOptions(line, needs, signal);
  for (const {wish, id} of named) {
    if ('no' in ensured) {
      results.told([wish.change.n], ensured.no);
      continue;
    }
    const ids = optionIds(ensured.groups.get(products.get(id) ?? '')?.groups ?? [], wish.options ?? []);
    if (ids === null) results.rejected(wish.change.n, 'OPTIONS_DIFFER', 'the product has other options');
    else chosen.set(wish.change.n, ids);
  }
  return chosen;
}
