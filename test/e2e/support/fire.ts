import {once} from 'node:events';
import path from 'node:path';
import {openData} from '../../../src/data/open.js';
import type {Run} from '../../../src/domain/change/run.js';
import {startSouk} from '../../support/souk.js';
import type {Passing, Wire} from './wire.js';

/** A small generator of our own, so that a failure can be played again by its seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

/**
 * When souk is killed: at which request of the line, and how far that came: lost on the way, seen by the shop after
 * souk's death, done and not answered, or answered.
 */
export interface Moment {
  readonly at: 'lost' | 'before' | 'after' | 'answered';
  /** Of the writing requests, or of all of them. */
  readonly of: 'writes' | 'number';
  readonly nth: number;
  /** Time after that, in ms. */
  readonly later: number;
}

/** A moment in a run that sends about so many batches. */
export function momentOf(roll: (below: number) => number, of: Moment['of'], most: number): Moment {
  const at = (['lost', 'before', 'after', 'answered'] as const)[roll(4)] ?? 'before';
  return {at, of, nth: 1 + roll(most), later: at === 'answered' ? roll(30) : 0};
}

/** Runs souk; with a moment it is killed there, by SIGKILL. Returns what was printed, and whether it was killed. */
export async function runTill(
  wire: Wire,
  args: readonly string[],
  home: string,
  moment: Moment | null,
): Promise<{readonly killed: boolean; readonly code: number | null; readonly stdout: string}> {
  const child = startSouk([...args, '--json'], {home});
  let stdout = '';
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString('utf8');
  });
  child.stdin.end();
  const ended = once(child, 'close') as Promise<[number | null]>;
  const strike = async (at: Moment['at'], request: Passing) => {
    if (moment?.at !== at || request[moment.of] !== moment.nth || (moment.of === 'writes' && !request.write))
      return false;
    if (moment.later > 0) await new Promise((resolve) => setTimeout(resolve, moment.later));
    child.kill('SIGKILL');
    await ended;
    return true;
  };
  wire.rules({
    before: async (request) => {
      await strike('before', request);
      return (await strike('lost', request)) ? 499 : undefined;
    },
    after: async (request) => {
      await strike('after', request);
    },
    answered: (request) => void strike('answered', request),
  });
  const [code] = await ended;
  // A request that was under way when souk died may still reach the shop.
  await wire.idle();
  wire.rules({});
  return {killed: code === null, code, stdout};
}

/** The latest run of the home's only shop. */
export async function lastRun(home: string): Promise<Run | null> {
  const data = await openData(path.join(home, 'souk.db'));
  try {
    return (await data.runs.list({limit: 1}))[0] ?? null;
  } finally {
    await data.close();
  }
}
