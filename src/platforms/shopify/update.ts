import {grouped} from '../../domain/grouped.js';
import {parts} from '../parts.js';
import type {Results, Told} from '../results.js';
import {deliver} from './deliver.js';
import type {Line} from './desk.js';
import {rowOf, type UserError} from './errors.js';
import type {Found} from './find.js';
import {optionsOf} from './goods.js';
import {namesOf, optionValues} from './payload.js';
import {productsOf, variantsOf} from './place.js';
import {activates, publish, shelvesOf} from './publish.js';
import {setStock} from './stock.js';
import type {Wish} from './wish.js';

/** A wish and the variant it is for. */
export interface Placed {
  readonly wish: Wish;
  readonly found: Found;
}

/** Most rows of one request: a list in a request of Shopify has 250 elements at most. */
export const MOST_ROWS = 250;

const PRODUCT = {
  name: 'SoukProductUpdate',
  text: `mutation SoukProductUpdate($product: ProductUpdateInput!) {
  productUpdate(product: $product) { product { id } userErrors { field message } }
}`,
};

/** Writes fields of products, one by one: only what is named, nothing else is touched. */
export async function updateProducts(
  line: Line,
  wishes: readonly Wish[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const ids = await productsOf(
    line,
    wishes.map(({change}) => change.target),
    signal,
  );
  const rows = wishes.flatMap(({change, input}): Written[] => {
    const {n, target} = change;
    const id = ids.get(target);
    if (id !== undefined)
      return [{numbers: [n], id, input, activates: activates(change), done: () => results.applied(n, id)}];
    results.rejected(n, 'NOT_FOUND', 'the shop does not have it');
    return [];
  });
  await writeProducts(line, rows, results, signal);
}

/** Fields to write to a product, for which rows, and whether it is for sale thereby. */
export interface Written {
  readonly numbers: readonly number[];
  readonly id: string;
  /** Says that it is done. */
  readonly done: () => void;
  readonly input: object;
  readonly activates: boolean;
}

/** Writes them; what becomes active is put on its sales channels first. */
export async function writeProducts(
  line: Line,
  rows: readonly Written[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const coming = rows.filter((row) => row.activates);
  const shelves = coming.length === 0 ? null : await shelvesOf(line, signal);
  const published = shelves === null ? coming : await publish(line, shelves, coming, results, signal);
  const errands = [...rows.filter((row) => !row.activates), ...published].map((row) => ({
    product: row.id,
    variables: {product: {id: row.id, ...row.input}},
    told: (told: Told) => judgeProduct(row, told, results),
  }));
  await deliver(line, PRODUCT, errands, signal);
}

function judgeProduct({numbers, done}: Written, told: Told, results: Results): void {
  if (told.kind !== 'done') {
    results.told(numbers, told);
    return;
  }
  const [error] = (told.data['productUpdate'] as {readonly userErrors: readonly UserError[]}).userErrors;
  if (error === undefined) done();
  else for (const n of numbers) results.rejected(n, error.code ?? 'REFUSED', error.message);
}

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
