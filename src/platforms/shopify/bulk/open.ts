import type {CostLimits} from '../cost.js';
import type {Operation} from '../door.js';
import {bulkMs, bulkReadMs, singlyMs} from './estimate.js';
import {waitForQuiet} from './quiet.js';
import {type BulkObject, readAll} from './read.js';
import {type Ended, run, type Way} from './run.js';

/** Bulk operations of one shop. */
export interface Bulk {
  /** Whether so many runs of a mutation take less time as bulk operations than as single requests. */
  worth(requests: number): boolean;
  /** Runs a mutation for each of the variables; null: surely nothing was begun. */
  run(operation: Operation, lines: readonly object[], signal: AbortSignal): Promise<Ended | null>;
  /**
   * All the objects of a query, where one bulk operation takes clearly less time for them than so many more pages of the
   * query that was asked last; null: it does not, or they were not to be had that way.
   */
  read<T extends BulkObject>(query: string, instead: Instead, signal: AbortSignal): Promise<readonly T[] | null>;
  /** Waits for operations that may still be writing: to be called before what the shop holds is believed. */
  quiet(signal: AbortSignal): Promise<void>;
}

/** Pages that a bulk query would be in place of, and how many objects it would find. */
export interface Instead {
  readonly of: Operation;
  readonly pages: number;
  /** Asked only where it matters. */
  readonly objects: () => Promise<number>;
}

/** How much quicker a bulk query must be estimated to be: nobody knows its pace. */
const CLEARLY = 2;

/** Fewer lines than that say little of the pace. */
const TELLING_LINES = 250;

export function openBulk(way: Way, shop: string, {standing, spent}: CostLimits): Bulk {
  let pace: number | undefined;
  // A process before this one may have left an operation at work.
  let doubtful = true;
  let broken = false;
  return {
    worth: (requests) => !broken && bulkMs(requests, pace) < singlyMs(requests, standing()),
    run: async (operation, lines, signal) => {
      const began = way.clock.real();
      const ended = await run(way, operation, lines, signal);
      if (ended?.over === false) doubtful = true;
      // What Shopify itself broke off goes by single requests from here on, which name each row's reason.
      if (ended?.over === true && !ended.completed) broken = true;
      const seconds = (way.clock.real() - began) / 1000;
      if (ended?.completed === true && lines.length >= TELLING_LINES && seconds > 0) pace = lines.length / seconds;
      return ended;
    },
    read: async (query, {of, pages, objects}, signal) => {
      const paging = (1000 * pages * spent(of.name)) / standing().rate;
      const worthIt = (count: number) => CLEARLY * bulkReadMs(count) < paging;
      if (!worthIt(0) || !worthIt(await objects())) return null;
      // What takes longer than the pages would have taken is not waited for.
      return await readAll(way, query, paging, signal);
    },
    quiet: async (signal) => {
      if (!doubtful) return;
      await waitForQuiet(way, shop, signal);
      doubtful = false;
    },
  };
}
