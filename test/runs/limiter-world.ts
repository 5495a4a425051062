import {setImmediate} from 'node:timers/promises';
import type {Seen} from '../../bench/limits/measure.js';
import type {Model} from '../../bench/limits/models.js';
import type {Instant, LimiterRepository} from '../../src/ports/data.js';
import type {Lane, Told, Verdict} from '../../src/ports/limiter.js';
import type {LimiterClock} from '../../src/runs/limiter/clock.js';
import {openLimiter} from '../../src/runs/limiter/open.js';
import {behind, busyClock} from './limiter-busy.js';

/** Time that passes when everybody waits, and no sooner: hours in a moment, the same each time. */
export interface World {
  readonly clock: LimiterClock;
  now(): number;
  /** Lets time pass until then; work that waits goes on meanwhile. */
  runTo(ms: number): Promise<void>;
  /** The calendar is moved; the steady clock is not. */
  shiftWall(ms: number): void;
}

interface Event {
  readonly at: number;
  readonly seq: number;
  readonly go: () => void;
}

/** A signal that is never given. */
export const calm = new AbortController().signal;
const START = Date.UTC(2026, 2, 2, 3);

export function openWorld(): World {
  const events: Event[] = [];
  let now = 0;
  let seq = 0;
  let shift = 0;
  const next = () => {
    let first = 0;
    for (let i = 1; i < events.length; i++) {
      const [a, b] = [events[i], events[first]];
      if (a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.seq < b.seq))) first = i;
    }
    return first;
  };
  const instant = (): Instant => ({epoch: 'boot', at: now, wall: START + now + shift});
  return {
    now: () => now,
    shiftWall: (ms) => {
      shift += ms;
    },
    clock: {
      instant,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          if (signal.aborted) return reject(signal.reason);
          const stop = () => {
            const at = events.indexOf(event);
            if (at >= 0) events.splice(at, 1);
            reject(signal.reason);
          };
          const go = () => {
            signal.removeEventListener('abort', stop);
            resolve();
          };
          const event = {at: now + ms, seq: ++seq, go};
          events.push(event);
          if (signal !== calm) signal.addEventListener('abort', stop, {once: true});
        }),
    },
    runTo: async (ms) => {
      for (;;) {
        await setImmediate();
        const first = next();
        const event = events[first];
        if (event === undefined || event.at > ms) break;
        events.splice(first, 1);
        now = event.at;
        event.go();
      }
      now = ms;
    },
  };
}

/** How much a server says of its limit. */
export type Telling = 'nothing' | 'retry-after' | 'headers';

/** A server in a world: a limit, what it tells, and the way there and back. */
export interface Server {
  readonly model: Model;
  readonly telling: Telling;
  /** ms one way, drawn for each. */
  readonly way: () => number;
  readonly serviceMs: number;
  /** What its headers would tell. */
  readonly told?: (left: number, resetMs: number) => Told;
  /** Seen from the server: each request, when, and whether it was let in. */
  readonly log: Seen[];
}

/** One process of souk that sends as fast as it is let. */
export function startClient(
  world: World,
  store: LimiterRepository,
  server: Server,
  lane: Lane,
  {
    workers,
    cost = () => 1,
    until = Number.POSITIVE_INFINITY,
    roll,
    shop = 1,
    name,
  }: {
    readonly workers: number;
    readonly cost?: () => number;
    readonly until?: number;
    /** Of a busy machine; none: an ideal one. */
    readonly roll?: () => number;
    /** Its number in the store. */
    readonly shop?: number;
    /** What it is called among those that share the limit: the same each time, for whose turn it is goes by it. */
    readonly name: string;
  },
): {readonly stop: () => Promise<void>} {
  const busy = roll === undefined ? null : busyClock(world, roll);
  const clock = busy ?? world.clock;
  const limiter = openLimiter({
    store: busy === null ? store : behind(store, busy.store),
    shop: {id: shop, name: 'main'},
    clock,
    member: name,
  });
  let stopped = false;
  const stop = new AbortController();
  const work = async () => {
    while (!stopped && world.now() < until) {
      const points = cost();
      const pass = await limiter.enter(lane, points, stop.signal);
      // What is let go is on the line when the process comes to it.
      await clock.sleep(0, calm);
      await world.clock.sleep(server.way(), calm);
      const verdict = await visit(world, server, points);
      await clock.sleep(0, calm);
      pass.end(verdict);
    }
  };
  const all = Promise.all(
    Array.from({length: workers}, () =>
      work().catch((error: unknown) => {
        if (!stop.signal.aborted) throw error;
      }),
    ),
  );
  return {
    stop: async () => {
      stopped = true;
      stop.abort();
      await limiter.close();
      void all;
    },
  };
}

async function visit(world: World, server: Server, cost: number): Promise<Verdict> {
  const {allowed, wait, left, resetMs} = server.model.ask(world.now(), cost);
  server.log.push({at: world.now(), cost, allowed});
  if (allowed) {
    await world.clock.sleep(server.serviceMs, calm);
    server.model.done();
  }
  await world.clock.sleep(server.way(), calm);
  const told = server.telling === 'headers' ? server.told?.(left, resetMs) : undefined;
  if (allowed) return {kind: 'accepted', ...(told === undefined ? {} : {told})};
  const asks = server.telling !== 'nothing' && wait > 0;
  return {
    kind: 'limited',
    retryAfterMs: asks ? 1000 * Math.ceil(wait / 1000) : null,
    ...(told === undefined ? {} : {told}),
  };
}
