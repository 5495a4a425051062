import {logLater} from './counted.js';
import {WHOLE_MS} from './estimate.js';
import {paceOf, reserveOf} from './pace.js';
import type {LaneState, Member} from './state.js';
import {wayLater} from './way.js';

/** A process that was not heard of for so long is gone, with all that it held. Slow limits are heard of seldom. */
const LEASE_MS = 15_000;
/** The shortest time is forgotten by so much with each look, for lines change. */
const RELAX = 1.01;
/** A bucket that holds fewer points is full again and again. */
const SMALL = 4;

/** The lane `ms` later, without those of which `ended` says so. Time that ran backwards did not pass: the caller gives 0. */
export function advance(state: LaneState, ms: number, ended: (member: Member) => boolean = () => false): LaneState {
  const all = state.members.map((member) => ({...member, age: member.age + ms}));
  const gone = all.filter((member) => member.age >= leaseOf(state) || ended(member));
  return {
    ...state,
    ...filled(state, ms),
    hold: Math.max(0, state.hold - ms),
    window: windowLater(state, ms),
    log: logLater(state, ms, gone),
    toldAge: state.toldAge === null ? null : state.toldAge + ms,
    learning: wayLater(state, ms),
    members: all.filter((member) => !gone.includes(member)),
  };
}

/** An answer that does not come in this time is not waited for, in ms. */
const ANSWER_MS = 2000;

/**
 * What comes back in `ms`. Where windows count nothing does while one that is used up is waited for; but for the last
 * second, by which the wait was rounded up: what that costs is caught up.
 */
function filled(state: LaneState, ms: number): Pick<LaneState, 'level' | 'leaving'> {
  const late = state.leaving === null ? 0 : Math.max(0, Math.min(ms, ANSWER_MS - state.leaving));
  const waited = state.lumpy ? Math.min(ms, Math.max(0, state.hold - WHOLE_MS)) : 0;
  // What a process has in its pocket may come late and on top of what is saved up meanwhile.
  const pockets = state.members.reduce((sum, {pocket}) => sum + pocket, 0);
  const full = reserveOf(state);
  const reserve = Math.max(full - pockets, Math.min(1, full));
  const level = Math.max(
    state.level,
    Math.min(reserve, state.level + (paceOf(state) * (ms - Math.max(late, waited))) / 1000),
  );
  if (level >= full) return {level, leaving: 0};
  return {level, leaving: state.leaving === null || late < ms ? null : state.leaving + ms};
}

/**
 * The lane after answers came, the first of them `age` ms ago and the quickest after `quickest` ms. A full bucket begins to
 * fill up again when the platform gets the first request, not when it is sent: at the latest when it answers. Where hardly
 * anything is saved up that would be lost with each request, so there what a request takes at least is counted before.
 */
export function landed(
  state: LaneState,
  {age, quickest}: {readonly age: number; readonly quickest: number},
): LaneState {
  const pace = paceOf(state) / 1000;
  const small = state.burst < SMALL;
  const known = state.quickest ?? quickest;
  const next = Math.min(quickest, known * RELAX);
  const sooner = small ? Math.max(0, known - quickest) : 0;
  if (state.leaving === null) return {...state, quickest: next, level: state.level - pace * sooner};
  const level = Math.min(reserveOf(state), state.level + pace * (small ? age + quickest : age));
  return {...state, quickest: next, leaving: null, level};
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

/** Processes that are at it now, besides the named one. */
export function others({members}: LaneState, id: string): readonly Member[] {
  return members.filter((member) => member.id !== id);
}
