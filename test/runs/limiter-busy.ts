import type {LimiterRepository} from '../../src/ports/data.js';
import type {LimiterClock} from '../../src/runs/limiter/clock.js';
import {calm, type World} from './limiter-world.js';

/**
 * What a busy machine does to a process: timers ring late, and now and then the process stands still, so that all that
 * was due meanwhile comes at once. ms are drawn by `roll` (0 to 1).
 */
export function busyClock(world: World, roll: () => number): LimiterClock & {readonly store: StoreDelay} {
  const cells: {readonly from: number; readonly to: number}[] = [];
  const stall = (at: number) => {
    const cell = Math.floor(at / CELL_MS);
    while (cells.length <= cell) {
      const from = CELL_MS * (cells.length + roll());
      const long = roll() < 0.05 ? 150 : roll() < 0.3 ? 50 : 5;
      cells.push({from, to: from + long * roll()});
    }
    return [cells[cell - 1], cells[cell]].find((each) => each !== undefined && each.from <= at && at < each.to);
  };
  const sleep = (ms: number, signal: AbortSignal) => {
    const due = world.now() + ms + 2 * roll();
    return world.clock.sleep((stall(due)?.to ?? due) - world.now(), signal);
  };
  return {instant: world.clock.instant, sleep, store: () => sleep(1 + 6 * roll() * roll(), calm)};
}

/** The time that it takes to come to one's turn at the store, and the same back. */
export type StoreDelay = () => Promise<void>;
/** Once in this time a process stands still. */
const CELL_MS = 400;

/** A store behind which one waits. */
export function behind(store: LimiterRepository, wait: StoreDelay): LimiterRepository {
  return {
    update: async (...all) => {
      await wait();
      const answer = await store.update(...all);
      await wait();
      return answer;
    },
  };
}
