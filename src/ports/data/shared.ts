/** Who holds a lock: enough to tell a dead process from a living one. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Identity of the machine's boot, so that a recycled pid is not mistaken for the owner. */
  readonly bootId: string;
  /** The process's start time as the system counts it. */
  readonly startedAt: string;
  /** Identity of the machine over its boots, where the system has one: two machines may go by one name. */
  readonly machine?: string;
  /** The table its pid stands in, where a system has several: containers on one machine have their own. */
  readonly pids?: string;
}

/** What became of asking for a lock. Instants are ms UTC by the clock that leases go by. */
export type LockAnswer =
  /** `from`: whose stale lock was replaced; null when it was free. */
  | {readonly kind: 'taken'; readonly from: LockOwner | null}
  /** It was the asker's already, without a break; its lease is renewed. */
  | {readonly kind: 'kept'}
  /** `freeAt`: when it may be taken over at the earliest; null while its process can be asked whether it lives. */
  | {readonly kind: 'held'; readonly by: LockOwner; readonly since: number; readonly freeAt: number | null};

export interface LockRepository {
  /**
   * Takes or keeps the lock, or says who holds it. A holder that `dead` recognises is
   * replaced, and one whose process can not be asked from here (another machine, another container) ten minutes after
   * its lease ran out.
   */
  take(
    name: string,
    owner: LockOwner,
    at: number,
    leaseMs: number,
    dead: (owner: LockOwner) => boolean,
  ): Promise<LockAnswer>;
  release(name: string, owner: LockOwner): Promise<void>;
  holder(name: string): Promise<LockOwner | null>;
}

/** A moment: ms of a clock that only counts on within its epoch (a boot of the machine), and the calendar's ms UTC. */
export interface Instant {
  readonly epoch: string;
  readonly at: number;
  readonly wall: number;
}

export interface LimiterRepository {
  /**
   * Puts what `step` makes of what is kept of a shop's limit in its place, in one transaction: processes take turns. `now`
   * is the instant at which it is the caller's turn, by the caller's clock `here`, or, where several machines share the
   * store, by the server's, and then of no boot.
   */
  update<T>(
    shopId: number,
    name: string,
    here: () => Instant,
    step: (kept: string | null, now: Instant) => {readonly state: string; readonly result: T},
  ): Promise<T>;
}
