import type {LockOwner} from '../../ports/data.js';
import type {Lane, Limit} from '../../ports/limiter.js';
import type {Waypoint} from './estimate.js';

/** What a state is written as: one that was written otherwise is begun anew. */
export const STATE_VERSION = 2;

/**
 * What all processes of a store know together of one limit. Every time in it is a length (an age, or what is left), so
 * that it holds whatever a clock does between two looks at it.
 */
export interface LaneState {
  readonly version: typeof STATE_VERSION;
  /** As the connector declared it; another one begins anew. */
  readonly declared: Limit;
  readonly atOnce: number | null;
  readonly source: 'declared' | 'told' | 'learned' | 'guess';
  /** Points a second and points saved up at most, as the platform is believed to count. */
  readonly rate: number;
  readonly burst: number;
  /** Points that may be handed out now; below zero: handed out ahead of time. */
  readonly level: number;
  /**
   * Null: points come back as time goes by. Else the bucket was full, and for so many ms someone has been taking from it
   * whose request may not have arrived yet.
   */
  readonly leaving: number | null;
  /** The shortest time from sending to answer of late, in ms; null: no answer yet. */
  readonly quickest: number | null;
  /** For so many ms nothing may be sent: the platform refused a request. */
  readonly hold: number;
  /** The platform gives in lumps (windows): what comes in during a hold is not to be counted on. */
  readonly lumpy: boolean;
  /** The window that the platform told of: what was left by its word. `open`: an answer from inside it was seen. */
  readonly window: {
    readonly quota: number;
    readonly left: number;
    readonly ends: number;
    readonly open: boolean;
  } | null;
  /**
   * For a declared window: points that the platform has counted for sure, oldest first, since when that is certain. Ages
   * in ms: of an entry's youngest and oldest part.
   */
  readonly log: readonly {readonly age: number; readonly since: number; readonly points: number}[];
  /** Points handed out and not given back or refused, ever. */
  readonly spent: number;
  /** Age in ms of the answer that told last; null: none told. */
  readonly toldAge: number | null;
  readonly learning: Learning;
  readonly room: Room;
  readonly members: readonly Member[];
}

/** A waypoint, ms since it was written down, and the process that was refused there. */
export interface Milestone extends Waypoint {
  readonly noted: number;
  readonly by: string;
}

/** What refusals have taught. */
export interface Learning {
  /** The lane's way of late, oldest first: refusals, and where its pace changed. */
  readonly way: readonly Milestone[];
  /** ms since sending could begin again after the last refusal; below zero: it can not yet. Null: nothing was refused. */
  readonly free: number | null;
  /** Refusals since a request was accepted. */
  readonly streak: number;
  /** Half-width of the estimate, as a share of it; and the highest that it may be. */
  readonly doubt: number;
  readonly ceiling: number;
  /** Points that the platform was seen to save up at least. */
  readonly saved: number;
  /** Points accepted since the rate was last touched, and how often it was raised since it was refused. */
  readonly quiet: number;
  readonly raised: number;
  /** The rate before it was raised last; null: not raised since it was refused. */
  readonly stood: number | null;
}

/** How many requests may be under way at once, all processes together. */
export interface Room {
  /** Null: as many as each process likes. */
  readonly cap: number | null;
  /** The last refusal did not say when to come again. */
  readonly silent: boolean;
  /** Fewest under way at which one was refused; null: none. */
  readonly refusedAt: number | null;
  /** `under[k]`: requests accepted that left when k were under way, since the last refusal. */
  readonly under: readonly number[];
  /** Accepted since the cap was last touched. */
  readonly quiet: number;
  /** `open`: nothing known yet. `rate`: refusals have nothing to do with how many are under way. `cap`: they do. */
  readonly kind: 'open' | 'rate' | 'cap';
  /** How often more than the cap was tried in vain. */
  readonly tried: number;
}

/** A process that uses the lane. */
export interface Member {
  readonly id: string;
  /** ms since it was last heard of. */
  readonly age: number;
  /** Points handed to it of which no answer told yet; of them those under way, and those not sent. */
  readonly out: number;
  readonly flying: number;
  readonly pocket: number;
  /** Requests it may have under way, and would like to. */
  readonly slots: number;
  readonly wants: number;
  /** Requests it had under way when it was heard of, and most at once before that. */
  readonly flights: number;
  readonly used: number;
  /** By which the others can tell that it has ended; absent: they can not. */
  readonly owner?: LockOwner;
}

/** Where an unknown limit is tried from (PERFORMANCE.md §4). */
export const GUESS = {rate: 100, burst: 10} as const;
/** Where there is said to be no limit. */
const FREE = {rate: 1000, burst: 100} as const;
/** Most requests under way at once of one process: connections are not free, for the platform neither. */
export const MOST_AT_ONCE = 8;
const FIRST_AT_ONCE = 3;

/** A limit of which nothing is known but what was declared. */
export function freshState({limit, atOnce: named}: Pick<Lane, 'limit' | 'atOnce'>): LaneState {
  const atOnce = named ?? null;
  const known = limit.kind === 'bucket' || limit.kind === 'window';
  const {rate, burst} = paceAtFirst(limit);
  return {
    version: STATE_VERSION,
    declared: limit,
    atOnce,
    source: known ? 'declared' : 'guess',
    rate,
    burst,
    level: burst,
    leaving: 0,
    quickest: null,
    hold: 0,
    lumpy: false,
    window: null,
    log: [],
    spent: 0,
    toldAge: null,
    learning: {
      way: [{age: 0, spent: 0, empty: false, due: null, loose: 0, noted: 0, by: ''}],
      free: null,
      streak: 0,
      doubt: 1,
      ceiling: rate,
      saved: 0,
      quiet: 0,
      raised: 0,
      stood: null,
    },
    room: {
      cap: atOnce ?? (limit.kind === 'unknown' ? FIRST_AT_ONCE : null),
      silent: false,
      refusedAt: null,
      under: [],
      quiet: 0,
      kind: atOnce === null && !known ? 'open' : 'rate',
      tried: 0,
    },
    members: [],
  };
}

function paceAtFirst(limit: Limit): {readonly rate: number; readonly burst: number} {
  switch (limit.kind) {
    case 'bucket':
      return limit;
    case 'window':
      return {rate: (1000 * limit.quota) / limit.windowMs, burst: limit.quota};
    case 'unknown':
      return GUESS;
    case 'none':
      return FREE;
  }
}
