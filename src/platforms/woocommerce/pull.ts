import type {PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {countedPages} from '../counted-pages.js';
import {askList} from './ask.js';
import {goodsOf} from './find.js';
import {categoriesOf} from './terms.js';
import {type Reading, remoteListing, unreadableIn} from './translate.js';
import {PAGE_ROWS, PRODUCT_FIELDS, type WireProduct} from './wire.js';

/** All products, by id. */
export async function* pullListings(
  door: Door,
  reading: Omit<Reading, 'categories'>,
  signal: AbortSignal,
): AsyncIterable<PullPage<'listings'>> {
  signal.throwIfAborted();
  const categories = await categoriesOf(door, signal);
  for await (const {fresh, seen} of countedPages(PAGE_ROWS, (offset) => pageAt(door, offset, signal))) {
    const goods = await goodsOf(door, fresh, signal);
    yield {
      records: goods.map((each) => remoteListing(each, {...reading, categories})),
      cursor: String(seen),
      refused: goods.flatMap((each) => unreadableIn(each, reading.currency)),
    };
  }
}

async function pageAt(door: Door, offset: number, signal: AbortSignal): Promise<readonly WireProduct[]> {
  signal.throwIfAborted();
  const query = {
    ...{context: 'edit', status: 'any', orderby: 'id', order: 'asc'},
    offset: String(offset),
    _fields: PRODUCT_FIELDS,
  };
  return await askList<WireProduct>(door, '/products', query, signal);
}
