import type {LockOwner} from '../../ports/data.js';
import type {Member} from './state.js';

/** This process, and how the others that share a limit are asked whether they live. */
export interface Peers {
  readonly self: LockOwner;
  /** True when that process has surely ended. */
  readonly ended: (owner: LockOwner) => boolean;
}

/** A process that lived is asked again after so long: some systems take their time to answer. */
const AGAIN_MS = 1000;

/**
 * Says of a member whether its process has ended, so that what it held is free at once and not when its lease is over.
 * Whoever left no name, or lives on another machine, is judged by the lease alone. `me`: this process's own member;
 * `now`: ms that only grow.
 */
export function endedBy({ended}: Peers, me: string, now: () => number): (member: Member) => boolean {
  const alive = new Map<string, number>();
  return ({id, owner}) => {
    if (owner === undefined || id === me) return false;
    const asked = alive.get(id);
    if (asked !== undefined && now() - asked < AGAIN_MS) return false;
    if (ended(owner)) return true;
    alive.set(id, now());
    return false;
  };
}
