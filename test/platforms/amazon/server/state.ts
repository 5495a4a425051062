import type {Taken} from '../../job/taken.js';
import type {RivalOffer} from './rivals.js';

/** A listing as Amazon keeps it: what the seller sent, and what shoppers are shown, which comes later. */
export interface Kept {
  readonly sku: string;
  readonly productType: string;
  readonly createdDate: string;
  attributes: Record<string, readonly Record<string, unknown>[]>;
  /** What is sent and not taken over yet, with the instant from which it counts. */
  coming: {readonly at: number; readonly attributes: Kept['attributes']} | null;
  shown: {price: {readonly currencyCode: string; readonly amount: string} | null};
}

export interface KeptOrder {
  readonly order: Readonly<Record<string, unknown>> & {readonly AmazonOrderId: string; readonly LastUpdateDate: string};
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** A document: a feed that was uploaded, or a report. `text` null: nothing was put there yet. */
export interface KeptDocument {
  text: string | null;
  readonly contentType: string;
  readonly packed: boolean;
}

export interface KeptFeed {
  readonly feedId: string;
  readonly document: string;
  readonly createdTime: string;
  readonly dueAt: number;
  processingStatus: string;
  result: string | null;
}

/** What befalls the next feed: it is never worked on, broken off in its middle, cancelled, or its sums are wrong. */
export type FeedFate = '' | 'stuck' | 'fatal' | 'cancelled' | 'wrong-sums' | 'packed';

/** Everything one seller has in one store. */
export interface State {
  /** Where the server itself is, for addresses of documents. */
  origin: string;
  readonly listings: Map<string, Kept>;
  readonly orders: KeptOrder[];
  readonly documents: Map<string, KeptDocument>;
  readonly feeds: KeptFeed[];
  /** Offers for a SKU, and how often a question about one (also about its fees) is sent back. */
  readonly rivals: Map<string, readonly RivalOffer[]>;
  readonly offersFail: Map<string, number>;
  /** So long Amazon takes for a feed, in ms. */
  feedMs: number;
  feedFate: FeedFate;
  /** Every price that a seller wrote, in order. */
  readonly taken: Taken[];
  /** So long after a yes it is done, in ms. */
  lagMs: number;
  /** By how much the server's clock is ahead. */
  aheadMs: number;
}

export const STORE = 'ATVPDKIKX0DER';

export function newState(): State {
  return {
    ...{origin: '', listings: new Map(), orders: [], documents: new Map(), feeds: [], taken: []},
    ...{rivals: new Map(), offersFail: new Map()},
    ...{feedMs: 100, feedFate: '', lagMs: 0, aheadMs: 0},
  };
}

export function nowOf({aheadMs}: State): number {
  return Date.now() + aheadMs;
}

/** What is due is taken over. */
export function settled(kept: Kept): Kept {
  if (kept.coming !== null && kept.coming.at <= Date.now()) {
    kept.attributes = kept.coming.attributes;
    kept.coming = null;
  }
  return kept;
}
