import {expect} from 'chai';
import {type Served, writeLog} from '../../e2e/support/served.js';
import {holdWrite} from '../../e2e/support/wire.js';
import {type Ended, souk} from '../../support/souk.js';
import {ADJUST_ALL, begin} from './served-shop.js';

/** Prices of a shop whose store fails in mid-run: two full batches of the practice shop, and a half. */
export const OFFERS = 250;
const BATCH = 100;

/** A shop, and the home of the souk that writes to it. */
export interface Desk {
  readonly served: Served;
  readonly home: string;
}

/** Moves every price by hand, and lets something happen while the second batch is under way. */
export async function adjustAll({served, home}: Desk, more: readonly string[], meanwhile: () => void): Promise<Ended> {
  const hold = holdWrite(served.wire, 2);
  const {ended} = begin([...ADJUST_ALL, ...more], home);
  await hold.reached;
  meanwhile();
  hold.release();
  const end = await ended;
  served.wire.rules({});
  return end;
}

/** What is said of a run that the store failed under: once, with the run and what to type, and no stack. */
export function said({code, stdout, stderr}: Ended, error: string, exit: number, hint: RegExp): void {
  expect(code, stdout + stderr).to.equal(exit);
  const run = /R-\d+/u.exec(stdout)?.[0] ?? '';
  expect(stdout).to.contain(`Go on with:  souk run resume ${run}`);
  expect(stdout.split('\n').filter((line) => line.startsWith(`${run} open: `))).to.have.length(1);
  expect(stderr.split('\n')).to.have.length(4);
  expect(stderr)
    .to.contain(`(${error}, exit ${exit})\n`)
    .and.to.match(hint)
    .and.not.to.match(/\bat \S+:\d+/u);
}

/** Once the store can be written again the run goes on: every price has moved once since `from` in the shop's log. */
export async function goesOnFrom({served, home}: Desk, from: number): Promise<void> {
  expect(writeLog(served).length - from).to.equal(2 * BATCH);
  const resumed = await souk(['run', 'resume'], {home});
  expect(resumed.code, resumed.stderr).to.equal(0);
  const written = writeLog(served).slice(from);
  expect(written.every(({result, before, after}) => result === 'applied' && before !== after)).to.equal(true);
  expect(new Set(written.map(({key}) => key)).size).to.equal(OFFERS);
  expect(written).to.have.length(OFFERS);
}
