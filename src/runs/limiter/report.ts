import type {Told} from '../../ports/limiter.js';

/** What a process tells the others of a lane since it told last, and what it wants. Ages and lengths are ms. */
export interface Report {
  readonly member: string;
  /** Points of the request that waits longest; 0: none waits. */
  readonly need: number;
  /** Points of the requests that could leave at once, and points used within the last moments. */
  readonly queued: number;
  readonly recent: number;
  /** Requests that wait or are under way. */
  readonly wants: number;
  /** Requests under way, and their points. */
  readonly flights: number;
  readonly flying: number;
  /** Most under way at once. */
  readonly used: number;
  /** Points handed out before that it keeps, to send meanwhile. */
  readonly kept: number;
  /** Points that were handed out and not sent, or counted by the platform as less. */
  readonly returned: number;
  /** Answers that came: since when the first, and how long the quickest took from its sending; null: none. */
  readonly landed: {readonly age: number; readonly quickest: number} | null;
  /** Points that the platform has counted by now, oldest first: since when that is certain. */
  readonly arrived: readonly {readonly age: number; readonly points: number}[];
  /** `under[k]`: requests accepted that left when k were under way, themselves included. */
  readonly accepted: {readonly points: number; readonly requests: number; readonly under: readonly number[]};
  /** In the order in which they were sent. */
  readonly refusals: readonly Refusal[];
  /** The platform asks to be left alone for so long. */
  readonly asked: number;
  readonly told: {readonly told: Told; readonly age: number} | null;
  /** Points of requests that came back so lately that what others were told may not count them. */
  readonly fresh: number;
}

/** A request that the platform refused for its limit. */
export interface Refusal {
  /** Since it was sent. */
  readonly age: number;
  readonly cost: number;
  /** Most requests of this process that were under way while it was: they may arrive in another order than they left. */
  readonly under: number;
  /** Points that this process sent after it, refused or not. */
  readonly after: number;
  /** What the platform asked to wait, from now on; null when it did not say. */
  readonly wait: number | null;
}

/** What a process may do now. */
export interface Answer {
  /** Points it may send at once, and points that become free evenly, `pace` a ms, once `after` ms have passed. */
  readonly ready: number;
  readonly coming: number;
  readonly after: number;
  readonly pace: number;
  /** Requests it may have under way. */
  readonly slots: number;
  /** With nothing ready or coming: when to ask again. */
  readonly wait: number;
  /** The platform itself asked for that wait. */
  readonly asked: boolean;
  /** When to tell of oneself again at the latest, while requests are under way. */
  readonly tell: number;
}

/** The same report `ms` later. */
export function olderBy(report: Report, ms: number): Report {
  const {landed, told} = report;
  return {
    ...report,
    landed: landed === null ? null : {...landed, age: landed.age + ms},
    arrived: report.arrived.map(({age, points}) => ({age: age + ms, points})),
    refusals: report.refusals.map((each) => ({
      ...each,
      age: each.age + ms,
      wait: each.wait === null ? null : Math.max(0, each.wait - ms),
    })),
    asked: Math.max(0, report.asked - ms),
    told: told === null ? null : {...told, age: told.age + ms},
  };
}
