import {type Message, message} from '../../domain/errors.js';
import {parseAmount} from '../../domain/money.js';
import type {PullPage} from '../../ports/platform.js';
import {parts} from '../parts.js';
import type {Line} from './desk.js';
import {levelsOf, productsById, TELLING_PAGES, wholeOf} from './find.js';
import type {Whole} from './goods.js';
import {isHalf} from './half.js';
import {countShop, readWholeShop} from './whole-shop.js';
import {type Page, PRODUCT, type WireProduct, type WireVariant} from './wire.js';

const PRODUCTS = {
  name: 'SoukCatalogue',
  text: `query SoukCatalogue($first: Int!, $after: String, $location: ID!, $levels: Boolean!) {
  products(first: $first, after: $after, sortKey: ID) { nodes { ...SoukProduct } pageInfo { hasNextPage endCursor } }
}
${PRODUCT}`,
};

/** Products of the first page; the shop then says how many it can be. */
const FEW = 10;
/** Products of one page of those that a bulk operation read. */
const MANY = 250;

/** All products in the order of their ids: one that is added meanwhile comes last, and moves no other. An empty shop is one empty page. */
export async function* pullListings(line: Line, signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
  const read = new Set<string>();
  let after: string | null = null;
  for (let page = 1; ; page++) {
    signal.throwIfAborted();
    const first = line.door.rows(PRODUCTS, FEW);
    const variables: object = {first, after, ...(await levelsOf(line, signal))};
    const {products}: {products: Page<WireProduct>} = await line.door.ask(PRODUCTS, variables, signal);
    const found: Whole[] = [];
    for (const wire of products.nodes) {
      read.add(wire.id);
      if (!isHalf(wire)) found.push(await wholeOf(line, wire, signal));
    }
    after = products.pageInfo.endCursor;
    yield pageOf(line, found, after ?? '');
    if (!products.pageInfo.hasNextPage) return;
    if (page !== TELLING_PAGES) continue;
    const rest = await restInBulk(line, read, first, signal);
    if (rest === null) continue;
    for (const part of parts(rest, MANY)) yield pageOf(line, part, '');
    return;
  }
}

/** All products but those that were read by pages of so many rows; null: pages are quicker. */
async function restInBulk(
  line: Line,
  read: ReadonlySet<string>,
  rows: number,
  signal: AbortSignal,
): Promise<readonly Whole[] | null> {
  const counted = await countShop(line, signal);
  const pages = Math.ceil((counted.products - read.size) / rows);
  const shop = await readWholeShop(line, {of: PRODUCTS, pages, counted}, signal);
  if (shop === null) return null;
  const lacking = await productsById(line, shop.lacking, signal);
  return [...shop.products, ...lacking].filter(({wire}) => !read.has(wire.id));
}

function pageOf({shop}: Line, found: readonly Whole[], cursor: string): PullPage<'listings'> {
  const {currency} = shop.terms;
  const refused = found.flatMap(({variants}) =>
    variants.filter((each) => parseAmount(each.price, currency) === null).map((each) => tooFine(each, currency)),
  );
  return {records: found.map(({listing}) => listing), cursor, refused};
}

/** A price that souk can not say: half a cent, a tenth of a yen. */
function tooFine({sku, id}: WireVariant, currency: string): Message {
  return message('SHOPIFY_PRICE_FINE', {sku: sku ?? id, currency});
}
