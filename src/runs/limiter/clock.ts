import {setTimeout as wait} from 'node:timers/promises';
import type {Instant} from '../../ports/data.js';

/** The time that limits go by. */
export interface LimiterClock {
  instant(): Instant;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** Longest time that a timer of Node can be set to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The machine's steady clock, which no one can put forward or back and which is the same for all processes until the
 * machine is started anew. `boot`: what tells one boot from another.
 */
export function steadyClock(boot: string): LimiterClock {
  return {
    instant: () => ({epoch: boot, at: Number(process.hrtime.bigint()) / 1e6, wall: Date.now()}),
    sleep: async (ms, signal) => {
      await wait(Math.min(LONGEST_TIMER_MS, Math.ceil(ms)), undefined, {signal});
    },
  };
}
