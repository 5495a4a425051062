import type {Refusal, Report} from './report.js';
import {type LaneState, type Member, MOST_AT_ONCE, type Room} from './state.js';

/** What a refusal is about: the pace, how many are under way at once, or one can not tell yet. */
export type Standing = 'rate' | 'cap' | 'unclear';

/** On a limit that gives less than a point in this time, more than one under way would only be refused. */
const TURN_S = {sure: 0.5, unsure: 0.05} as const;
/** A bucket that asks for such a wait is slow. A cap never asks for one: it can not know when a place will be free. */
const SLOW_WAIT_MS = 1500;
/** Accepted requests for each place after which one more is tried. */
const GROW = 3;
/** Accepted requests after which a cap that was found is tried again; four times as many each time it holds. */
const RETRY = 400;
/** One refusal may have been counted wrongly, while others came and went: it is tried again this soon. */
const FIRST_RETRY = 12;
/** So many accepted are no accident. */
const A_FEW = 5;

/**
 * How many are under way tells the two kinds of limit apart: with a cap, whoever keeps under it is never refused. A
 * refusal where as many were accepted before is one of pace.
 */
export function standingOf(state: LaneState, refusal: Refusal, {member}: Report): Standing {
  const {room, members, declared, source} = state;
  // Who counts points can say when there will be one; who says nothing counts heads, until one alone is refused.
  const silent = declared.kind === 'unknown' && source === 'guess' && refusal.wait === null;
  if (silent && refusal.under + mostBusy(members, member) > 1) return 'cap';
  if (room.kind === 'rate') return 'rate';
  if ((refusal.wait ?? 0) >= SLOW_WAIT_MS) return 'rate';
  const under = refusal.under + mostBusy(members, member);
  if (under <= Math.max(1, mostOf(room))) return 'rate';
  return room.kind === 'cap' ? 'cap' : 'unclear';
}

/** The room after a refusal of that standing. */
export function tighter({room, members}: LaneState, refusal: Refusal, {member}: Report, standing: Standing): Room {
  if (room.kind === 'rate' && standing === 'rate') return room;
  if (standing === 'rate') return paced(room, (refusal.wait ?? 0) >= SLOW_WAIT_MS ? 1 : null);
  const under = refusal.under + mostBusy(members, member);
  const again = room.refusedAt !== null && under >= room.refusedAt;
  const refusedAt = Math.min(room.refusedAt ?? under, under);
  const cap = Math.max(1, refusedAt - 1);
  const silent = refusal.wait === null;
  return {
    cap,
    silent,
    refusedAt,
    under: [],
    quiet: 0,
    kind: again ? 'cap' : 'open',
    tried: room.tried + (again ? 1 : 0),
  };
}

/** The room after requests were accepted: grown by one where that may be tried. */
export function wider(state: LaneState, {accepted, member}: Report): Room {
  const {room, members} = state;
  if (room.kind === 'rate' || room.cap === null || accepted.requests === 0) return room;
  const next = {
    ...room,
    under: added(room.under, accepted.under, leastBusy(members, member)),
    quiet: room.quiet + accepted.requests,
  };
  // As many as were refused before, and nobody minds: it was the pace.
  if (room.refusedAt !== null && mostOf(next) >= room.refusedAt)
    // Or, of one that says nothing, it was counted wrongly: then it goes on from here, one by one.
    return room.silent ? {...next, refusedAt: null, quiet: 0} : paced(next, null);
  const again = room.refusedAt !== null && room.cap + 1 >= room.refusedAt;
  const retry = room.kind === 'open' ? FIRST_RETRY : RETRY * 4 ** Math.min(6, room.tried);
  const patience = again ? retry : GROW * room.cap;
  if (next.quiet < patience || room.cap >= MOST_AT_ONCE) return next;
  return {...next, cap: room.cap + 1, quiet: 0};
}

/**
 * Most under way at which requests are accepted: a few, for one may slip in when another is done at the platform and its
 * answer is still on the way.
 */
function mostOf({under}: Room): number {
  let count = 0;
  for (let k = under.length - 1; k > 0; k--) {
    count += under[k] ?? 0;
    if (count >= A_FEW) return k;
  }
  return 0;
}

function added(counts: readonly number[], more: readonly number[], shift: number): readonly number[] {
  const length = Math.max(counts.length, more.length === 0 ? 0 : more.length + shift);
  return Array.from({length}, (_, k) => (counts[k] ?? 0) + (more[k - shift] ?? 0));
}

/** How many are under way does not matter beyond what the rate lets through. */
function paced(room: Room, cap: number | null): Room {
  return {...room, cap, kind: 'rate', refusedAt: null};
}

/** The cap that a rate in points a second asks for; null: none. Of an unsure one as little is risked as will do. */
export function capFor(rate: number, sure: boolean): number | null {
  return orNone(Math.max(1, Math.ceil(rate * (sure ? TURN_S.sure : TURN_S.unsure))));
}

/** The room when a rate is tried upwards: it may have been the cap that kept it from being refused. */
export function roomier(room: Room): Room {
  return room.kind !== 'rate' || room.cap === null ? room : {...room, cap: orNone(room.cap + 1)};
}

function orNone(cap: number): number | null {
  return cap >= MOST_AT_ONCE ? null : cap;
}

/** Requests that other processes may have under way. */
function mostBusy(members: readonly Member[], id: string): number {
  return members.filter((each) => each.id !== id).reduce((sum, {slots, used}) => sum + Math.min(slots, used), 0);
}

/** Requests that other processes surely had under way, as far as one can know. */
function leastBusy(members: readonly Member[], id: string): number {
  return members.filter((each) => each.id !== id).reduce((sum, {slots, flights}) => sum + Math.min(slots, flights), 0);
}
