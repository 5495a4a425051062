import type {LaneState} from './state.js';

/** A little under the limit: what is sent evenly does not arrive evenly (PERFORMANCE.md §4). */
const UNDER = 0.995;
/** Where hardly anything can be saved up, each request keeps this much more distance, in s and as a share of it. */
const DISTANCE = {most: 0.02, share: 0.01} as const;
/** How much quicker one request may be than another, in ms. */
const SLACK_MS = 100;
/** Time for which points are handed out ahead, in ms: so much a process that dies takes with it, and so seldom the store is written. */
const AHEAD = {known: 200, unsure: 50} as const;
/**
 * Where windows count, what late timers and short holds cost may be caught up: so much of a window, in points at least and
 * at most what comes in so many seconds. More would overfill a sliding window.
 */
const CAUGHT_UP = {share: 1 / 70, least: 0.2, most: 0.5} as const;
/** An estimate that may be wrong by more than this share is unsure. */
export const SURE = 0.01;

/** Points a second that are handed out. */
export function paceOf({source, rate, burst}: LaneState): number {
  if (source === 'guess') return rate;
  const distance = burst < 4 ? Math.min(DISTANCE.most, DISTANCE.share / rate) : 0;
  return 1 / (1 / (UNDER * rate) + distance);
}

/** Points that are saved up at most. Some are left to the platform: its clock and the line are not ours. */
export function reserveOf({source, rate, burst, lumpy}: LaneState): number {
  if (lumpy) return Math.max(1, CAUGHT_UP.least * rate, Math.min(CAUGHT_UP.share * burst, CAUGHT_UP.most * rate));
  if (source === 'guess') return burst;
  return Math.max(1, burst - slackOf({rate, burst}));
}

/**
 * Points that are left to the platform: what it gives in the time by which one request may be quicker than another on its
 * way. So on a slow limit next to nothing is left.
 */
export function slackOf({rate, burst}: Pick<LaneState, 'rate' | 'burst'>): number {
  return Math.min(burst / 4, (SLACK_MS * rate) / 1000);
}

/** How far ahead points are handed out, in ms, to all processes together. */
export function aheadOf({source, learning}: LaneState): number {
  const sure = source === 'declared' || source === 'told' || (source === 'learned' && learning.doubt < SURE);
  return sure ? AHEAD.known : AHEAD.unsure;
}

/** The published rate in points a second; where there is none, no rate is too high. */
export function declaredRate({declared}: LaneState): number {
  if (declared.kind === 'bucket') return declared.rate;
  return declared.kind === 'window' ? (1000 * declared.quota) / declared.windowMs : Number.POSITIVE_INFINITY;
}
