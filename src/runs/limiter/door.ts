import {setMaxListeners} from 'node:events';
import type {Pass, Verdict} from '../../ports/limiter.js';
import {type Flight, Notes} from './notes.js';
import {Pocket} from './pocket.js';
import type {Answer, Report} from './report.js';
import {MOST_AT_ONCE} from './state.js';

/** What a door needs of the world. */
export interface DoorKeeper {
  readonly member: string;
  /** ms that only grow. */
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Tells the others, and asks what may be done. */
  exchange(report: Report): Promise<Answer>;
  /** The failure for a wait that the platform asks for and that is too long; null: it is not. */
  tooLong(ms: number): Error | null;
}

interface Waiting {
  readonly cost: number;
  readonly signal: AbortSignal;
  readonly go: (flight: Flight) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * What a process says to the others. `ask`: what happened, and all that it still had is given back for what it needs now.
 * `more`: what happened, and that it needs more. `tell`: what happened.
 */
type Talk = 'ask' | 'more' | 'tell';

/** What was handed out and not used for so long is given back, in ms. */
const IDLE_MS = 1000;
/** No alarm is set for less, in ms: time must have passed when it rings. */
const SHORTEST_MS = 1;

/** One process's way into a lane: requests wait here in line, and what is handed out is kept here. */
export class Door {
  readonly #keeper: DoorKeeper;
  #line: Waiting[] = [];
  readonly #watched = new WeakSet<AbortSignal>();
  readonly #pocket = new Pocket();
  readonly #notes = new Notes();
  #slots = MOST_AT_ONCE;
  /** Nothing is to be had before. */
  #notBefore = 0;
  /** The others are to hear of this process by then. */
  #tellAt = 0;
  #talking: Promise<void> | null = null;
  /** Requests that may be under way while it talks: no more than it told of. */
  #meanwhile = 0;
  #alarm: AbortController | null = null;
  #closed = false;

  constructor(keeper: DoorKeeper) {
    this.#keeper = keeper;
  }

  /** Waits for its turn. */
  async enter(cost: number, signal: AbortSignal): Promise<Pass> {
    signal.throwIfAborted();
    this.#watch(signal);
    const flight = await new Promise<Flight>((go, fail) => {
      this.#line.push({cost, signal, go, fail});
      // All that come at once are in line before it asks for them.
      queueMicrotask(() => this.#move());
    });
    return {end: (verdict) => this.#end(flight, verdict)};
  }

  /** Gives back what is left and tells what is to be told. What can not be told heals with time. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm?.abort();
    await this.#talking;
    const left = this.#pocket.empty(this.#keeper.now());
    if (left > 0 || this.#notes.any) await this.#keeper.exchange(this.#report(left, false)).catch(() => undefined);
  }

  #end(flight: Flight, verdict: Verdict): void {
    this.#notes.land(flight, verdict, this.#keeper.now());
    this.#move();
  }

  /** Where places are scarce no place must wait for points, so more are asked for before the last ones are gone. */
  #runsLow(now: number): boolean {
    const {underWay} = this.#notes;
    if (this.#slots >= MOST_AT_ONCE || underWay === 0 || this.#line.length === 0 || now < this.#notBefore) return false;
    return this.#pocket.isFree && this.#pocket.all < underWay;
  }

  /** Lets go whoever may go; asks for more, or sets the alarm for when something can change. */
  #move(): void {
    if (this.#closed) return;
    const now = this.#keeper.now();
    if (this.#talking !== null) {
      this.#letGo(now, this.#meanwhile);
      return;
    }
    if (this.#notes.urgent) {
      this.#talk('ask');
      return;
    }
    const wait = this.#letGo(now, this.#slots);
    const news = this.#notes.underWay > 0 || this.#notes.any;
    const telling = news ? Math.max(SHORTEST_MS, this.#tellAt - now) : Number.POSITIVE_INFINITY;
    if (wait === Number.POSITIVE_INFINITY) this.#talk('ask');
    else if (this.#runsLow(now)) this.#talk('more');
    else if (news && now >= this.#tellAt) this.#talk('tell');
    else if (wait !== null) this.#wake(Math.min(wait, telling));
    else if (this.#notes.underWay > 0) this.#wake(telling);
    else if (this.#notes.any || this.#pocket.all > 0) this.#wake(IDLE_MS);
  }

  /** Lets go whoever may go, in turn. Says how long the next one must wait; null: there is none. */
  #letGo(now: number, most: number): number | null {
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      const wait = this.#notes.underWay >= most && most < this.#slots ? SHORTEST_MS : this.#waitOf(first, now);
      if (wait > 0) return wait;
      this.#pocket.take(first.cost);
      this.#line.shift();
      first.go(this.#notes.leave(first.cost, now));
    }
    return null;
  }

  /** ms until the first in line may go, or until something changes; Infinity: more must be asked for. */
  #waitOf({cost}: Waiting, now: number): number {
    const {underWay} = this.#notes;
    const wait = underWay >= this.#slots ? Number.POSITIVE_INFINITY : this.#pocket.waitFor(cost, now);
    if (wait < Number.POSITIVE_INFINITY) return wait;
    if (underWay > 0 && underWay >= this.#slots) return Math.max(SHORTEST_MS, this.#tellAt - now);
    return now < this.#notBefore ? this.#notBefore - now : Number.POSITIVE_INFINITY;
  }

  #talk(how: Talk): void {
    this.#alarm?.abort();
    this.#meanwhile = how === 'ask' ? 0 : this.#notes.underWay;
    this.#talking = this.#ask(how).finally(() => {
      this.#talking = null;
      this.#move();
    });
  }

  async #ask(how: Talk): Promise<void> {
    try {
      const unused = how === 'ask' ? this.#pocket.empty(this.#keeper.now()) : 0;
      const answer = await this.#keeper.exchange(this.#report(unused, how !== 'tell'));
      const now = this.#keeper.now();
      this.#slots = answer.slots;
      this.#pocket.fill(answer, now);
      if (how !== 'tell') this.#notBefore = now + Math.max(answer.wait, SHORTEST_MS);
      this.#tellAt = now + answer.tell;
      const failure = answer.asked ? this.#keeper.tooLong(answer.wait) : null;
      if (failure === null) return;
      this.#dismiss(() => true, failure);
      // Whoever comes next asks anew and is told the same: nobody waits for hours in silence.
      this.#notBefore = now + SHORTEST_MS;
    } catch (error) {
      this.#dismiss(() => true, error);
    }
  }

  /** One ear for each signal, however many wait on it. */
  #watch(signal: AbortSignal): void {
    if (this.#watched.has(signal)) return;
    this.#watched.add(signal);
    const stop = () => {
      this.#dismiss((waiting) => waiting.signal === signal, signal.reason);
      this.#move();
    };
    // One for each shop and limit of a night, all on one signal: that is no leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', stop, {once: true});
  }

  #dismiss(which: (waiting: Waiting) => boolean, reason: unknown): void {
    const gone = this.#line.filter(which);
    this.#line = this.#line.filter((waiting) => !which(waiting));
    for (const waiting of gone) waiting.fail(reason);
  }

  #report(unused: number, asks: boolean): Report {
    const places = Math.max(1, this.#slots - this.#notes.underWay);
    const queued = this.#line.slice(0, places).reduce((sum, {cost}) => sum + cost, 0);
    const kept = this.#pocket.all;
    const need = asks ? (this.#line[0]?.cost ?? 0) : 0;
    const rest = {need, queued, kept, wants: this.#line.length, unused};
    return this.#notes.tell(this.#keeper.member, rest, this.#keeper.now());
  }

  #wake(ms: number): void {
    this.#alarm?.abort();
    const alarm = new AbortController();
    this.#alarm = alarm;
    this.#keeper.sleep(Math.max(SHORTEST_MS, ms), alarm.signal).then(
      () => {
        if (this.#notes.underWay === 0 && this.#line.length === 0 && !this.#closed) this.#talk('ask');
        else this.#move();
      },
      () => undefined,
    );
  }
}
