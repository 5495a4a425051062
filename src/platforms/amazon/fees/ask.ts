import {formatAmount, type Minor} from '../../../domain/money.js';
import type {HttpRequest} from '../../http.js';
import type {Seller} from '../ask.js';

/** One SKU at a price, and who sends it. */
export interface FeeQuestion {
  readonly sku: string;
  readonly price: Minor;
  readonly byAmazon: boolean;
}

/** Asks for the fees of up to twenty SKUs, each known by its place. It changes nothing, for all that it is a POST. */
export function feesRequest({marketplace}: Seller, questions: readonly FeeQuestion[], currency: string): HttpRequest {
  const body = questions.map(({sku, price, byAmazon}, i) => ({
    ...{IdType: 'SellerSKU', IdValue: sku},
    FeesEstimateRequest: {
      ...{MarketplaceId: marketplace, IsAmazonFulfilled: byAmazon, Identifier: String(i)},
      PriceToEstimateFees: {ListingPrice: {CurrencyCode: currency, Amount: Number(formatAmount(price, currency))}},
    },
  }));
  return {method: 'POST', path: '/products/fees/v0/feesEstimate', body, repeatable: true};
}
