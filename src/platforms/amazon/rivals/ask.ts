import {tell} from '../../answers.js';
import type {HttpRequest} from '../../http.js';
import type {Seller} from '../ask.js';
import type {Condition, WireMember} from './wire.js';

/** A SKU of ours, and in which condition we sell it: rivals are those who sell it so. */
export interface Wanted {
  readonly sku: string;
  readonly condition: Condition;
}

/** Offers of everybody for up to twenty SKUs of ours. It changes nothing, for all that it is a POST. */
export function offersRequest({marketplace}: Seller, wanted: readonly Wanted[]): HttpRequest {
  const requests = wanted.map(({sku, condition}) => ({
    uri: `/products/pricing/v0/listings/${encodeURIComponent(sku)}/offers`,
    ...{method: 'GET', MarketplaceId: marketplace, ItemCondition: condition, CustomerType: 'Consumer'},
  }));
  return {method: 'POST', path: '/batches/products/pricing/v0/listingOffers', body: {requests}, repeatable: true};
}

/** The answer for each SKU, in the order asked; undefined: it was left out. */
export async function offersOf(
  seller: Seller,
  wanted: readonly Wanted[],
  signal: AbortSignal,
): Promise<readonly (WireMember | undefined)[]> {
  const {responses} = await tell<{readonly responses: readonly WireMember[]}>(
    seller.door,
    offersRequest(seller, wanted),
    'responses',
    signal,
  );
  const named = new Map(responses.map((each) => [each.body.payload?.SKU ?? each.request?.SellerSKU, each]));
  return wanted.map(({sku}) => named.get(sku));
}
