import {others} from './advance.js';
import {heldMs} from './counted.js';
import {aheadOf, paceOf, reserveOf} from './pace.js';
import type {Report} from './report.js';
import type {LaneState} from './state.js';

/** What is handed out: points to send at once, points that become free after that, or how long to wait for some. */
export interface Grant {
  readonly ready: number;
  readonly coming: number;
  readonly after: number;
  readonly wait: number;
  readonly asked: boolean;
}

const NONE = {ready: 0, coming: 0, after: 0} as const;
/** While answers of others are awaited that will say how much is left, in ms. */
const LOOK_AGAIN_MS = 20;
/** While a window's points are out with processes that did not tell of them yet, in ms. */
const LONG_LOOK_MS = 500;
/** Past the end of a window: clocks and lines differ. */
const PAST_END_MS = 15;

/** Hands out points, as many as are wanted and there. Takes them off the lane. */
export function grant(state: LaneState, report: Report): {readonly state: LaneState; readonly grant: Grant} {
  if (report.need === 0) return {state, grant: {...NONE, wait: 0, asked: false}};
  if (state.hold > 0) return {state, grant: {...NONE, wait: state.hold, asked: true}};
  if (state.window !== null) return fromWindow(state, state.window, report);
  if (state.declared.kind === 'window' && state.source === 'declared') return fromLog(state, report);
  return fromBucket(state, report);
}

/** Where places are what is scarce, points are taken for several: a place that is free must not wait for the store. */
function wantedBy({room, atOnce}: LaneState, {queued, recent, need}: Report): number {
  const scarce = room.cap !== null && (atOnce !== null || room.kind !== 'rate') ? ROUNDS * room.cap * need : 0;
  return Math.max(queued, recent, scarce);
}

const ROUNDS = 2;

function fromBucket(state: LaneState, report: Report): ReturnType<typeof grant> {
  const pace = paceOf(state) / 1000;
  const sharers = 1 + others(state, report.member).filter(({wants}) => wants > 0).length;
  const most = state.level + (pace * aheadOf(state)) / sharers;
  // A request that costs more than can be saved up goes when all is there, and leaves a debt.
  const need = Math.min(report.need, reserveOf(state));
  if (most < need) return {state, grant: {...NONE, wait: (need - most) / pace, asked: true}};
  const points = Math.max(report.need, Math.min(wantedBy(state, report), most));
  const ready = Math.min(points, report.need > most ? points : Math.max(0, state.level));
  // What others were handed ahead of time comes first.
  const after = Math.max(0, -state.level) / pace;
  return {
    state: {...state, level: state.level - points},
    grant: {ready, coming: points - ready, after, wait: 0, asked: false},
  };
}

function fromWindow(
  state: LaneState,
  window: NonNullable<LaneState['window']>,
  report: Report,
): ReturnType<typeof grant> {
  const rest = others(state, report.member);
  const out = report.flying + report.kept + rest.reduce((sum, member) => sum + member.out, 0);
  const need = Math.min(report.need, window.quota);
  if (!window.open && out > 0) return {state, grant: {...NONE, wait: LOOK_AGAIN_MS, asked: false}};
  const left = window.left - out;
  if (left < need) {
    // Others may have been counted twice, in what is left and in what is out.
    const unsure = rest.some((member) => member.out > 0);
    const wait = unsure ? Math.min(LOOK_AGAIN_MS, window.ends) : window.ends;
    return {state, grant: {...NONE, wait: wait + PAST_END_MS, asked: !unsure}};
  }
  const share = Math.floor(left / (2 * (1 + rest.length)));
  const points = window.open ? Math.max(report.need, Math.min(wantedBy(state, report), share)) : report.need;
  return {state, grant: {...NONE, ready: points, wait: 0, asked: false}};
}

/** Never more than the quota in any stretch of a window's length, wherever the platform's windows begin. */
function fromLog(state: LaneState, report: Report): ReturnType<typeof grant> {
  if (state.declared.kind !== 'window') return fromBucket(state, report);
  const {quota, windowMs} = state.declared;
  const rest = others(state, report.member);
  const out = rest.reduce((sum, {flying, pocket}) => sum + flying + pocket, report.flying + report.kept);
  const most = quota - out - state.log.reduce((sum, {points}) => sum + points, 0);
  const need = Math.min(report.need, quota);
  if (most < need) return {state, grant: {...NONE, wait: waitFor(state.log, need - most, windowMs), asked: true}};
  // The last points go to whoever comes first; before that each process leaves some to the others.
  const share = Math.max(report.need, Math.floor(most / (1 + rest.length)));
  const points = Math.max(report.need, Math.min(report.queued, share));
  return {state, grant: {...NONE, ready: points, wait: 0, asked: false}};
}

/** Time until so many points are done with. While others hold them, one looks again soon: their answers are on the way. */
function waitFor(log: LaneState['log'], points: number, windowMs: number): number {
  let sum = 0;
  for (const entry of log) {
    sum += entry.points;
    if (sum >= points) return Math.max(1, heldMs(windowMs) - entry.age);
  }
  return LONG_LOOK_MS;
}
