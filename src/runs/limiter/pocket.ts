import type {Answer} from './report.js';

/** Sums of parts: the last hair's breadth of a point is no reason to ask for another. */
const HAIR = 1e-6;

/** Points that were handed to this process: some to send at once, the others free evenly as time goes by. */
export class Pocket {
  #ready = 0;
  #coming = 0;
  #pace = 1;
  /** Until then all that has become free is in `ready`. */
  #from = 0;

  /** Puts in what was handed out at `now` (ms). */
  fill({ready, coming, after, pace}: Pick<Answer, 'ready' | 'coming' | 'after' | 'pace'>, now: number): void {
    this.#settle(now);
    this.#ready += ready;
    this.#coming += coming;
    this.#pace = pace;
    this.#from = now + after;
  }

  /** ms until so many points are free; Infinity when there are not so many. */
  waitFor(points: number, now: number): number {
    this.#settle(now);
    const missing = points - HAIR - this.#ready;
    if (missing <= 0) return 0;
    if (this.#coming < missing) return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#from - now) + missing / this.#pace;
  }

  /** True when all that is in it may be sent at once. */
  get isFree(): boolean {
    return this.#coming === 0;
  }

  /** Points in it, free or not. */
  get all(): number {
    return this.#ready + this.#coming;
  }

  take(points: number): void {
    this.#ready -= points;
  }

  /** Takes all there is out, free or not. */
  empty(now: number): number {
    this.#settle(now);
    const all = this.#ready + this.#coming;
    this.#ready = 0;
    this.#coming = 0;
    return all;
  }

  #settle(now: number): void {
    const free = Math.min(this.#coming, Math.max(0, now - this.#from) * this.#pace);
    this.#ready += free;
    this.#coming -= free;
    this.#from = Math.max(this.#from, now);
  }
}
