import type {Minor} from '../../../domain/money.js';
import {tell} from '../../answers.js';
import type {Seller} from '../ask.js';
import {minorOf} from '../rivals/records.js';
import {type FeeQuestion, feesRequest} from './ask.js';
import type {WireEstimate} from './wire.js';

/** What Amazon would take of one sale at a price, in minor units; or why it does not say. */
export type Estimated = Pick<FeeQuestion, 'sku' | 'price'> &
  (
    | {
        readonly total: Minor;
        /** By Amazon's own names. */
        readonly parts: readonly {readonly name: string; readonly amount: Minor}[];
      }
    | {readonly failed: {readonly code: string; readonly message: string}}
  );

/** The fees of up to twenty SKUs. An answer that failed for itself is asked for once more; then it is said. */
export async function estimateFees(
  seller: Seller,
  currency: string,
  questions: readonly FeeQuestion[],
  signal: AbortSignal,
): Promise<readonly Estimated[]> {
  const found: Estimated[] = [];
  let waiting = questions;
  for (const again of [true, false]) {
    if (waiting.length === 0) break;
    const answers = await ask(seller, waiting, currency, signal);
    const passing: FeeQuestion[] = [];
    for (const [i, question] of waiting.entries()) {
      const answer = answers.get(String(i));
      const mayPass = answer === undefined || answer.Status === 'ServiceError' || answer.Status === 'ServerError';
      if (again && mayPass) passing.push(question);
      else found.push(estimateOf(question, answer, currency));
    }
    waiting = passing;
  }
  return found;
}

async function ask(
  seller: Seller,
  questions: readonly FeeQuestion[],
  currency: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string | undefined, WireEstimate>> {
  const request = feesRequest(seller, questions, currency);
  // The answer is a list, and every list has a length.
  const answers = await tell<readonly WireEstimate[]>(seller.door, request, 'length', signal);
  return new Map(answers.map((each) => [each.FeesEstimateIdentifier?.SellerInputIdentifier, each]));
}

/** An answer in minor units of the shop's currency; fees in other money, or finer than it, are no answer. */
export function estimateOf({sku, price}: FeeQuestion, answer: WireEstimate | undefined, currency: string): Estimated {
  const {Status, FeesEstimate: estimate, Error: error} = answer ?? {};
  const failed = (code: string, message: string): Estimated => ({sku, price, failed: {code, message}});
  if (Status !== 'Success' || estimate === undefined)
    return failed(error?.Code || 'NO_ESTIMATE', error?.Message || 'Amazon names no fees for it');
  const total = minorOf(estimate.TotalFeesEstimate ?? {}, currency);
  const fees = (estimate.FeeDetailList ?? []).map(({FeeType, FinalFee}) => ({
    name: FeeType,
    amount: minorOf(FinalFee, currency),
  }));
  const read = fees.flatMap(({name, amount}) => (amount === null ? [] : [{name, amount}]));
  if (total === null || read.length < fees.length)
    return failed('FEE_UNREADABLE', `the fees are not in ${currency}, or finer than its smallest coin`);
  return {sku, price, total, parts: read};
}
