import {setTimeout as wait} from 'node:timers/promises';
import {DateTime} from 'luxon';
import {KnownError} from '../domain/errors.js';
import type {Clock} from '../ports/clock.js';

/** The clocks of this invocation; `now` (an instant with its offset, or UTC) moves business time only. */
export function clockAt(now: string | undefined): Clock {
  const shift = now === undefined ? null : instantOf(now);
  return {
    business: () => shift ?? Date.now(),
    real: () => Date.now(),
    moved: shift !== null,
    sleep: async (ms, signal) => {
      await wait(ms, undefined, signal === undefined ? {} : {signal});
    },
  };
}

function instantOf(text: string): number {
  const instant = DateTime.fromISO(text, {zone: 'utc', setZone: true});
  if (!instant.isValid) throw new KnownError('usage', 'DATE_INVALID', {text, flag: '--now'});
  return instant.toMillis();
}
