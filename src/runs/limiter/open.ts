import {randomUUID} from 'node:crypto';
import {KnownError} from '../../domain/errors.js';
import type {LimiterRepository} from '../../ports/data.js';
import type {Lane, Limiter} from '../../ports/limiter.js';
import type {LimiterClock} from './clock.js';
import {Door} from './door.js';
import {exchangeOver} from './kept.js';
import {ownStore} from './own-store.js';
import {endedBy, type Peers} from './peers.js';
import type {Report} from './report.js';

/** What a shop's limiter is made from. */
export interface LimiterSetup {
  readonly store: LimiterRepository;
  readonly shop: {readonly id: number; readonly name: string};
  readonly clock: LimiterClock;
  /** What this process is called among those that share a limit; absent: a name of its own. */
  readonly member?: string;
  /** By which processes tell of each other that one has ended; absent: its lease alone does. */
  readonly peers?: Peers;
}

/** A platform that asks for more is not waited for: the person is told instead, in ms. */
const LONGEST_ASKED_MS = 5 * 60_000;

/** The limiter of one shop for this process; what all processes know of its limits stands in the store. */
export function openLimiter({store, shop, clock, member = randomUUID(), peers}: LimiterSetup): Limiter {
  const doors = new Map<string, Door>();
  let closed = false;

  // Where a platform has no limit there is nothing to share.
  const own = ownStore();
  const asker = {
    here: clock.instant,
    self: peers?.self,
    ended: peers === undefined ? () => false : endedBy(peers, member, () => clock.instant().at),
  };

  const ask = async (lane: Lane, report: Report) => {
    for (;;) {
      try {
        return await exchangeOver(lane.limit.kind === 'none' ? own : store, shop.id, lane, report, asker);
      } catch (error) {
        // Another process is writing something large: that is no reason to give up what is waiting anyway.
        if (closed || !(error instanceof KnownError && error.code === 'STORE_BUSY')) throw error;
      }
    }
  };
  const doorTo = (lane: Lane): Door => {
    const known = doors.get(lane.name);
    if (known !== undefined) return known;
    const door = new Door({
      member,
      now: () => clock.instant().at,
      sleep: (ms, signal) => clock.sleep(ms, signal),
      exchange: (report) => ask(lane, report),
      tooLong: (ms) =>
        ms <= LONGEST_ASKED_MS
          ? null
          : new KnownError('unreachable', 'SHOP_ASKS_TO_WAIT', {shop: shop.name, minutes: Math.ceil(ms / 60_000)}),
    });
    doors.set(lane.name, door);
    return door;
  };
  return {
    enter: (lane, cost, signal) => doorTo(lane).enter(cost, signal),
    close: async () => {
      closed = true;
      for (const door of doors.values()) await door.close();
    },
  };
}
