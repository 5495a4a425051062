import type {JournalEntry, Run} from '../../../src/domain/change/run.js';
import type {Plan} from '../../../src/domain/change/types.js';
import {inStore} from '../../torture/lane.js';
import {FIRST_REACH, further, momentIn, nameOf, type Reach} from '../../torture/moment.js';
import {strikerOn} from '../../torture/strike.js';
import {countKill} from '../../torture/tally.js';
import type {TestPlace} from './lab.js';
import type {TestScene} from './scene.js';

/** A write that was killed and resumed until it was over. */
export interface Survived {
  readonly kills: number;
  readonly plan: Plan;
  readonly journal: readonly JournalEntry[];
}

const ROUNDS = 60;
/** What souk says at length; what went wrong stands at its beginning. */
const MOST_SAID = 2000;

/**
 * Applies a plan, kills it up to `most` times wherever the dice say, at the line, at souk's own store or at any time, and
 * resumes it until its run is over.
 */
export async function underFire(
  {wire, dice, tally}: TestScene,
  place: TestPlace,
  start: readonly string[],
  most: number,
): Promise<Survived> {
  const {strike, release} = strikerOn(wire, place.home, place.env);
  const before = await lastRun(place);
  const reach = {begun: FIRST_REACH, resumed: FIRST_REACH};
  let kills = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const last = await lastRun(place);
    const begun = last !== null && last.id !== before?.id;
    if (begun && last.state !== 'open' && last.state !== 'interrupted') {
      await release();
      if (last.state !== 'done') throw new Error(`${last.id} ended as ${last.state}`);
      tally.runs += 1;
      return {kills, ...(await told(place, last))};
    }
    const what = begun ? 'resumed' : 'begun';
    const moment = kills < most ? momentIn(dice, reach[what]) : null;
    const struck = await strike(begun ? ['run', 'resume', last.id, '--yes'] : start, moment);
    reach[what] = seen(reach[what], struck.reach, struck.killed);
    if (struck.killed && moment !== null) {
      kills += 1;
      countKill(tally, moment.kind === 'store' ? `${moment.side} ${struck.at ?? 'a write'}` : nameOf(moment));
    } else if (struck.code !== 0)
      throw new Error(`${what}, it ended with ${struck.code}\n${struck.text.slice(0, MOST_SAID)}`);
  }
  throw new Error(`${start.join(' ')} never came to an end`);
}

/** What was seen of a command in peace is all there is of it; of a killed one there may be more. */
function seen(known: Reach, now: Reach, killed: boolean): Reach {
  return killed ? further(known, now) : now;
}

function lastRun(place: TestPlace): Promise<Run | null> {
  return inStore(place, async (data) => (await data.runs.list({limit: 1}))[0] ?? null);
}

function told(place: TestPlace, {id, plan}: Run): Promise<Pick<Survived, 'plan' | 'journal'>> {
  return inStore(place, async (data) => {
    const found = await data.plans.get(plan);
    if (found === null) throw new Error(`no plan ${plan}`);
    return {plan: found, journal: await data.runs.journal(id)};
  });
}
