import {MARGIN_MS, others} from './advance.js';
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

function wantedBy({queued, recent}: Report): number {
  return Math.max(queued, recent);
}

function fromBucket(state: LaneState, report: Report): ReturnType<typeof grant> {
  const pace = paceOf(state) / 1000;
  const sharers = 1 + others(state, report.member).filter(({wants}) => wants > 0).length;
  const most = state.level + (pace * aheadOf(state)) / sharers;
  // A request that costs more than can be saved up goes when all is there, and leaves a debt.
  const need = Math.min(report.need, reserveOf(state));
  if (most < need) return {state, grant: {...NONE, wait: (need - most) / pace, asked: false}};
  const points = Math.max(report.need, Math.min(wantedBy(report), most));
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
  const out = report.flying + rest.reduce((sum, member) => sum + member.out, 0);
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
  const points = window.open ? Math.max(report.need, Math.min(wantedBy(report), share)) : report.need;
  return {state, grant: {...NONE, ready: points, wait: 0, asked: false}};
}

/** Never more than the quota in any stretch of a window's length, wherever the platform's windows begin. */
function fromLog(state: LaneState, report: Report): ReturnType<typeof grant> {
  if (state.declared.kind !== 'window') return fromBucket(state, report);
  const {quota, windowMs} = state.declared;
  const used = state.log.reduce((sum, {points}) => sum + points, 0);
  const need = Math.min(report.need, quota);
  const most = quota - used;
  if (most < need) return {state, grant: {...NONE, wait: waitFor(state.log, need - most, windowMs), asked: false}};
  const points = Math.max(report.need, Math.min(report.queued, most));
  const log = noted(state.log, points, windowMs);
  return {state: {...state, log}, grant: {...NONE, ready: points, wait: 0, asked: false}};
}

/** What is handed out in the same hundredth of a window is one entry, as young as its youngest. */
function noted(log: LaneState['log'], points: number, windowMs: number): LaneState['log'] {
  const last = log.at(-1);
  if (last === undefined || last.since >= windowMs / 100) return [...log, {age: 0, since: 0, points}];
  return [...log.slice(0, -1), {...last, age: 0, points: last.points + points}];
}

/** Time until so many points are a window old. */
function waitFor(log: LaneState['log'], points: number, windowMs: number): number {
  let sum = 0;
  for (const entry of log) {
    sum += entry.points;
    if (sum >= points) return Math.max(1, windowMs + MARGIN_MS - entry.age);
  }
  return windowMs;
}
