import type {Answer, Asked} from './operations.js';
import {refusedWith} from './operations.js';
import type {State} from './state.js';

interface Question {
  readonly IdType: string;
  readonly IdValue: string;
  readonly FeesEstimateRequest: {
    readonly MarketplaceId: string;
    readonly IsAmazonFulfilled?: boolean;
    readonly Identifier: string;
    readonly PriceToEstimateFees: {readonly ListingPrice: {readonly CurrencyCode: string; readonly Amount: number}};
  };
}

/** Fifteen in a hundred of the price, and 3.22 where Amazon sends it; of a SKU that is not there a failed member. */
export function feesEstimates(state: State, {body}: Asked): Answer {
  const questions = body as readonly Question[];
  if (questions.length > 20) return refusedWith(400, 'InvalidInput', 'Too many requests in the batch');
  // Not in the order in which they were asked.
  return {status: 200, body: questions.map((each) => estimate(state, each)).toReversed()};
}

function estimate(state: State, {IdType, IdValue, FeesEstimateRequest: asked}: Question): object {
  const {MarketplaceId, IsAmazonFulfilled = false, Identifier, PriceToEstimateFees} = asked;
  const FeesEstimateIdentifier = {
    ...{MarketplaceId, SellerId: 'SELLER1', IdType, IdValue, IsAmazonFulfilled, PriceToEstimateFees},
    SellerInputIdentifier: Identifier,
  };
  const fails = state.offersFail.get(IdValue) ?? 0;
  if (fails > 0) {
    state.offersFail.set(IdValue, fails - 1);
    return {Status: 'ServiceError', FeesEstimateIdentifier, Error: errorOf('InternalError', 'Try again')};
  }
  const {CurrencyCode, Amount: price} = PriceToEstimateFees.ListingPrice;
  const money = (amount: number) => ({CurrencyCode, Amount: Math.round(100 * amount) / 100});
  const fee = (FeeType: string, amount: number) => ({
    ...{FeeType, FeeAmount: money(amount), FeePromotion: money(0), FinalFee: money(amount)},
  });
  const parts = [fee('ReferralFee', 0.15 * price), ...(IsAmazonFulfilled ? [fee('FBAFees', 3.22)] : [])];
  const total = parts.reduce((sum, {FinalFee}) => sum + FinalFee.Amount, 0);
  return {
    ...{Status: 'Success', FeesEstimateIdentifier},
    FeesEstimate: {
      ...{TimeOfFeesEstimation: new Date().toISOString(), TotalFeesEstimate: money(total)},
      FeeDetailList: parts,
    },
  };
}

function errorOf(Code: string, Message: string): object {
  return {Type: 'Receiver', Code, Message, Detail: []};
}
