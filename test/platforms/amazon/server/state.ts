import type {Taken} from '../../job/taken.js';

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

/** Everything one seller has in one store. */
export interface State {
  readonly listings: Map<string, Kept>;
  readonly orders: KeptOrder[];
  /** Every price that a seller wrote, in order. */
  readonly taken: Taken[];
  /** So long after a yes it is done, in ms. */
  lagMs: number;
  /** By how much the server's clock is ahead. */
  aheadMs: number;
}

export const STORE = 'ATVPDKIKX0DER';

export function newState(): State {
  return {listings: new Map(), orders: [], taken: [], lagMs: 0, aheadMs: 0};
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
