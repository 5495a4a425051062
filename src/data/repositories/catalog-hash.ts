import {hash} from 'node:crypto';
import type {RemoteListing, RemoteOffer} from '../../ports/platform.js';
import {anyOf, readIn} from '../bulk.js';
import type {Store} from '../store.js';

/** No listing has this hash: it is compared field by field the next time. */
const UNKNOWN = '';

/** The content of a listing and of its offers in 160 bits. */
export function contentHash(listing: RemoteListing): string {
  const {product, title, description, vendor, category, tags, status, images, extra, offers} = listing;
  const content = [
    product,
    title,
    description,
    vendor,
    category,
    tags,
    status,
    images,
    extra,
    offers.map(offerContent),
  ];
  return hash('sha1', JSON.stringify(content), 'base64url');
}

function offerContent(offer: RemoteOffer): readonly unknown[] {
  const {remoteId, sku, options, price, compareAt, cost, currency, taxRate, stock, gtin, weightGrams, image, extra} =
    offer;
  return [remoteId, sku, options, price, compareAt, cost, currency, taxRate, stock, gtin, weightGrams, image, extra];
}

/** The hashes that listings were kept with, by remote id. */
export async function keptHashes(
  store: Store,
  shopId: number,
  remoteIds: Iterable<string>,
): Promise<ReadonlyMap<unknown, unknown>> {
  const rows = await readIn(remoteIds, async (chunk) => {
    const {sql, parameters} = store.db
      .selectFrom('listing')
      .select(['remote_id', 'hash'])
      .where('shop_id', '=', shopId)
      .where(anyOf(store, 'remote_id', chunk))
      .compile();
    return await store.executor.lists(sql, parameters);
  });
  return new Map(rows.map(([remoteId, kept]) => [remoteId, kept]));
}

/** Listings that lost an offer otherwise than by what their shop told of them. */
export async function forgetHashes(store: Store, listingIds: Iterable<number>): Promise<void> {
  await readIn(listingIds, async (chunk) => {
    await store.db
      .updateTable('listing')
      .set({hash: UNKNOWN})
      .where(anyOf(store, 'id', chunk))
      .execute();
    return [];
  });
}
