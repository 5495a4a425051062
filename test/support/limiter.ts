import type {Limiter} from '../../src/ports/limiter.js';
import {steadyClock} from '../../src/runs/limiter/clock.js';
import {openLimiter} from '../../src/runs/limiter/open.js';
import {ownStore} from '../../src/runs/limiter/own-store.js';

/** A limiter that shares what it knows with nobody, for a connector that a test opens without a store. */
export function loneLimiter(): Limiter {
  return openLimiter({store: ownStore(), shop: {id: 1, name: 'test'}, clock: steadyClock('test')});
}
