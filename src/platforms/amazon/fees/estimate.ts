import type {FeeEstimate, FeeWish} from '../../../ports/platform.js';
import {tell} from '../../answers.js';
import {parts} from '../../parts.js';
import type {Seller} from '../ask.js';
import {itemsBySku} from '../find.js';
import {minorOf} from '../rivals/records.js';
import {OWN_CHANNEL, type WireItem} from '../wire.js';
import {type FeeQuestion, feesRequest} from './ask.js';
import {BATCH_FEES, type WireEstimate} from './wire.js';

/**
 * What Amazon would take of a sale of each SKU at its price, twenty a question. Fees hang on who sends the goods, which is
 * read first. An answer that failed for itself is asked for once more; then it is said.
 */
export async function* estimateFees(
  seller: Seller,
  currency: string,
  wishes: readonly FeeWish[],
  signal: AbortSignal,
): AsyncGenerator<FeeEstimate> {
  for (const part of parts(wishes, BATCH_FEES)) {
    signal.throwIfAborted();
    const items = await itemsBySku(
      seller,
      part.map(({sku}) => sku),
      signal,
    );
    const known = part.filter(({sku}) => items.has(sku));
    for (const wish of part)
      if (!known.includes(wish)) yield {...wish, failed: {code: 'NOT_FOUND', message: 'the shop does not have it'}};
    let waiting = known.map((wish): FeeQuestion => ({...wish, byAmazon: isByAmazon(items.get(wish.sku))}));
    for (const again of [true, false]) {
      if (waiting.length === 0) break;
      const answers = await ask(seller, waiting, currency, signal);
      const passing: FeeQuestion[] = [];
      for (const [i, question] of waiting.entries()) {
        const answer = answers.get(String(i));
        const mayPass = answer === undefined || answer.Status === 'ServiceError' || answer.Status === 'ServerError';
        if (again && mayPass) passing.push(question);
        else yield estimateOf(question, answer, currency);
      }
      waiting = passing;
    }
  }
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
export function estimateOf(
  {sku, price, byAmazon}: FeeQuestion,
  answer: WireEstimate | undefined,
  currency: string,
): FeeEstimate {
  const {Status, FeesEstimate: estimate, Error: error} = answer ?? {};
  const failed = (code: string, message: string): FeeEstimate => ({sku, price, failed: {code, message}});
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
  return {sku, price, total, parts: read, byPlatform: byAmazon};
}

function isByAmazon(item: WireItem | undefined): boolean {
  const channels = (item?.fulfillmentAvailability ?? []).map(({fulfillmentChannelCode: code}) => code);
  return channels.length > 0 && !channels.includes(OWN_CHANNEL);
}
