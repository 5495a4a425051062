import {grouped} from '../../domain/grouped.js';
import {parts} from '../parts.js';
import type {Results, Told} from '../results.js';
import {deliver} from './deliver.js';
import type {Line} from './desk.js';
import {rowOf, type UserError} from './errors.js';
import type {Found} from './find.js';
import {optionsOf} from './goods.js';
import {namesOf, optionValues} from './payload.js';
import {variantsOf} from './place.js';
import {setStock} from './stock.js';
import type {Wish} from './wish.js';

/** A wish and the variant it is for. */
export interface Placed {
  readonly wish: Wish;
  readonly found: Found;
}

/** Most rows of one request: a list in a request of Shopify has 250 elements at most. */
export const MOST_ROWS = 250;

/** Writes fields and stock of variants: all of a product's in one request, then the stock of all. */
export async function updateVariants(
  line: Line,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const places = await variantsOf(
    line,
    wishes.map(({change}) => change.target),
    signal,
  );
  const placed: Placed[] = [];
  for (const wish of wishes) {
    const found = places.get(wish.change.target);
    if (found === undefined) results.rejected(wish.change.n, 'NOT_FOUND', 'the shop does not have it');
    else if (wish.options !== null && namesOf(optionsOf(found.selectedOptions)) !== namesOf(wish.options))
      results.rejected(wish.change.n, 'OPTIONS_DIFFER', 'the product has other options');
    else placed.push({wish, found});
  }
  const written = placed.filter(writesVariant);
  const byProduct = grouped(written, ({found}) => found.product.id);
  const batches = [...byProduct].flatMap(([id, rows]) => parts(rows, MOST_ROWS).map((part) => ({id, rows: part})));
  const errands = batches.map(({id, rows}) => ({
    product: id,
    variables: {id, variants: rows.map(inputOf)},
    told: (told: Told) => judgeVariants(rows, told, results),
  }));
  await deliver(line, VARIANTS, errands, signal);
  const stock = placed.filter(({wish}) => wish.stock !== null && !results.has(wish.change.n));
  await setStock(line, stock, results, signal);
}

/** Stock alone needs no change of the variant, unless nobody counts it yet. */
function writesVariant({wish: {input, item, options, stock}, found}: Placed): boolean {
  const counts = stock === null || found.inventoryItem.tracked;
  return !counts || options !== null || Object.keys(input).length + Object.keys(item).length > 0;
}

const VARIANTS = {
  name: 'SoukVariantsUpdate',
  text: `mutation SoukVariantsUpdate($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $id, variants: $variants, allowPartialUpdates: true) {
    productVariants { id }
    userErrors { code field message }
  }
}`,
};

interface Payload {
  readonly productVariants: readonly {readonly id: string}[] | null;
  readonly userErrors: readonly UserError[];
}

/** One product's rows; each is judged by itself. Rows whose stock is still to be set are not done yet. */
function judgeVariants(rows: readonly Placed[], told: Told, results: Results): void {
  const numbers = rows.map(({wish}) => wish.change.n);
  if (told.kind !== 'done') {
    results.told(numbers, told);
    return;
  }
  const {productVariants, userErrors} = told.data['productVariantsBulkUpdate'] as Payload;
  const written = new Set((productVariants ?? []).map((variant) => variant.id));
  rows.forEach(({wish, found}, i) => {
    const {n} = wish.change;
    const error = userErrors.find((each) => [i, null].includes(rowOf(each, 'variants')));
    if (error !== undefined) results.rejected(n, error.code ?? 'REFUSED', error.message);
    else if (!written.has(found.id))
      results.told([n], {kind: 'lost', code: 'NO_ANSWER', message: 'the answer does not name this row'});
    else if (wish.stock === null) results.applied(n, found.id);
  });
}

function inputOf({wish: {input, item, options, stock}, found}: Placed): object {
  const counted = stock === null ? item : {...item, tracked: true};
  return {
    id: found.id,
    ...input,
    ...(Object.keys(counted).length === 0 ? {} : {inventoryItem: counted}),
    ...(options === null ? {} : {optionValues: optionValues(options)}),
  };
}
