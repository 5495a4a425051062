import {type Span, savedUp, spanOf, WHOLE_MS} from './estimate.js';
import {declaredRate, SURE} from './pace.js';
import type {Refusal, Report} from './report.js';
import {capFor, type Standing, standingOf, tighter} from './room.js';
import {GUESS, type LaneState} from './state.js';
import {notSpent, wayEmptied, wayOn} from './way.js';

/** A first refusal says that the guess was too high, and no more. */
const CUT = 0.6;
/** Without `Retry-After`: so many points' worth of waiting, doubled with each refusal in a row. */
const PAUSE_POINTS = 2;
const LONGEST_PAUSE_MS = 60_000;
/** Refusals for a moment, in a row, after which windows are not believed in; and the share of the rate that they must leave. */
const EVEN = 3;
const FAR_OFF = 0.9;
/** A wait beyond this many points' worth is no bucket filling up but a window. */
const LUMP_POINTS = 3;
/** Besides the whole second that it is rounded up to, and what a request and its answer take on their way, in ms. */
const ON_THE_WAY_MS = 300;
/** An estimate that may be off by more than this share is none. */
const VAGUE = 0.6;
/** Of a wide estimate the lower end is trusted, and a little more: too low is found out for nothing, too high is refused. */
const DARE = 1.12;
/** A rate that did not stand falls by this share, and twice as far if that was not enough. */
const FALL = 0.008;
/** What is sent evenly may come a little faster. */
const EVENLY = 1.1;
/** What is published holds until it is plain that the platform gives less than this share of it. */
const KEPT = 0.97;
/** And it was refused so often: once may have been someone else who uses the same limit. */
const CONVINCED = 3;

/** The lane after a request was refused for its limit. */
export function refused(state: LaneState, refusal: Refusal, report: Report): LaneState {
  const streak = state.learning.streak + 1;
  const hold = Math.max(state.hold, refusal.wait ?? pauseOf(state, streak));
  const age = Math.max(refusal.age, heardOf(state, report));
  const held = notSpent({...state, hold, learning: {...state.learning, streak}}, refusal.cost, age, {
    by: report.member,
    age: refusal.age,
  });
  // Sent before the last hold was over: it only says again what that one said.
  if (state.learning.free !== null && refusal.age > state.learning.free) return held;
  const standing = standingOf(held, refusal, report);
  const cut = {...held, room: tighter(held, refusal, report, standing)};
  if (standing === 'cap') return cut;
  const empty = {...cut, level: Math.min(0, cut.level), learning: wayEmptied(cut, refusal, report.member)};
  return state.source === 'told' ? empty : estimated(empty, refusal, standing);
}

/** ms since the process was heard of last. */
function heardOf({members}: LaneState, {member}: Report): number {
  return members.find(({id}) => id === member)?.age ?? 0;
}

function pauseOf({rate}: LaneState, streak: number): number {
  return Math.min(LONGEST_PAUSE_MS, (1000 * PAUSE_POINTS * 2 ** Math.min(20, streak - 1)) / rate);
}

function estimated(before: LaneState, {age, wait}: Refusal, standing: Standing): LaneState {
  const even = before.lumpy && before.source === 'learned' ? evenEnd(before) : 0;
  if (even === null) return bracketed(before);
  const state = {...before, lumpy: false, learning: {...before.learning, way: before.learning.way.slice(even)}};
  const {learning, source, rate} = state;
  const fit = standing === 'rate' ? spanOf(learning.way, {saved: learning.saved, lumpy: false}) : null;
  // Who sends evenly is refused only by one that gives no more than that.
  const plain = fit === null ? null : {low: Math.min(fit.low, rate), high: Math.min(fit.high, EVENLY * rate)};
  if (plain === null) return source === 'guess' ? guessed(state, rate * CUT) : state;
  if (before.lumpy && plain.high > FAR_OFF * rate) return bracketed(before);
  if (doubtOf(plain) > VAGUE) return guessed(state, Math.min(plain.high, Math.max(rate * CUT, DARE * plain.low)));
  if (plain.high > KEPT * declaredRate(state)) return state;
  if (source === 'declared' && learning.way.filter(({empty}) => empty).length < CONVINCED) return state;
  const lumpy = isLump((wait ?? 0) + age, plain.low);
  const span = lumpy ? (spanOf(learning.way, {saved: learning.saved, lumpy}) ?? plain) : plain;
  const doubt = doubtOf(span);
  // A refusal is no reason to send faster.
  const next = Math.min(middleOf(span), DARE * span.low, rate);
  const saved = Math.max(learning.saved, savedUp(learning.way, span.high));
  return {
    ...state,
    source: 'learned',
    rate: next,
    burst: Math.max(1, saved, Math.min(GUESS.burst, next / 5)),
    lumpy,
    room: {...state.room, cap: capUnder(state, next, doubt < SURE)},
    learning: {...wayOn(state), doubt, ceiling: span.high, saved, raised: 0, stood: null},
  };
}

/**
 * Who is refused time and again for a moment only is not refused by windows: then the count from one such refusal to the
 * next tells the rate. Where on the way they begin; null: the last few were not such.
 */
function evenEnd({learning: {way}, rate}: LaneState): number | null {
  const empties = way.flatMap((point, at) => (point.empty ? [{point, at}] : []));
  const isLong = ({point: {due}}: (typeof empties)[number]) => due === null || isLump(due, rate);
  const even = empties.slice(empties.findLastIndex(isLong) + 1);
  return even.length < EVEN ? null : (even[0]?.at ?? null);
}

/** Whether the wait that was asked for is one for a window's end, at such a rate. */
function isLump(due: number, rate: number): boolean {
  return ((due - WHOLE_MS - ON_THE_WAY_MS) * rate) / 1000 > LUMP_POINTS;
}

/**
 * Where windows count, a count from refusal to refusal tells little: what was not sent in a window is lost. The rate lies
 * between one that stood for a whole window and this one, which did not.
 */
function bracketed(state: LaneState): LaneState {
  const {rate, learning} = state;
  const falls = learning.stood === null ? Math.min(0, learning.raised) - 1 : 0;
  const next = learning.stood ?? rate * (1 - (falls < -1 ? 2 : 1) * FALL);
  return {...state, rate: next, learning: {...wayOn(state), doubt: 0, ceiling: rate, raised: falls, stood: null}};
}

/** A lower guess; as little is risked with it as will do. */
function guessed(state: LaneState, rate: number): LaneState {
  const {room} = state;
  const cap = room.kind === 'rate' ? capUnder(state, rate, false) : null;
  return {...state, rate, room: cap === null ? room : {...room, cap: Math.min(cap, room.cap ?? cap)}};
}

function middleOf({low, high}: Span): number {
  return (low + high) / 2;
}

function doubtOf({low, high}: Span): number {
  return (high - low) / (high + low);
}

/** A declared limit knows best how many may be under way; of one that was learnt, as many as its pace has use for. */
function capUnder({declared, atOnce, room}: LaneState, rate: number, sure: boolean): number | null {
  if (declared.kind === 'bucket' || declared.kind === 'window') return room.cap;
  const cap = capFor(rate, sure);
  return cap === null || atOnce === null ? (cap ?? atOnce) : Math.min(cap, atOnce);
}
