import type {PullKind, PullPage, PullRecords} from '../../ports/platform.js';
import {type Door, tell} from '../answers.js';
import {RECORDS, remoteListing} from './translate.js';
import {type Feeds, PAGE_LIMIT, type WirePage, type WireProduct} from './wire.js';

/** Where to ask and how the shop counts. */
export interface Source extends Door {
  readonly currency: string;
}

/** Pages of a kind from a cursor. An empty shop is one empty page, so that a cursor is always left behind. */
export async function* pullPages<K extends PullKind>(
  source: Source,
  kind: K,
  from: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<K>> {
  const {path, record} = shelfOf(kind);
  let cursor = from ?? '0';
  for (let more = true; more; ) {
    signal.throwIfAborted();
    const query = {cursor, limit: String(PAGE_LIMIT)};
    const request = {method: 'GET' as const, path, query, repeatable: true};
    const page = await tell<WirePage<unknown>>(source, request, 'items', signal);
    cursor = page.cursor;
    more = page.more;
    yield {records: page.items.map((item) => record(item, source.currency)) as PullRecords[K][], cursor, refused: []};
  }
}

/** Where a kind of record is asked for, and how it is read. */
interface Shelf {
  readonly path: string;
  record(item: unknown, currency: string): PullRecords[PullKind];
}

function shelfOf(kind: PullKind): Shelf {
  switch (kind) {
    case 'listings':
      return {path: '/products', record: (item, currency) => remoteListing(item as WireProduct, currency)};
    case 'orders':
      return {path: '/orders', record: (item, currency) => RECORDS.orders(item as Feeds['orders'], currency)};
    case 'costs':
      return {path: '/costs', record: (item, currency) => RECORDS.costs(item as Feeds['costs'], currency)};
    case 'supply':
      return {path: '/supply', record: (item, currency) => RECORDS.supply(item as Feeds['supply'], currency)};
    case 'rivals':
      return {path: '/rivals', record: (item, currency) => RECORDS.rivals(item as Feeds['rivals'], currency)};
    case 'items':
    case 'fees':
    case 'bounds':
    case 'daily':
      throw new RangeError(`the practice shop has no ${kind}`);
  }
}
