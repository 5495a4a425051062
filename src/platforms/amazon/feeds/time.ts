import {PLANS, secondsFor} from '../limits.js';
import {PAGE_ROWS} from '../wire.js';

/**
 * So long Amazon takes for a feed, whatever is in it (issue 5151 of its models, March 2026: half an hour, also for a few
 * SKUs); "up to eight hours" under load (use case guide of the Feeds API). It is the time of a queue, and no promise.
 */
export const FEED_SECONDS = 30 * 60;

/** Seconds that new prices for so many listings take one by one: each is read, and sent by itself. */
export function patchSeconds(listings: number): number {
  return secondsFor('patchListingsItem', listings);
}

/** Seconds that they take as a feed: read by twenty, sent at once, worked through when their turn comes. */
export function feedSeconds(listings: number): number {
  return FEED_SECONDS + secondsFor('searchListingsItems', Math.ceil(listings / PAGE_ROWS));
}

/** The number of listings from which on a feed is the quicker way, at the published pace. */
export function quickerFrom(): number {
  const {rate: patches} = PLANS.patchListingsItem;
  const {rate: searches} = PLANS.searchListingsItems;
  return Math.ceil(FEED_SECONDS / (1 / patches - 1 / (searches * PAGE_ROWS)));
}
