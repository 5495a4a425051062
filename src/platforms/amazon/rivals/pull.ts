import {type Message, message} from '../../../domain/errors.js';
import type {RivalRecord} from '../../../domain/facts.js';
import type {Clock} from '../../../ports/clock.js';
import type {PullPage} from '../../../ports/platform.js';
import type {Seller} from '../ask.js';
import {itemPages} from '../pull.js';
import {inRounds, type Looking} from '../rounds.js';
import {offersOf, type Wanted} from './ask.js';
import {isWhole, RIVAL_PREFIX, rivalsOf} from './records.js';
import {BATCH_SKUS, conditionOf, type WireMember} from './wire.js';

/** Where to ask, in which currency prices count, and how old a look around may be before another one. */
export interface RivalSource {
  readonly seller: Seller;
  readonly currency: string;
  readonly clock: Clock;
  readonly everyMs: number;
}

/** Rivals' offers for everything that can be bought from us, twenty SKUs a question. */
export function pullRivals(
  source: RivalSource,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'rivals'>> {
  const {seller, clock, everyMs} = source;
  const looking: Looking<'rivals', Wanted> = {
    ...{now: clock.real(), everyMs, size: BATCH_SKUS},
    wanted: () => wantedSkus(seller, signal),
    read: (part) => readPart(source, part, signal),
  };
  return inRounds(looking, cursor, signal);
}

/** What can be bought from us, by SKU. */
async function wantedSkus(seller: Seller, signal: AbortSignal): Promise<readonly Wanted[]> {
  const wanted: Wanted[] = [];
  for await (const items of itemPages(seller, 'summaries', signal)) {
    for (const {sku, summaries = []} of items) {
      const summary = summaries.find(({marketplaceId}) => marketplaceId === seller.marketplace);
      if (summary?.status?.includes('BUYABLE')) wanted.push({sku, condition: conditionOf(summary.conditionType)});
    }
  }
  return wanted;
}

/** One question. What had no room in it, or failed for itself, is asked for once more; then it is said. */
async function readPart(
  {seller, currency, clock}: RivalSource,
  part: readonly Wanted[],
  signal: AbortSignal,
): Promise<Omit<PullPage<'rivals'>, 'cursor'>> {
  const records: RivalRecord[] = [];
  const refused: Message[] = [];
  const skus: {readonly sku: string; readonly condition: string; readonly seenAt: number}[] = [];
  let waiting = part;
  for (const again of [true, false]) {
    const members = waiting.length === 0 ? [] : await offersOf(seller, waiting, signal);
    const passing: Wanted[] = [];
    for (const [i, wanted] of waiting.entries()) {
      const member = members[i];
      const offers = member?.body.payload;
      if (offers !== undefined && (member?.status?.statusCode ?? 200) === 200) {
        const seen = {seller: seller.seller, currency, at: clock.real()};
        records.push(...rivalsOf(wanted.sku, wanted.condition, offers, seen));
        if (isWhole(offers)) skus.push({sku: wanted.sku, condition: wanted.condition.toLowerCase(), seenAt: seen.at});
      } else if (again && mayPass(member)) passing.push(wanted);
      else refused.push(message('AMAZON_OFFERS_UNREAD', {sku: wanted.sku, why: whyOf(member)}));
    }
    waiting = passing;
  }
  return {records, refused, whole: {skus, rivals: RIVAL_PREFIX}};
}

function mayPass(member: WireMember | undefined): boolean {
  const status = member?.status?.statusCode ?? 500;
  return status === 429 || status >= 500;
}

function whyOf(member: WireMember | undefined): string {
  const [error] = member?.body.errors ?? [];
  return [error?.code, error?.message].filter((each) => each !== undefined).join(': ') || 'no answer';
}
