import type {PullPage} from '../../ports/platform.js';
import {unreachable} from '../answers.js';
import {type SearchAnswer, type Seller, search} from './ask.js';
import {type Reading, remoteListing} from './translate.js';
import {INCLUDED, PAGE_ROWS, SEARCH_ROWS, type WireItem} from './wire.js';

/** All listings of the store, oldest first. */
export async function* pullListings(
  seller: Seller,
  reading: Reading,
  signal: AbortSignal,
): AsyncIterable<PullPage<'listings'>> {
  let read = 0;
  for await (const items of itemPages(seller, INCLUDED, signal)) {
    read += items.length;
    yield {records: items.map((item) => remoteListing(item, reading)), cursor: String(read), refused: []};
  }
}

/**
 * All items of the store, each once, with these data sets. A search tells of the first thousand results: the next one
 * begins at the instant at which the last listing of those was made, and what was seen already is passed over. That
 * instant never changes, so that nothing slips through while somebody writes.
 */
export async function* itemPages(
  seller: Seller,
  includedData: string,
  signal: AbortSignal,
): AsyncIterable<readonly WireItem[]> {
  const seen = new Set<string>();
  for (let from: string | null = null; ; ) {
    let last: string | null = null;
    let read = 0;
    let total = 0;
    let token: string | undefined;
    do {
      signal.throwIfAborted();
      const page: SearchAnswer = await search(seller, queryFor(includedData, from, token), signal);
      const fresh = page.items.filter(({sku}) => !seen.has(sku));
      for (const {sku} of fresh) seen.add(sku);
      yield fresh;
      read += page.items.length;
      total = Math.max(total, page.numberOfResults);
      last = page.items.map((item) => madeAt(item, seller)).findLast((each) => each !== null) ?? last;
      token = page.items.length === 0 ? undefined : page.pagination?.nextToken;
    } while (token !== undefined && token !== '' && read < SEARCH_ROWS);
    if (read < SEARCH_ROWS || read >= total) return;
    if (last === null || last === from) {
      // Half a catalogue must never pass for the whole: what is not in it would count as gone.
      throw unreachable(seller.door.shop, `more than ${SEARCH_ROWS} listings were made at the same instant, ${last}`);
    }
    from = last;
  }
}

function queryFor(
  includedData: string,
  from: string | null,
  token: string | undefined,
): Readonly<Record<string, string>> {
  return {
    includedData,
    sortBy: 'createdDate',
    sortOrder: 'ASC',
    pageSize: String(PAGE_ROWS),
    ...(from === null ? {} : {createdAfter: from}),
    ...(token === undefined ? {} : {pageToken: token}),
  };
}

function madeAt({summaries = []}: WireItem, {marketplace}: Seller): string | null {
  return summaries.find(({marketplaceId}) => marketplaceId === marketplace)?.createdDate ?? null;
}
