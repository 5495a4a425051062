import type {Limiter} from '../../ports/limiter.js';

/** A wait that is worth a word, in ms. */
const LONG_MS = 1000;

/** The limiter, and a word when the first request has waited long for its turn, and when none does so any more. */
export function noticed(limiter: Limiter, say: (waiting: boolean) => void): Limiter {
  let waiting = 0;
  return {
    close: () => limiter.close(),
    enter: async (lane, cost, signal) => {
      let long = false;
      const alarm = setTimeout(() => {
        long = true;
        waiting += 1;
        if (waiting === 1) say(true);
      }, LONG_MS);
      try {
        return await limiter.enter(lane, cost, signal);
      } finally {
        clearTimeout(alarm);
        if (long) waiting -= 1;
        if (long && waiting === 0) say(false);
      }
    },
  };
}
