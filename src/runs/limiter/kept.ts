import type {Instant, LimiterRepository, LockOwner} from '../../ports/data.js';
import type {Lane} from '../../ports/limiter.js';
import {advance} from './advance.js';
import {exchange} from './exchange.js';
import {type Answer, olderBy, type Report} from './report.js';
import {freshState, type LaneState, type Member, STATE_VERSION} from './state.js';

/** What stands in the store of one lane: its state, and when that was. */
interface Kept {
  readonly at: Instant;
  readonly state: LaneState;
}

/** Who exchanges: its clock, its process where it has told, and whom it knows to have ended. */
interface Asker {
  readonly here: () => Instant;
  readonly self: LockOwner | undefined;
  readonly ended: (member: Member) => boolean;
}

/** What is kept of a lane that nobody used for so long is not believed any more. */
const FORGOTTEN_MS = 30 * 24 * 3_600_000;

/** One exchange over the store: what the others told meanwhile is there, and they will find what this one tells. */
export async function exchangeOver(
  store: LimiterRepository,
  shopId: number,
  lane: Lane,
  report: Report,
  {here, self, ended}: Asker,
): Promise<Answer> {
  const asked = here().at;
  return await store.update(shopId, lane.name, here, (text, now) => {
    // What was told is older by the time that this process waited for its turn at the store.
    const told = olderBy(report, Math.max(0, here().at - asked));
    const {state, answer} = exchange(stateAt(parse(text), lane, now, ended), told, now.at);
    const kept: Kept = {at: now, state: signed(state, report.member, self)};
    return {state: JSON.stringify(kept), result: answer};
  });
}

/** The lane with the process of that member in it, for the others to ask after. */
function signed(state: LaneState, id: string, owner: LockOwner | undefined): LaneState {
  if (owner === undefined) return state;
  return {...state, members: state.members.map((member) => (member.id === id ? {...member, owner} : member))};
}

/** The lane as it is now. Another limit than was declared, or one long forgotten, begins anew. */
function stateAt(kept: Kept | null, lane: Lane, now: Instant, ended: Asker['ended']): LaneState {
  if (kept === null || !isSame(kept.state, lane)) return freshState(lane);
  const passed = elapsed(kept.at, now);
  return passed > FORGOTTEN_MS ? freshState(lane) : advance(kept.state, passed, ended);
}

/**
 * ms between two instants. Within one boot the steady clock tells; over a restart the calendar must do. A clock that was
 * put back tells nothing: then no time passed, and none will be waited for.
 */
function elapsed(from: Instant, to: Instant): number {
  const ms = from.epoch === to.epoch ? to.at - from.at : to.wall - from.wall;
  return Math.max(0, ms);
}

function isSame({declared, atOnce}: LaneState, lane: Lane): boolean {
  return atOnce === (lane.atOnce ?? null) && JSON.stringify(declared) === JSON.stringify(lane.limit);
}

function parse(text: string | null): Kept | null {
  if (text === null) return null;
  const kept = JSON.parse(text) as Kept;
  return kept.state.version === STATE_VERSION ? kept : null;
}
