import type {Told, Verdict} from '../../ports/limiter.js';
import type {Refusal, Report} from './report.js';

/** A request on its way, or just back. */
export interface Flight {
  readonly at: number;
  readonly cost: number;
  /** Under way when it left, itself included. */
  readonly under: number;
  /** Most under way at once while it was. */
  peak: number;
}

interface Refused {
  readonly flight: Flight;
  readonly at: number;
  readonly wait: number | null;
}

interface Accepted {
  readonly points: number;
  readonly requests: number;
  readonly under: readonly number[];
}

const NONE: Accepted = {points: 0, requests: 0, under: []};

/** Another process may come so late to an answer that was given sooner, in ms. */
const OVERTAKEN_MS = 100;
/** Answers that come so close to each other are noted as one, in ms. */
const TOGETHER_MS = 10;
/** How far back points used are points that will be used again, in ms. */
const RECENT_MS = 200;

/** What a process saw since it told the others last. Instants are ms of the steady clock. */
export class Notes {
  readonly #flights = new Set<Flight>();
  #sent: Flight[] = [];
  #refusals: Refused[] = [];
  #accepted = NONE;
  #returned = 0;
  #used = 0;
  #askedUntil = Number.NEGATIVE_INFINITY;
  #told: {readonly told: Told; readonly at: number} | null = null;
  #last: {readonly told: Told; readonly at: number} | null = null;
  /** Requests that came back since the one that told left: they may have been looked at after it. */
  #landed: {readonly at: number; readonly cost: number}[] = [];
  #arrived: {readonly at: number; readonly points: number}[] = [];
  #longest = 0;
  #first: {readonly at: number; readonly quickest: number} | null = null;

  get underWay(): number {
    return this.#flights.size;
  }

  /** True when there is something that others should know at once. */
  get urgent(): boolean {
    return this.#refusals.length > 0 || this.#askedUntil > Number.NEGATIVE_INFINITY;
  }

  /** True when there is anything to tell. */
  get any(): boolean {
    return this.urgent || this.#accepted.requests > 0 || this.#returned > 0;
  }

  /** A request leaves. */
  leave(cost: number, now: number): Flight {
    const under = this.#flights.size + 1;
    const flight = {at: now, cost, under, peak: under};
    this.#flights.add(flight);
    for (const each of this.#flights) each.peak = Math.max(each.peak, under);
    this.#sent.push(flight);
    this.#used = Math.max(this.#used, this.#flights.size);
    return flight;
  }

  /** A request is back, or will not come back. */
  land(flight: Flight, verdict: Verdict, now: number): void {
    if (!this.#flights.delete(flight)) return;
    if ('told' in verdict && verdict.told !== undefined) {
      this.#last = {told: this.#truer(verdict.told, flight, now), at: now};
      this.#told = this.#last;
    }
    // A refusal is quicker than the work it refuses, and says nothing of how long a request takes.
    if (verdict.kind === 'accepted')
      this.#first = {
        at: this.#first?.at ?? now,
        quickest: Math.min(this.#first?.quickest ?? Number.POSITIVE_INFINITY, now - flight.at),
      };
    this.#longest = Math.max(now - flight.at, 0.9 * this.#longest);
    this.#landed.push({at: now, cost: flight.cost});
    if (verdict.kind !== 'limited' && verdict.kind !== 'unsent') this.#arrive(flight.cost, verdict, now);
    switch (verdict.kind) {
      case 'accepted':
        this.#returned += flight.cost - (verdict.cost ?? flight.cost);
        this.#accepted = {
          points: this.#accepted.points + (verdict.cost ?? flight.cost),
          requests: this.#accepted.requests + 1,
          under: counted(this.#accepted.under, flight.under),
        };
        break;
      case 'limited':
        this.#refusals.push({flight, at: now, wait: verdict.retryAfterMs});
        break;
      case 'busy':
        this.#askedUntil = Math.max(this.#askedUntil, now + verdict.retryAfterMs);
        break;
      case 'unsent':
        this.#sent = this.#sent.filter((each) => each !== flight);
        this.#returned += flight.cost;
        break;
      case 'lost':
        break;
    }
  }

  /** All of it, as told at `now`; begins anew. */
  tell(
    member: string,
    rest: Pick<Report, 'need' | 'queued' | 'wants' | 'kept'> & {readonly unused: number},
    now: number,
  ): Report {
    const told = this.#told === null ? null : {told: this.#told.told, age: now - this.#told.at};
    const report: Report = {
      member,
      need: rest.need,
      queued: rest.queued,
      kept: rest.kept,
      wants: rest.wants + this.#flights.size,
      recent: this.#sent.filter(({at}) => now - at < RECENT_MS).reduce((sum, {cost}) => sum + cost, 0),
      flights: this.#flights.size,
      flying: [...this.#flights].reduce((sum, {cost}) => sum + cost, 0),
      used: this.#used,
      returned: this.#returned + rest.unused,
      landed: this.#first === null ? null : {age: now - this.#first.at, quickest: this.#first.quickest},
      arrived: this.#arrived.map(({at, points}) => ({age: now - at, points})),
      accepted: this.#accepted,
      refusals: this.#refusals.map((each) => this.#refusal(each, now)).sort((a, b) => b.age - a.age),
      asked: Math.max(0, this.#askedUntil - now),
      told,
      fresh: this.#fresh(now),
    };
    this.#reset(now);
    return report;
  }

  /** Requests that came back almost together are one entry, as young as the youngest. */
  #arrive(cost: number, verdict: Verdict, now: number): void {
    const points = verdict.kind === 'accepted' ? (verdict.cost ?? cost) : cost;
    const last = this.#arrived.at(-1);
    if (last === undefined || now - last.at > TOGETHER_MS) this.#arrived.push({at: now, points});
    else this.#arrived[this.#arrived.length - 1] = {at: now, points: last.points + points};
  }

  /** Answers overtake each other: of two that were on the way together the one that tells less was given later. */
  #truer(told: Told, {at}: Flight, now: number): Told {
    const last = this.#last;
    if (last === null || last.at < at) return told;
    const passed = now - last.at;
    if (told.kind === 'bucket' && last.told.kind === 'bucket')
      return {...told, left: Math.min(told.left, last.told.left + (passed * last.told.rate) / 1000)};
    if (told.kind === 'window' && last.told.kind === 'window' && last.told.resetMs > passed)
      return {...told, left: Math.min(told.left, last.told.left)};
    return told;
  }

  #fresh(now: number): number {
    this.#landed = this.#landed.filter(({at}) => at > now - this.#longest - OVERTAKEN_MS);
    return this.#landed.reduce((sum, {cost}) => sum + cost, 0);
  }

  #refusal({flight, at, wait}: Refused, now: number): Refusal {
    const after = this.#sent.slice(this.#sent.indexOf(flight) + 1);
    return {
      age: now - flight.at,
      cost: flight.cost,
      under: flight.peak,
      after: after.reduce((sum, {cost}) => sum + cost, 0),
      wait: wait === null ? null : Math.max(0, wait - (now - at)),
    };
  }

  #reset(now: number): void {
    const oldest = [...this.#flights].reduce((first, {at}) => Math.min(first, at), now - RECENT_MS);
    this.#sent = this.#sent.filter(({at}) => at >= oldest);
    this.#refusals = [];
    this.#arrived = [];
    this.#accepted = NONE;
    this.#returned = 0;
    this.#used = this.#flights.size;
    this.#askedUntil = Number.NEGATIVE_INFINITY;
    this.#told = null;
    this.#first = null;
  }
}

function counted(counts: readonly number[], at: number): readonly number[] {
  return Array.from({length: Math.max(counts.length, at + 1)}, (_, k) => (counts[k] ?? 0) + (k === at ? 1 : 0));
}
