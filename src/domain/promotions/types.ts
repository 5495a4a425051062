import type {Selector} from '../catalog/selector.js';
import type {Minor} from '../money.js';

export type PromotionStatus = 'scheduled' | 'running' | 'ended' | 'cancelled';

/**
 * Percentage: `percent` as decimal text ("15" = 15 % off). Fixed: `amount` off each unit, minor units. With
 * `acceptLosses` somebody said that prices may go below the known bounds; else they stop at them.
 */
export type PromotionTerms = (
  | {readonly kind: 'percentage'; readonly percent: string}
  | {readonly kind: 'fixed'; readonly amount: Minor}
) & {readonly acceptLosses?: true};

/**
 * A discount with a window. `startsAt` is inclusive and `endsAt` exclusive, ms UTC of business time; `zone` is the
 * shop's, in which the window was given and is shown. `strike` says whether the base price is shown struck through.
 */
export interface Promotion {
  readonly id: string;
  readonly shopId: number;
  readonly name: string;
  readonly terms: PromotionTerms;
  readonly scope: Selector;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly zone: string;
  readonly strike: boolean;
  /** When buyers are told of it, where that is before its start: what it may say is measured from there. */
  readonly announcedAt?: number;
  readonly status: PromotionStatus;
  readonly createdAt: number;
}

/** An overlay that stands on an offer: the promotion set `price` and will put the base back. */
export interface PromotionOffer {
  readonly promotion: string;
  readonly shopId: number;
  readonly offerId: number;
  readonly price: Minor;
  readonly compareAt: Minor | null;
  readonly setAt: number;
}
