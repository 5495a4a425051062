import type {PullPage} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {countedPages} from '../counted-pages.js';
import {ask} from './ask.js';
import {categoriesOf} from './names.js';
import {type Reading, remoteListing} from './translate.js';
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
    const records = fresh.map((each) => remoteListing(each, {...reading, categories}));
    yield {records, cursor: String(seen), refused: []};
  }
}

async function pageAt(door: Door, offset: number, signal: AbortSignal): Promise<readonly WireProduct[]> {
  signal.throwIfAborted();
  const query = {limit: String(PAGE_ROWS), offset: String(offset), order: 'id', fields: PRODUCT_FIELDS};
  return (await ask<{products: readonly WireProduct[]}>(door, '/admin/products', query, 'products', signal)).products;
}
