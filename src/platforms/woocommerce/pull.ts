import type {Message} from '../../domain/errors.js';
import type {RemoteListing} from '../../ports/platform.js';
import type {Door} from '../answers.js';
import {askList} from './ask.js';
import {goodsOf} from './find.js';
import {categoriesOf} from './terms.js';
import {type Reading, remoteListing, unreadableIn} from './translate.js';
import {PAGE_ROWS, PRODUCT_FIELDS, type WireProduct} from './wire.js';

/** A page of listings as the port wants it. */
export interface ListingPage {
  readonly records: readonly RemoteListing[];
  readonly cursor: string;
  readonly refused: readonly Message[];
}

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
  const seen = new Set<number>();
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
    const goods = await goodsOf(door, fresh, signal);
    yield {
      records: goods.map((each) => remoteListing(each, {...reading, categories})),
      cursor: String(seen.size),
      refused: goods.flatMap((each) => unreadableIn(each, reading.currency)),
    };
    if (page.length < PAGE_ROWS) return;
    offset += PAGE_ROWS - 1;
  }
}

async function pageAt(door: Door, offset: number, signal: AbortSignal): Promise<readonly WireProduct[]> {
  const query = {
    ...{context: 'edit', status: 'any', orderby: 'id', order: 'asc'},
    offset: String(offset),
    _fields: PRODUCT_FIELDS,
  };
  return await askList<WireProduct>(door, '/products', query, signal);
}
