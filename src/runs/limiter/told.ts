import {others} from './advance.js';
import {paceOf, slackOf} from './pace.js';
import type {Report} from './report.js';
import type {LaneState} from './state.js';

/** Windows that end so close together are one, in ms. */
const SAME_MS = 100;
/** A first answer comes in this time, in ms. */
const FIRST_ANSWER_MS = 10_000;

/**
 * The lane after the platform told how it stands. What it told is as old as its answer, and does not count requests that
 * were still on their way: all that is out is taken off. Of two answers the newer one holds.
 */
export function heard(state: LaneState, report: Report): LaneState {
  if (report.told === null) return state;
  const {told, age} = report.told;
  if (state.toldAge !== null && age > state.toldAge) return state;
  const next: LaneState = {...state, source: 'told', toldAge: age, lumpy: false, room: free(state)};
  const out = report.flying + report.kept + others(state, report.member).reduce((sum, member) => sum + member.out, 0);
  switch (told.kind) {
    case 'rate':
      return {...next, rate: told.rate, level: state.level - tooMuch(state, told.rate)};
    case 'bucket': {
      const known = {...next, rate: told.rate, burst: told.burst, window: null};
      const left = Math.min(told.burst, told.left + (paceOf(known) * age) / 1000);
      return {...known, level: left - out - slackOf(told), leaving: null};
    }
    case 'window': {
      const {quota, left} = told;
      const ends = told.resetMs - age;
      if (ends <= 0) return {...next, window: {quota, left: quota, ends: 0, open: false}};
      // Of one window the least that was told is the latest.
      const same = state.window?.open === true && Math.abs(state.window.ends - ends) < SAME_MS;
      const least = same ? Math.min(left, state.window.left) : left;
      return {...next, window: {quota, left: least, ends, open: true}};
    }
  }
}

/** Points that were counted on since the beginning by a published rate that was too high, in the time that an answer takes. */
function tooMuch({source, rate, learning}: LaneState, told: number): number {
  if (source === 'told' || told >= rate) return 0;
  return ((rate - told) * Math.min(FIRST_ANSWER_MS, learning.way[0]?.age ?? 0)) / 1000;
}

/** A platform that tells its limit needs no trying how many may be under way. */
function free({room, source, atOnce}: LaneState): LaneState['room'] {
  return source === 'told' || room.kind === 'rate' ? room : {...room, cap: atOnce, kind: 'rate'};
}
