import {type Message, message} from '../../domain/errors.js';
import {parseAmount} from '../../domain/money.js';
import type {PullPage, RemoteListing} from '../../ports/platform.js';
import type {Line} from './desk.js';
import {levelsOf, wholeOf} from './find.js';
import {isHalf} from './half.js';
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

/** All products in the order of their ids: one that is added meanwhile comes last, and moves no other. An empty shop is one empty page. */
export async function* pullListings(line: Line, signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
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
