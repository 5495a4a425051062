import type {Results, Told} from '../results.js';
import {deliver} from './deliver.js';
import type {Line} from './desk.js';
import type {UserError} from './errors.js';
import {makingMark} from './half.js';
import {productsOf} from './place.js';
import {activates, openShelves, publish, type Shelves} from './publish.js';
import type {Wish} from './wish.js';

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
      return [
        {numbers: [n], id, input: marked(input), activates: activates(change), done: () => results.applied(n, id)},
      ];
    results.rejected(n, 'NOT_FOUND', 'the shop does not have it');
    return [];
  });
  const shelves = await openShelves(
    line,
    rows.some((row) => row.activates),
    signal,
  );
  await writeProducts(line, rows, shelves, results, signal);
}

/** A product that souk can see is whole: with a status of its own it must not look half made some day. */
function marked(input: Wish['input']): object {
  if (input['status'] === undefined) return input;
  const metafields = (input['metafields'] as readonly object[] | undefined) ?? [];
  return {...input, metafields: [...metafields, makingMark(false)]};
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

/** Writes them; what becomes active is put on its sales channels first, where there are `shelves`. */
export async function writeProducts(
  line: Line,
  rows: readonly Written[],
  shelves: Shelves | null,
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const coming = rows.filter((row) => row.activates);
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
