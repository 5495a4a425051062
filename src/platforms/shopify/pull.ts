import {type Message, message} from '../../domain/errors.js';
import {parseAmount} from '../../domain/money.js';
import type {PullKind, PullPage, RemoteListing} from '../../ports/platform.js';
import type {Line} from './desk.js';
import {levelsOf, wholeOf} from './find.js';
import {isHalf} from './half.js';
import {pullOrders} from './orders.js';
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

/** Pages of a kind. An empty shop is one empty page, so that a cursor is always left behind. */
export async function* pullPages<K extends PullKind>(
  line: Line,
  kind: K,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<K>> {
  if (kind === 'listings') yield* pullListings(line, signal) as AsyncIterable<PullPage<K>>;
  else if (kind === 'orders') yield* pullOrders(line, cursor, signal) as AsyncIterable<PullPage<K>>;
  else throw new RangeError(`Shopify has no ${kind}`);
}

/** All products in the order of their ids: one that is added meanwhile comes last, and moves no other. */
async function* pullListings(line: Line, signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
  const {currency} = line.shop.terms;
  for (let after: string | null = null; ; ) {
    signal.throwIfAborted();
    const first = line.door.rows(PRODUCTS, FEW);
    const variables: object = {first, after, ...(await levelsOf(line, signal))};
    const {products}: {products: Page<WireProduct>} = await line.door.ask(PRODUCTS, variables, signal);
    const records: RemoteListing[] = [];
    const refused: Message[] = [];
    for (const wire of products.nodes) {
      if (isHalf(wire)) continue;
      const {listing, variants} = await wholeOf(line, wire, signal);
      records.push(listing);
      refused.push(
        ...variants.filter((each) => parseAmount(each.price, currency) === null).map((each) => tooFine(each, currency)),
      );
    }
    after = products.pageInfo.endCursor;
    yield {records, cursor: after ?? '', refused};
    if (!products.pageInfo.hasNextPage) return;
  }
}

/** A price that souk can not say: half a cent, a tenth of a yen. */
function tooFine({sku, id}: WireVariant, currency: string): Message {
  return message('SHOPIFY_PRICE_FINE', {sku: sku ?? id, currency});
}
