import {type Message, message} from '../../domain/errors.js';
import type {PullKind, PullPage, PullRecords} from '../../ports/platform.js';
import type {Line} from './desk.js';
import {PRODUCT, remoteListing, tooFine, type WireProduct} from './goods.js';
import {pullOrders} from './orders.js';

/** Products of one page: each comes with all of its variants. */
const PAGE = 50;

/** Pages of a kind. An empty shop is one empty page, so that a cursor is always left behind. */
export async function* pullPages<K extends PullKind>(
  line: Line,
  kind: K,
  cursor: string | null,
  now: number,
  signal: AbortSignal,
): AsyncIterable<PullPage<K>> {
  if (kind === 'listings') yield* pullListings(line, signal) as AsyncIterable<PullPage<K>>;
  else if (kind === 'orders') yield* pullOrders(line, cursor, now, signal) as AsyncIterable<PullPage<K>>;
  else throw new RangeError(`Vendure has no ${kind}`);
}

/** All products in the order of their ids: one that is added meanwhile comes last, and moves no other. */
async function* pullListings(line: Line, signal: AbortSignal): AsyncIterable<PullPage<'listings'>> {
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
