import type {Results} from '../results.js';
import type {Desk, Line} from './desk.js';
import {idsBySlug, variantsBy} from './find.js';
import {ensureOptions, optionIds} from './options.js';
import {type Row, sendRows} from './send.js';
import type {Wish} from './wish.js';

const MAKE = {
  query: 'mutation ($input: [CreateProductVariantInput!]!) { createProductVariants(input: $input) { id sku } }',
  field: 'createProductVariants',
  by: 'sku',
};

/** A variant to be made, with the product it belongs to. */
interface Placed {
  readonly wish: Wish;
  readonly productId: string;
}

/**
 * Makes variants of products that are there. Vendure takes one SKU any number of times, so it is looked up first, in the
 * whole shop. Options are made where they are missing.
 */
export async function makeVariants(
  line: Line,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  if (wishes.length === 0) return;
  const desk = await line.desk(signal);
  const fit = wishes.filter((wish) => isFit(wish, desk, results));
  const products = await idsBySlug(
    line,
    fit.map(({change}) => change.target.key.product ?? ''),
    signal,
  );
  const there = new Map((await variantsBy(line, 'sku', fit.map(skuOf), signal)).map(({sku, id}) => [sku, id]));
  const seen = new Set<string>();
  const placed = fit.flatMap((wish): Placed[] => {
    const {n, target} = wish.change;
    const existing = there.get(skuOf(wish));
    const productId = products.get(target.key.product ?? '');
    if (existing !== undefined) results.rejected(n, 'EXISTS', `${skuOf(wish)} is there already`, existing);
    else if (productId === undefined) results.rejected(n, 'PRODUCT_MISSING', `no product ${target.key.product ?? ''}`);
    else if (seen.has(skuOf(wish))) results.rejected(n, 'SKU_TWICE', `${skuOf(wish)} is asked for twice`);
    else {
      seen.add(skuOf(wish));
      return [{wish, productId}];
    }
    return [];
  });
  const ensured = await ensureOptions(
    line,
    placed.map(({wish, productId}) => ({productId, options: wish.options ?? []})),
    signal,
  );
  if ('no' in ensured) {
    // Options may have been made, variants were not: reading the shop tells.
    results.told(
      placed.map(({wish}) => wish.change.n),
      ensured.no,
    );
    return;
  }
  const rows = placed.flatMap(({wish, productId}): Row[] => {
    const ids = optionIds(ensured.groups.get(productId)?.groups ?? [], wish.options ?? []);
    if (ids !== null) return [{n: wish.change.n, input: inputOf(wish, productId, ids, desk)}];
    results.rejected(wish.change.n, 'OPTIONS_DIFFER', 'the product has other options');
    return [];
  });
  await sendRows(line.door, MAKE, rows, results, signal);
}

/** Vendure makes a variant without a price at 0, and in the channel's own currency alone. */
function isFit({change: {n}, input}: Wish, {scale, channel}: Desk, results: Results): boolean {
  if (typeof input['sku'] !== 'string') results.rejected(n, 'SKU_MISSING', 'a variant of Vendure has a SKU');
  else if (input['prices'] === undefined) results.rejected(n, 'PRICE_MISSING', 'Vendure would sell it for nothing');
  else if (scale.currency !== channel.defaultCurrencyCode)
    results.rejected(n, 'CURRENCY_NOT_DEFAULT', `Vendure makes variants in ${channel.defaultCurrencyCode} only`);
  else return true;
  return false;
}

function skuOf({input}: Wish): string {
  return String(input['sku']);
}

function inputOf(
  {change, input: {prices, ...input}}: Wish,
  productId: string,
  ids: readonly string[],
  {channel}: Desk,
): Row['input'] {
  const [{price} = {price: 0}] = prices as readonly {readonly price: number}[];
  const name = String(input['sku']);
  return {
    ...input,
    productId,
    price,
    optionIds: ids,
    translations: [{languageCode: channel.defaultLanguageCode, name: change.fields['title']?.after ?? name}],
  };
}
