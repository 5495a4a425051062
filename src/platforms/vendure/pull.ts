import {type Message, message} from '../../domain/errors.js';
import type {PullPage, PullRecords} from '../../ports/platform.js';
import type {Line} from './desk.js';
import {PRODUCT, remoteListing, tooFine, type WireProduct} from './goods.js';

/** Products of one page: each comes with all of its variants. */
const PAGE = 50;

/** All products in the order of their ids: one that is added meanwhile comes last, and moves no other. An empty shop is one empty page. */
export async function* pullListings(line: Line, signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
  const query = `query ($options: ProductListOptions) { products(options: $options) { totalItems items { ...Goods } } } ${PRODUCT}`;
  const seen = new Set<string>();
  for (let skip = 0; ; skip += PAGE) {
    signal.throwIfAborted();
    const desk = await line.desk(signal);
    const options = {take: PAGE, skip, sort: {id: 'ASC'}};
    const {products} = await line.door.ask<{products: {totalItems: number; items: WireProduct[]}}>(
      query,
      {options},
      signal,
    );
    const fresh = products.items.filter(({id}) => !seen.has(id));
    for (const {id} of fresh) seen.add(id);
    const records: PullRecords['listings'][] = fresh.map((wire) => remoteListing(wire, desk));
    const refused: Message[] = fresh.flatMap(({variants}) =>
      variants
        .filter((variant) => tooFine(variant, desk))
        .map(({sku}) => message('VENDURE_PRICE_FINE', {sku, currency: desk.scale.currency})),
    );
    yield {records, cursor: String(skip + products.items.length), refused};
    if (products.items.length < PAGE || skip + PAGE >= products.totalItems) return;
  }
}
