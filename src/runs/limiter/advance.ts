import {paceOf, reserveOf} from './pace.js';
import type {LaneState, Member} from './state.js';
import {wayLater} from './way.js';

/** A process that was not heard of for so long is gone, with all that it held. Slow limits are heard of seldom. */
const LEASE_MS = 15_000;
/** The line may carry one request faster than another. */
export const MARGIN_MS = 50;

/** The lane `ms` later. Time that ran backwards did not pass: the caller gives 0. */
export function advance(state: LaneState, ms: number): LaneState {
  const filling = state.lumpy ? Math.max(0, ms - state.hold) : ms;
  return {
    ...state,
    level: Math.max(state.level, Math.min(reserveOf(state), state.level + (paceOf(state) * filling) / 1000)),
    hold: Math.max(0, state.hold - ms),
    window: windowLater(state, ms),
    log: logLater(state, ms),
    toldAge: state.toldAge === null ? null : state.toldAge + ms,
    learning: wayLater(state, ms),
    members: state.members
      .map((member) => ({...member, age: member.age + ms}))
      .filter((member) => member.age < leaseOf(state)),
  };
}

/** How long a process is believed to live without a word, in ms. */
export function leaseOf({rate}: LaneState): number {
  return Math.max(LEASE_MS, 2000 / rate);
}

function windowLater({window}: LaneState, ms: number): LaneState['window'] {
  if (window === null || window.ends > ms) return window === null ? null : {...window, ends: window.ends - ms};
  // The next one may have begun: one request goes first to see.
  return {...window, left: window.quota, ends: 0, open: false};
}

function logLater({declared, log}: LaneState, ms: number): LaneState['log'] {
  if (declared.kind !== 'window') return log;
  return log
    .map(({age, since, points}) => ({age: age + ms, since: since + ms, points}))
    .filter(({age}) => age < declared.windowMs + MARGIN_MS);
}

/** Processes that are at it now, besides the named one. */
export function others({members}: LaneState, id: string): readonly Member[] {
  return members.filter((member) => member.id !== id);
}
