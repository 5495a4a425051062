import {MUTATION_POINTS} from '../cost.js';

/** Bulk operations that an app may have under way in one shop at once, since 2026-01 (shopify.dev, bulk operations, imports). */
export const LANES = 5;

/**
 * Shopify publishes no pace of bulk operations. Taken: twenty lines a second each, and ten seconds for upload, start and
 * the look at the end. It fits what practitioners say, that a bulk operation pays from about a thousand records on. After
 * the first one of a connection its own pace is known.
 */
const LINES_A_SECOND = 20;
const BEGIN_MS = 10_000;
/** Fewer lines are not worth an operation of their own. */
const FEWEST_LINES = 250;

/** How many operations to cut so many lines into. */
export function lanesFor(lines: number): number {
  return Math.max(1, Math.min(LANES, Math.floor(lines / FEWEST_LINES)));
}

/** How long bulk operations will take for so many lines, in ms. `pace`: lines a second of one operation. */
export function bulkMs(lines: number, pace = LINES_A_SECOND): number {
  return BEGIN_MS + (1000 * lines) / (lanesFor(lines) * pace);
}

/** How long single requests will take, in ms, by the points that are left and come back a second. */
export function singlyMs(requests: number, {left, rate}: {readonly left: number; readonly rate: number}): number {
  return (1000 * Math.max(0, requests * MUTATION_POINTS - left)) / rate;
}

/**
 * Shopify publishes no pace of bulk queries either. Taken: a fifth of the 460 records a second that one practitioner tells
 * of, and the same ten seconds around it.
 */
const OBJECTS_A_SECOND = 90;

/** How long a bulk query for so many objects will take, in ms. */
export function bulkReadMs(objects: number): number {
  return BEGIN_MS + (1000 * objects) / OBJECTS_A_SECOND;
}
