import {Decimal} from 'decimal.js';
import {message} from '../../../domain/errors.js';
import type {FeeRecord} from '../../../domain/facts.js';
import type {Clock} from '../../../ports/clock.js';
import type {PullPage} from '../../../ports/platform.js';
import type {Seller} from '../ask.js';
import {itemPages} from '../pull.js';
import {inRounds, type Looking} from '../rounds.js';
import {type Reading, remoteListing} from '../translate.js';
import {OWN_CHANNEL, type WireItem} from '../wire.js';
import type {FeeQuestion} from './ask.js';
import {type Estimated, estimateFees} from './estimate.js';
import {BATCH_FEES} from './wire.js';

/** Where to ask, in which currency, and how old the answers may be (ms) before they are asked for again. */
export interface FeeSource {
  readonly seller: Seller;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly everyMs: number;
}

const READ = 'summaries,offers,fulfillmentAvailability';
/** The part that goes with the price; the others are of the parcel, of storage and of the sale. */
const BY_PRICE = /^(?:ReferralFee|VariableClosingFee)$/u;

/** What Amazon takes of each listing at the price it has now, twenty a question, as its schedule: a rate and a fixed part. */
export function pullFees(
  source: FeeSource,
  cursor: string | null,
  signal: AbortSignal,
): AsyncIterable<PullPage<'fees'>> {
  const {seller, reading, clock, everyMs} = source;
  const looking: Looking<'fees', FeeQuestion> = {
    ...{now: clock.real(), everyMs, size: BATCH_FEES},
    wanted: () => priced(seller, reading, signal),
    read: async (part) => {
      const estimates = await estimateFees(seller, reading.currency, part, signal);
      return {
        records: estimates.flatMap((each) => ('failed' in each ? [] : [scheduleOf(each)])),
        refused: estimates.flatMap((each) =>
          'failed' in each
            ? [message('AMAZON_FEES_UNREAD', {sku: each.sku, why: `${each.failed.code}: ${each.failed.message}`})]
            : [],
        ),
      };
    },
  };
  return inRounds(looking, cursor, signal);
}

/** Listings with a price in the store's currency, and who sends them. */
async function priced(seller: Seller, reading: Reading, signal: AbortSignal): Promise<readonly FeeQuestion[]> {
  const found: FeeQuestion[] = [];
  for await (const items of itemPages(seller, READ, signal)) {
    for (const item of items) {
      const [offer] = remoteListing(item, reading).offers;
      if (offer?.price) found.push({sku: item.sku, price: offer.price, byAmazon: isByAmazon(item)});
    }
  }
  return found;
}

/**
 * An estimate as a schedule of the SKU. The rate is that of the price asked for, rounded up to the ten thousandth: near that
 * price it holds, and where Amazon's own steps change it, the next answer does.
 */
export function scheduleOf({sku, price, total, parts}: Exclude<Estimated, {failed: unknown}>): FeeRecord {
  const named = parts.filter(({name}) => BY_PRICE.test(name)).reduce((sum, {amount}) => sum + amount, 0);
  // Amazon may give up more of the other parts than they are: nothing is paid back with each sale.
  const byPrice = parts.length === 0 ? total : Math.min(named, total);
  const rate = new Decimal(byPrice).div(price).toDecimalPlaces(4, Decimal.ROUND_UP).toFixed();
  const none = {category: '', upTo: null, minimum: null, marginal: false, effectiveFrom: null} as const;
  return {...none, source: 'platform', sku, rate, fixed: total - byPrice};
}

function isByAmazon({fulfillmentAvailability}: WireItem): boolean {
  const channels = (fulfillmentAvailability ?? []).map(({fulfillmentChannelCode: code}) => code);
  return channels.length > 0 && !channels.includes(OWN_CHANNEL);
}
