import type {StoredListing} from '../../domain/catalog/types.js';
import type {Data} from '../../ports/data.js';
import type {Inspected} from './inspect.js';

/** The store's listings that these rows are about, by what the plan says of them and by what the shop does. */
export async function mirrored(
  data: Data,
  shopId: number,
  rows: readonly Inspected[],
): Promise<readonly StoredListing[]> {
  const names = rows.flatMap(({change, live}) => [live.listing?.product, change.target.key.product]);
  const skus = rows.flatMap(({change: {target}}) => (target.key.product === undefined ? [target.key.sku] : []));
  return await data.catalog.listings(shopId, {products: said(names), skus: said(skus)});
}

function said(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The shop's ids of those offers whose price a promotion holds. `overlays`: by the offer's own id. */
export function overlaidIn(
  listings: readonly StoredListing[],
  overlays: Pick<ReadonlyMap<number, unknown>, 'has'>,
): ReadonlySet<string> {
  const offers = listings.flatMap((listing) => listing.offers);
  return new Set(offers.filter(({id}) => overlays.has(id)).map(({remoteId}) => remoteId));
}
