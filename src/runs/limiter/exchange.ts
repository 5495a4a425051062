import {landed, leaseOf} from './advance.js';
import {counted} from './counted.js';
import {grant} from './grant.js';
import {refused} from './learn.js';
import {paceOf} from './pace.js';
import type {Answer, Report} from './report.js';
import {wider} from './room.js';
import {slotsFor} from './slots.js';
import type {LaneState, Member} from './state.js';
import {heard} from './told.js';
import {allowed} from './try.js';
import {notSpent} from './way.js';

/** Where places are shared, every process tells of itself so often, in ms. */
const SHARED_TELL_MS = 300;
/** Without a place one asks again so soon: ms, and a share of the time in which a point comes back. */
const NO_PLACE = {ms: 50, share: 0.05} as const;

/**
 * One process tells what happened and is told what it may do: the one way in which a lane changes.
 *
 * @param now ms of the clock that all processes share; only for whose turn it is
 */
export function exchange(
  before: LaneState,
  report: Report,
  now: number,
): {readonly state: LaneState; readonly answer: Answer} {
  const state = listened(before, report);
  const slots = slotsFor(state, report, now);
  if (slots <= report.flights && report.need > 0 && report.kept === 0) {
    const left = settled(state, report, {slots, points: 0});
    const wait = Math.max(NO_PLACE.ms, (1000 * NO_PLACE.share) / state.rate, state.hold);
    return {state: left, answer: {...answerOf(left, slots), wait, asked: state.hold > 0}};
  }
  const {state: next, grant: given} = grant(state, report);
  const points = given.ready + given.coming;
  const left = settled(next, report, {slots: points + report.kept > 0 ? slots : 0, points});
  return {state: {...left, spent: left.spent + points}, answer: {...answerOf(left, slots), ...given}};
}

/** The lane with all that the report tells. */
function listened(before: LaneState, report: Report): LaneState {
  const {returned, accepted, refusals, asked} = report;
  const back = givenBack(before, returned, before.members.find(({id}) => id === report.member)?.age ?? 0);
  const filling = report.landed === null ? back : landed(back, report.landed);
  const grown = {...allowed(counted(filling, report), accepted.points), room: wider(back, report)};
  const opened = accepted.requests > 0 && grown.window?.open === false && report.told === null ? closed(grown) : grown;
  const told = heard(opened, report);
  const cut = refusals.reduce((state, refusal) => refused(state, refusal, report), told);
  return {...cut, hold: Math.max(cut.hold, asked)};
}

/** Points that were not used after all. */
function givenBack(given: LaneState, points: number, age: number): LaneState {
  if (points === 0) return given;
  const state = notSpent(given, points, age);
  return {...state, level: state.level + points};
}

/** A platform that told of windows and tells no more: what it last told is all there is. */
function closed(state: LaneState): LaneState {
  return {...state, window: null, source: 'learned'};
}

/** Keeps what the process holds now; one that wants nothing and has nothing is no member. */
function settled(state: LaneState, report: Report, {slots, points}: {slots: number; points: number}): LaneState {
  const rest = state.members.filter(({id}) => id !== report.member);
  const pocket = points + report.kept;
  const out = report.flying + report.fresh + pocket;
  const member: Member = {
    id: report.member,
    age: 0,
    out,
    flying: report.flying,
    pocket,
    slots: Math.max(slots, report.flights),
    wants: report.wants,
    flights: report.flights,
    used: report.used,
  };
  return {...state, members: out === 0 && report.wants === 0 ? rest : [...rest, member]};
}

function answerOf(state: LaneState, slots: number): Answer {
  const lease = leaseOf(state) / 4;
  const tell = state.room.cap === null ? lease : Math.min(lease, SHARED_TELL_MS * (state.members.length > 1 ? 1 : 4));
  return {ready: 0, coming: 0, after: 0, pace: paceOf(state) / 1000, slots, wait: 0, asked: false, tell};
}
