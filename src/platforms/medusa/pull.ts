import type {RemoteListing} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {ask} from './ask.js';
import {categoriesOf} from './names.js';
import {type Reading, remoteListing} from './translate.js';
import {PAGE_ROWS, PRODUCT_FIELDS, type WireProduct} from './wire.js';

/** A page of listings as the port wants it. */
export interface ListingPage {
  readonly records: readonly RemoteListing[];
  readonly cursor: string;
  readonly refused: readonly [];
}

/** Each page begins so many products before the end of the last one: what was taken away meanwhile would shift one past us. */
const OVERLAP = 1;

/**
 * All products, by id. Pages are counted, not named, by this server: each begins with the last product of the page
 * before, and where it does not, something was taken away and the page is looked for further up.
 */
export async function* pullListings(
  door: Door,
  reading: Omit<Reading, 'categories'>,
  signal: AbortSignal,
): AsyncIterable<ListingPage> {
  signal.throwIfAborted();
  const categories = await categoriesOf(door, signal);
  const seen = new Set<string>();
  for (let offset = 0; ; ) {
    signal.throwIfAborted();
    const page = await pageAt(door, offset, signal);
    const [head] = page;
    if (offset > 0 && (head === undefined || !seen.has(head.id))) {
      offset = Math.max(0, offset - PAGE_ROWS);
      continue;
    }
    const fresh = page.filter(({id}) => !seen.has(id));
    for (const {id} of fresh) seen.add(id);
    const records = fresh.map((each) => remoteListing(each, {...reading, categories}));
    yield {records, cursor: String(seen.size), refused: []};
    if (page.length < PAGE_ROWS) return;
    offset += PAGE_ROWS - OVERLAP;
  }
}

async function pageAt(door: Door, offset: number, signal: AbortSignal): Promise<readonly WireProduct[]> {
  const query = {limit: String(PAGE_ROWS), offset: String(offset), order: 'id', fields: PRODUCT_FIELDS};
  return (await ask<{products: readonly WireProduct[]}>(door, '/admin/products', query, 'products', signal)).products;
}
