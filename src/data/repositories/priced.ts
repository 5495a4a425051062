import {sql} from 'kysely';
import type {PricedListing, PricedOffer, PricedRepository} from '../../ports/data.js';
import type {Store} from '../store.js';
import type {Value} from '../values.js';
import {NO_ITEMS, parsed} from './catalog.js';

/** Listings of one page: few, so that what is made of them dies young. Pages go on from the last key, so no statement stays open while the caller works. */
const PAGE = 500;

export function pricedRepository(store: Store): PricedRepository {
  return {listings: (shopId) => listings(store, shopId)};
}

type List = readonly Value[];

async function* listings(store: Store, shopId: number): AsyncGenerator<readonly PricedListing[]> {
  let last: Last | null = null;
  for (;;) {
    const rows = await pageOf(store, shopId, last);
    const page = listingsOf(rows);
    if (page.listings.length > 0) yield page.listings;
    if (page.last === null || page.listings.length < PAGE) return;
    last = page.last;
  }
}

/** The last listing that was read. */
interface Last {
  readonly product: string;
  readonly id: number;
}

/** One row an offer, in the order of the listings; a listing without offers has one row, and no offer in it. */
async function pageOf(store: Store, shopId: number, last: Last | null): Promise<readonly List[]> {
  const after = last === null ? sql`` : sql`and (product, id) > (${last.product}, ${last.id})`;
  const {sql: text, parameters} = sql`
    select page.id, page.product, page.title, page.vendor, page.category, page.tags, page.status,
      offer.id, offer.remote_id, offer.sku, offer.options, offer.price, offer.compare_at, offer.base_price,
      offer.base_compare_at, offer.currency, offer.tax_rate, offer.stock, offer.weight_grams
    from (
      select id, product, title, vendor, category, tags, status from listing
      where shop_id = ${shopId} ${after} order by product, id limit ${PAGE}
    ) as page
    left join offer on offer.listing_id = page.id
    order by page.product, page.id, offer.position, offer.id`.compile(store.db);
  return await store.executor.lists(text, parameters);
}

function listingsOf(rows: readonly List[]): {readonly listings: readonly PricedListing[]; readonly last: Last | null} {
  const found: PricedListing[] = [];
  let offers: PricedOffer[] = [];
  let last: number | null = null;
  for (const row of rows) {
    if (last !== row[0]) {
      last = row[0] as number;
      offers = [];
      found.push(toListing(row, offers));
    }
    if (row[7] !== null) offers.push(toOffer(row));
  }
  const product = found.at(-1)?.product;
  return {listings: found, last: last === null || product === undefined ? null : {product, id: last}};
}

/** The columns are `strict`, and those of the query: each holds what its type says. */
function toListing(row: List, offers: readonly PricedOffer[]): PricedListing {
  return {
    product: row[1] as string,
    title: row[2] as string,
    vendor: row[3] as string,
    category: row[4] as string,
    tags: parsed(row[5], NO_ITEMS),
    status: row[6] as PricedListing['status'],
    offers,
  };
}

function toOffer(row: List): PricedOffer {
  return {
    id: row[7] as number,
    remoteId: row[8] as string,
    sku: row[9] as string | null,
    options: parsed(row[10], NO_ITEMS),
    price: row[11] as number | null,
    compareAt: row[12] as number | null,
    basePrice: row[13] as number | null,
    baseCompareAt: row[14] as number | null,
    currency: row[15] as string,
    taxRate: row[16] as string | null,
    stock: row[17] as number | null,
    weightGrams: row[18] as number | null,
  };
}
