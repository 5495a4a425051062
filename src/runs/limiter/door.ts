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
      this.#move();
    });
    return {end: (verdict) => this.#end(flight, verdict)};
  }

  /** Gives back what is left and tells what is to be told. What can not be told heals with time. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#alarm?.abort();
    await this.#talking;
    const left = this.#pocket.empty(this.#keeper.now());
    if (left > 0 || this.#notes.any) await this.#keeper.exchange(this.#report(left)).catch(() => undefined);
  }

  #end(flight: Flight, verdict: Verdict): void {
    this.#notes.land(flight, verdict, this.#keeper.now());
    this.#move();
  }

  /** Lets go whoever may go; asks for more, or sets the alarm for when something can change. */
  #move(): void {
    if (this.#talking !== null || this.#closed) return;
    const now = this.#keeper.now();
    const {underWay} = this.#notes;
    if (this.#notes.urgent || (underWay > 0 && now >= this.#tellAt)) {
      this.#talk();
      return;
    }
    for (let first = this.#line[0]; first !== undefined; first = this.#line[0]) {
      const wait = this.#waitOf(first, now);
      if (wait > 0) {
        if (wait === Number.POSITIVE_INFINITY) this.#talk();
        else this.#wake(wait);
        return;
      }
      this.#pocket.take(first.cost);
      this.#line.shift();
      first.go(this.#notes.leave(first.cost, now));
    }
    if (this.#notes.underWay > 0) this.#wake(this.#tellAt - now);
    else if (this.#notes.any || this.#pocket.full) this.#wake(IDLE_MS);
  }

  /** ms until the first in line may go, or until something changes; Infinity: more must be asked for. */
  #waitOf({cost}: Waiting, now: number): number {
    const {underWay} = this.#notes;
    const wait = underWay >= this.#slots ? Number.POSITIVE_INFINITY : this.#pocket.waitFor(cost, now);
    if (wait < Number.POSITIVE_INFINITY) return wait;
    if (underWay > 0 && underWay >= this.#slots) return Math.max(SHORTEST_MS, this.#tellAt - now);
    return now < this.#notBefore ? this.#notBefore - now : Number.POSITIVE_INFINITY;
  }

  #talk(): void {
    this.#alarm?.abort();
    this.#talking = this.#ask().finally(() => {
      this.#talking = null;
      this.#move();
    });
  }

  async #ask(): Promise<void> {
    try {
      const answer = await this.#keeper.exchange(this.#report(this.#pocket.empty(this.#keeper.now())));
      const now = this.#keeper.now();
      this.#slots = answer.slots;
      this.#pocket.fill(answer, now);
      this.#notBefore = now + Math.max(answer.wait, SHORTEST_MS);
      this.#tellAt = now + answer.tell;
      const failure = answer.asked ? this.#keeper.tooLong(answer.wait) : null;
      if (failure !== null) this.#dismiss(() => true, failure);
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
    signal.addEventListener('abort', stop, {once: true});
  }

  #dismiss(which: (waiting: Waiting) => boolean, reason: unknown): void {
    const gone = this.#line.filter(which);
    this.#line = this.#line.filter((waiting) => !which(waiting));
    for (const waiting of gone) waiting.fail(reason);
  }

  #report(unused: number): Report {
    const places = Math.max(1, this.#slots - this.#notes.underWay);
    const queued = this.#line.slice(0, places).reduce((sum, {cost}) => sum + cost, 0);
    const need = this.#line[0]?.cost ?? 0;
    return this.#notes.tell(this.#keeper.member, {need, queued, wants: this.#line.length, unused}, this.#keeper.now());
  }

  #wake(ms: number): void {
    this.#alarm?.abort();
    const alarm = new AbortController();
    this.#alarm = alarm;
    this.#keeper.sleep(Math.max(SHORTEST_MS, ms), alarm.signal).then(
      () => {
        if (this.#notes.underWay === 0 && this.#line.length === 0 && !this.#closed) this.#talk();
        else this.#move();
      },
      () => undefined,
    );
  }
}
