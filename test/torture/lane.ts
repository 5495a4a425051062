import path from 'node:path';
import {openData} from '../../src/data/open.js';
import type {JournalEntry, Run} from '../../src/domain/change/run.js';
import type {Plan} from '../../src/domain/change/types.js';
import type {Data} from '../../src/ports/data.js';
import {type Dice, FIRST_REACH, further, momentIn, nameOf, type Reach} from './moment.js';
import type {Shown, TorturedShop} from './shop.js';
import type {Line, Strike, Struck} from './strike.js';
import {countKill, type Tally} from './tally.js';

/** What somebody did to the shop by hand, behind souk's back. */
export interface Hand {
  /** Place in the shop's own log. */
  readonly seq: number;
  readonly what: 'price' | 'title' | 'variant';
  readonly product: string;
  /** Null for a title. */
  readonly sku: string | null;
  readonly value: string;
}

/** One merchant's home, one shop, and the dice that say what befalls them. */
export interface Lane extends Line {
  readonly seed: number;
  readonly dice: Dice;
  readonly home: string;
  readonly shop: TorturedShop;
  readonly strike: Strike;
  readonly hands: Hand[];
  /** How many hands there were when each step began. */
  readonly starts: number[];
  readonly reaches: Map<string, Reach>;
  readonly tally: Tally;
  /** Most kills in one step of the story. */
  readonly most: number;
}

/** A step of the story that has come to its end. */
export interface Step {
  readonly name: string;
  /** Null when there was nothing to write. */
  readonly run: Run | null;
  readonly plan: Plan | null;
  readonly journal: ReadonlyMap<number, JournalEntry>;
  /** The shop's log and shelf when it began. */
  readonly from: number;
  readonly shelf: readonly Shown[];
  /** How many hands this step, or one that takes it back, has surely seen the work of. */
  readonly seen: number;
}

/** Looks into the store while no souk is at it. */
export async function inStore<T>({home}: Pick<Lane, 'home'>, look: (data: Data) => Promise<T>): Promise<T> {
  const data = await openData(path.join(home, 'souk.db'));
  try {
    return await look(data);
  } finally {
    await data.close();
  }
}

const ROUNDS = 60;

/** What somebody does between a death and what follows it; `begun` when there is a run already. */
export type Meanwhile = (lane: Lane, begun: boolean) => Promise<void>;

/** Commands that somebody types instead of the resume: reading is welcome, writing is refused while a run is open. */
async function typeSomething(lane: Lane, start: readonly string[]): Promise<void> {
  const {dice} = lane;
  if (dice.chance(10)) expectCode(lane, ['shop', 'pull'], await lane.strike(['shop', 'pull'], null), [0, 8]);
  const last = await inStore(lane, lastRun);
  if (dice.chance(10) && (last?.state === 'open' || last?.state === 'interrupted')) {
    // Nothing to write, or what it would end is over: that is said before anybody asks who holds the shop.
    expectCode(lane, start, await lane.strike(start, null), [0, 2, 8, 9]);
    const same = await inStore(lane, lastRun);
    if (same?.id !== last.id || same.state !== last.state)
      throw new Error(`seed ${lane.seed}: ${start.join(' ')} moved a run`);
  }
}

/**
 * Does one step under fire: kills it some times, wherever the dice say, and goes on with it as a person would, until its
 * run is over. What no kill explains must be explained by the shop's faults (exit 8) or by somebody's hand (3, 7): one
 * since the beginning of the step before, for what was done after its last look at the shop this one is the first to
 * see; one since `undone` began, when this step takes that one back.
 */
export async function underFire(
  lane: Lane,
  name: string,
  start: readonly string[],
  meanwhile: Meanwhile,
  undone?: Step,
): Promise<Step> {
  const seen = Math.min(undone?.seen ?? Number.POSITIVE_INFINITY, lane.starts.at(-1) ?? 0);
  lane.starts.push(lane.hands.length);
  const before = await inStore(lane, lastRun);
  const from = lane.shop.log().at(-1)?.seq ?? 0;
  const shelf = lane.shop.shelf();
  let left = 1 + lane.dice.roll(lane.most);
  for (let round = 0; round < ROUNDS; round++) {
    const last = await inStore(lane, lastRun);
    const begun = last !== null && last.id !== before?.id;
    if (begun && last.state !== 'open' && last.state !== 'interrupted') {
      await lane.release();
      lane.tally.runs += 1;
      return await ended(lane, {name, run: last, from, shelf, seen});
    }
    const args = begun ? ['run', 'resume'] : start;
    const struck = await fire(lane, `${name} ${begun ? 'resumed' : 'begun'}`, args, left > 0);
    if (struck.killed) {
      left -= 1;
      await typeSomething(lane, start);
      await meanwhile(lane, begun || (await inStore(lane, lastRun))?.id !== before?.id);
      continue;
    }
    const allowed = lane.hands.length > seen ? [0, 3, 7, 8] : [0, 8];
    expectCode(lane, args, struck, allowed);
    if (!begun && struck.code === 0 && (await inStore(lane, lastRun))?.id === before?.id) {
      return await ended(lane, {name, run: null, from, shelf, seen});
    }
  }
  throw new Error(`seed ${lane.seed}: ${name} never came to an end`);
}

/** Runs a command that writes to the store alone, killed or not, until it has ended well. */
export async function untilDone(lane: Lane, args: readonly string[]): Promise<void> {
  let left = lane.dice.roll(3);
  for (let round = 0; round < ROUNDS; round++) {
    const struck = await fire(lane, args.slice(0, 2).join(' '), args, left > 0);
    if (struck.killed) left -= 1;
    else if (struck.code === 0) return;
    else expectCode(lane, args, struck, [8]);
  }
  throw new Error(`seed ${lane.seed}: ${args.join(' ')} never ended well`);
}

async function fire(lane: Lane, name: string, args: readonly string[], deadly: boolean): Promise<Struck> {
  const reach = lane.reaches.get(name) ?? FIRST_REACH;
  const moment = deadly ? momentIn(lane.dice, reach) : null;
  const struck = await lane.strike(args, moment);
  // What was seen of a command in peace is all there is of it; of a killed one there may be more.
  lane.reaches.set(name, struck.killed ? further(reach, struck.reach) : struck.reach);
  if (struck.killed && moment !== null) {
    countKill(lane.tally, moment.kind === 'store' ? `${moment.side} ${struck.at ?? 'a write'}` : nameOf(moment));
  }
  return struck;
}

async function lastRun(data: Data): Promise<Run | null> {
  return (await data.runs.list({limit: 1}))[0] ?? null;
}

async function ended(lane: Lane, step: Omit<Step, 'plan' | 'journal'>): Promise<Step> {
  return await inStore(lane, async (data) => {
    const [latest] = await data.plans.list({limit: 1});
    const plan = await data.plans.get(step.run?.plan ?? latest?.id ?? '');
    const journal = step.run === null ? [] : await data.runs.journal(step.run.id);
    return {...step, plan, journal: new Map(journal.map((entry) => [entry.n, entry]))};
  });
}

/** A document can be long; what went wrong stands at its beginning. */
const MOST_SAID = 2000;

function expectCode({seed}: Lane, args: readonly string[], {code, text}: Struck, allowed: readonly number[]): void {
  if (!allowed.includes(code ?? 1))
    throw new Error(`seed ${seed}: ${args.join(' ')} ended with ${code}\n${text.slice(0, MOST_SAID)}`);
}
