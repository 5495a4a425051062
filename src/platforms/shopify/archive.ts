import type {Change} from '../../domain/change/types.js';
import {mapAtOnce} from '../at-once.js';
import type {Results} from '../results.js';
import type {Line} from './desk.js';
import type {UserError} from './errors.js';
import {productsById} from './find.js';
import type {Whole} from './goods.js';
import {productsOf, variantsOf} from './place.js';
import {AT_ONCE} from './wire.js';

const ARCHIVE = {
  name: 'SoukProductArchive',
  text: `mutation SoukProductArchive($id: ID!) {
  productUpdate(product: {id: $id, status: ARCHIVED}) { product { id } userErrors { field message } }
}`,
};
const REMOVE = {
  name: 'SoukVariantsRemove',
  text: `mutation SoukVariantsRemove($id: ID!, $variants: [ID!]!) {
  productVariantsBulkDelete(productId: $id, variantsIds: $variants) { product { id } userErrors { code field message } }
}`,
};

interface Row {
  readonly n: number;
  readonly id: string;
}

/**
 * Takes back what was made. A product is archived, and never deleted. Shopify has no archive for a variant: one of several
 * is taken off its product; when all of them go, the product is archived with them.
 */
export async function archive(
  line: Line,
  changes: readonly Change[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  if (changes.length === 0) return;
  const listings = changes.filter(({target}) => target.kind === 'listing');
  const offers = changes.filter(({target}) => target.kind !== 'listing');
  const products = await productsOf(line, targetsOf(listings), signal);
  const variants = await variantsOf(line, targetsOf(offers), signal);
  const going = new Map<string, {listings: Row[]; offers: Row[]}>();
  const add = (product: string, kind: 'listings' | 'offers', row: Row) => {
    const rows = going.get(product) ?? {listings: [], offers: []};
    rows[kind].push(row);
    going.set(product, rows);
  };
  for (const {n, target} of changes) {
    const variant = variants.get(target);
    const product = products.get(target);
    if (variant !== undefined) add(variant.product.id, 'offers', {n, id: variant.id});
    else if (product !== undefined) add(product, 'listings', {n, id: product});
    else results.rejected(n, 'NOT_FOUND', 'the shop does not have it');
  }
  const wholes = new Map((await productsById(line, going.keys(), signal)).map((whole) => [whole.wire.id, whole]));
  await mapAtOnce(going, AT_ONCE, async ([id, rows]) => {
    const all = [...rows.offers, ...rows.listings];
    if (rows.listings.length > 0 || takesAll(wholes.get(id), rows.offers)) {
      await tell(line, ARCHIVE, 'productUpdate', {id}, all, results, signal);
      return;
    }
    const named = {id, variants: rows.offers.map((row) => row.id)};
    await tell(line, REMOVE, 'productVariantsBulkDelete', named, all, results, signal);
  });
}

function targetsOf(changes: readonly Change[]) {
  return changes.map(({target}) => target);
}

function takesAll(whole: Whole | undefined, rows: readonly Row[]): boolean {
  const going = new Set(rows.map(({id}) => id));
  return whole?.variants.every(({id}) => going.has(id)) === true;
}

async function tell(
  line: Line,
  operation: typeof ARCHIVE,
  field: string,
  variables: object,
  rows: readonly Row[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const told = await line.door.tell(operation, variables, signal);
  if (told.kind !== 'done')
    return results.told(
      rows.map(({n}) => n),
      told,
    );
  const {userErrors} = told.data[field] as {readonly userErrors: readonly UserError[]};
  const [error] = userErrors;
  for (const {n, id} of rows) {
    if (error === undefined) results.applied(n, id);
    else results.rejected(n, error.code ?? 'REFUSED', error.message);
  }
}
