import type {Results, Told} from '../results.js';
import {deliver} from './deliver.js';
import type {Desk, Line} from './desk.js';
import type {UserError} from './errors.js';
import {makingMark} from './half.js';
import {idsByHandle} from './names.js';
import {inputOf, type NewProduct} from './new-product.js';
import {goodRows, MADE, type Made, nameMade} from './payload.js';
import {activates, openShelves} from './publish.js';
import {type Written, writeProducts} from './write-products.js';

/** Most elements of one page. */
const MOST_NODES = 250;

const SET = {
  name: 'SoukProductSet',
  text: `mutation SoukProductSet($identifier: ProductSetIdentifiers, $input: ProductSetInput!, $count: Int!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) {
    product { id variants(first: $count) { nodes { ${MADE} } } }
    userErrors { code field message }
  }
}`,
};

interface Payload {
  readonly product: {readonly id: string; readonly variants: {readonly nodes: readonly Made[]}} | null;
  readonly userErrors: readonly UserError[];
}

/** Makes the products. */
export async function setProducts(
  line: Line,
  jobs: readonly NewProduct[],
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const desk = await line.desk(signal);
  const active = jobs.some(({listing}) => listing !== null && activates(listing.change));
  const shelves = await openShelves(line, active, signal);
  const work: Work = {line, desk, published: shelves !== null, unfinished: [], results, signal};
  const errands = jobs
    .filter((job) => numbersOf(job).length > 0)
    .map((job) => ({
      product: job.handle,
      variables: variablesOf(job, work),
      told: (told: Told) => settle(work, job, told),
    }));
  await deliver(line, SET, errands, signal);
  await writeProducts(line, work.unfinished, shelves, results, signal);
}

interface Work {
  readonly line: Line;
  readonly desk: Desk;
  /** Products that are to be active are made as drafts, to become active when they are on their sales channels. */
  readonly published: boolean;
  /** What is made and not whole yet. */
  readonly unfinished: Written[];
  readonly results: Results;
  readonly signal: AbortSignal;
}

/** What came of it. Rows that are refused are taken out and the rest is sent again: a refusal left nothing behind. */
async function settle(work: Work, job: NewProduct, told: Told): Promise<void> {
  const {line, results, signal} = work;
  const all = numbersOf(job);
  if (told.kind !== 'done') return results.told(all, told);
  const {product, userErrors} = told.data['productSet'] as Payload;
  if (userErrors.length === 0 && product !== null) {
    const done = () => {
      if (job.listing !== null) results.applied(job.listing.change.n, product.id);
      nameMade(job.offers, product.variants.nodes, results);
    };
    if (staysHidden(job, work) || isBegun(job))
      work.unfinished.push({numbers: all, id: product.id, done, ...lastStep(job, staysHidden(job, work))});
    else done();
    return;
  }
  const rows = job.offers.map((wish) => ({n: wish.change.n, wish}));
  const taken = userErrors.some(({code}) => code === 'HANDLE_NOT_UNIQUE');
  const good = taken ? null : goodRows(rows, userErrors, 'variants', results);
  if (good === null) return await refuseWhole(line, job, all, userErrors, taken, results, signal);
  const rest = {...job, offers: good.map(({wish}) => wish)};
  if (numbersOf(rest).length === 0) return;
  const again = await line.door.tell(SET, variablesOf(rest, work), signal);
  await settle(work, rest, again);
}

function numbersOf({listing, offers}: NewProduct): readonly number[] {
  return [...(listing === null ? [] : [listing.change.n]), ...offers.map(({change}) => change.n)];
}

function staysHidden({listing}: NewProduct, {published}: Work): boolean {
  return published && listing !== null && activates(listing.change);
}

/** A product that was left half made, which goes on here. */
function isBegun({listing, there}: NewProduct): boolean {
  return listing !== null && there !== null;
}

/** What makes the product whole, once it is on its channels. */
function lastStep(job: NewProduct, activates: boolean): Pick<Written, 'input' | 'activates'> {
  const metafields = [...(isBegun(job) ? metafieldsOf(job) : []), makingMark(false)];
  return {activates, input: {...(activates ? {status: 'ACTIVE'} : {}), metafields}};
}

function metafieldsOf({listing}: NewProduct): readonly object[] {
  return (listing?.input['metafields'] as readonly object[] | undefined) ?? [];
}

function variablesOf(job: NewProduct, work: Work): object {
  const identifier = job.there === null ? null : {id: job.there.id};
  const hidden = staysHidden(job, work);
  const input = {...inputOf(job, work.desk), ...(hidden ? {status: 'DRAFT'} : {})};
  // Metafields that are not named are deleted: of a product that is there they go by productUpdate, which names none of the others.
  const {metafields: _, ...rest} = input as {readonly metafields?: unknown};
  const marked = isBegun(job)
    ? rest
    : {...input, ...(hidden ? {metafields: [...metafieldsOf(job), makingMark(true)]} : {})};
  const count = Math.min(MOST_NODES, Math.max(1, job.offers.length + (job.there?.variants.length ?? 0)));
  return {identifier, input: marked, count};
}

async function refuseWhole(
  line: Line,
  {handle}: NewProduct,
  all: readonly number[],
  [error]: readonly UserError[],
  taken: boolean,
  results: Results,
  signal: AbortSignal,
): Promise<void> {
  const existing = taken ? (await idsByHandle(line, [handle], signal)).get(handle) : undefined;
  const [first, ...others] = all;
  const {code, message} = {code: error?.code ?? 'REFUSED', message: error?.message ?? 'the shop made nothing'};
  if (first !== undefined) results.rejected(first, taken ? 'EXISTS' : code, message, existing);
  for (const n of others) results.rejected(n, code, message);
}
