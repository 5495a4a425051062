import type {Report} from './report.js';
import {type LaneState, type Member, MOST_AT_ONCE} from './state.js';

/** Places left over after all got the same go round in turns of this length, in ms. */
const TURN_MS = 5000;

/**
 * How many requests the reporting process may have under way: its fair share of the lane's cap, as far as the others
 * have let go of theirs. `now`: ms of the clock that all share.
 */
export function slotsFor({room: {cap}, members}: LaneState, {member, wants, flights}: Report, now: number): number {
  if (cap === null) return MOST_AT_ONCE;
  const rest = members.filter(({id}) => id !== member);
  if (rest.length === 0) return cap;
  const free = cap - rest.reduce((sum, {slots}) => sum + slots, 0);
  const shares = sharesOf(cap, [...rest, {id: member, wants: Math.max(wants, flights)}], now);
  const fair = shares.get(member) ?? 0;
  const waited = rest.some(({id, slots}) => (shares.get(id) ?? 0) > slots);
  return Math.max(0, Math.min(free, fair === 0 && !waited ? 1 : fair));
}

/** The cap dealt out one by one to those that want more, beginning with another one each turn. */
function sharesOf(cap: number, all: readonly Pick<Member, 'id' | 'wants'>[], now: number): ReadonlyMap<string, number> {
  const sorted = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const first = Math.floor(now / TURN_MS) % sorted.length;
  const order = [...sorted.slice(first), ...sorted.slice(0, first)];
  const shares = new Map(order.map(({id}) => [id, 0]));
  for (let left = cap; left > 0; ) {
    const hungry = order.filter(({id, wants}) => (shares.get(id) ?? 0) < wants).slice(0, left);
    if (hungry.length === 0) break;
    for (const {id} of hungry) shares.set(id, (shares.get(id) ?? 0) + 1);
    left -= hungry.length;
  }
  return shares;
}
