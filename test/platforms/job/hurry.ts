import {syncBuiltinESMExports} from 'node:module';
import timers from 'node:timers/promises';

/**
 * Loaded into souk's own process before it starts (`--import`): the five seconds that souk gives a platform to show what
 * it took (`settleMs`) pass at once, for the test servers show it at once. No other wait is touched.
 */
const SETTLE_MS = 5000;
const AT_ONCE_MS = 20;

const wait = timers.setTimeout;
timers.setTimeout = ((ms?: number, ...rest: []) =>
  wait(ms === SETTLE_MS ? AT_ONCE_MS : ms, ...rest)) as typeof timers.setTimeout;
syncBuiltinESMExports();
