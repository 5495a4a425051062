import {hostname} from 'node:os';
import {expect} from 'chai';
import {type Served, writeLog} from '../../e2e/support/served.js';
import {needTmux, openTerminal} from '../../e2e/support/terminal.js';
import {holdWrite} from '../../e2e/support/wire.js';
import {souk, soukJson} from '../../support/souk.js';
import {ADJUST_ALL, begin, openServedShop, type ServedShop} from './served-shop.js';

const OFFERS = 120;

describe('a shop that somebody is at work on', () => {
  let shop: ServedShop;
  let home: string;
  let served: Served;

  before(async () => {
    shop = await openServedShop(OFFERS);
    ({home, served} = shop);
  });
  after(async () => await shop.close());

  it('is left alone by a second one; once the first is dead its lock is taken over, its run resumed, and both said', async () => {
    const from = writeLog(served).length;
    const hold = holdWrite(served.wire, 1);
    const {child, ended} = begin(ADJUST_ALL, home);
    await hold.reached;

    const second = await souk(['price', 'set', 'SKU-0001', '11.00', '--yes'], {home});
    expect(second.code, second.stderr).to.equal(9);
    expect(second.stderr).to.equal(
      `Error: Another souk is writing to main (process ${child.pid} on ${hostname()}).\n` +
        '  Wait for it; how far it is: souk run list\n(SHOP_LOCKED, exit 9)\n',
    );
    const night = await soukJson(['nightly', '--yes'], {home});
    expect(night.code, JSON.stringify(night.document)).to.equal(9);
    const atWork = await souk(['run', 'list', '--limit', '1'], {home});
    expect(atWork.stdout).to.contain(`R-2 is at work: process ${child.pid} on ${hostname()}.`);

    child.kill('SIGKILL');
    await ended;
    hold.release();
    await served.wire.idle();
    served.wire.rules({});
    const stopped = await souk(['run', 'list', '--limit', '1'], {home});
    expect(stopped.stdout).to.contain('R-2 has stopped and holds main. Go on with:  souk run resume R-2');
    const third = await soukJson(['price', 'set', 'SKU-0001', '11.00', '--yes'], {home});
    expect(third.code).to.equal(9);
    expect(third.document['error']).to.include({code: 'RUN_OPEN', hint: 'souk run resume R-2', run: 'R-2'});

    // The lock goes with the first who asks for it; the run waits to be resumed.
    const resumed = await souk(['run', 'resume'], {home});
    expect(resumed.code, resumed.stderr).to.equal(0);
    expect(writeLog(served).length - from).to.equal(OFFERS);
    expect((await souk(['run', 'list', '--limit', '1'], {home})).stdout).not.to.match(/at work|stopped/u);
  });

  it('is named when its lock was left behind by a process that died', async () => {
    const hold = holdWrite(served.wire, 1);
    const {child, ended} = begin(ADJUST_ALL, home);
    await hold.reached;
    child.kill('SIGKILL');
    await ended;
    hold.release();
    await served.wire.idle();
    served.wire.rules({});
    const resumed = await soukJson(['run', 'resume'], {home});
    expect(resumed.code, resumed.stderr).to.equal(0);
    expect(resumed.document['warnings']).to.deep.equal([
      {
        code: 'LOCK_TAKEN_OVER',
        message: `main was still held by process ${child.pid} on ${hostname()}, which has ended without letting go: taken over.`,
        hint: '',
      },
    ]);
  });

  it('is nobody’s while a question is open: another writes, and the answer then meets the drift', async function () {
    needTmux(this, 'an answer at a terminal');
    const screen = openTerminal(home, 100);
    try {
      screen.souk('price set SKU-0001 15.00');
      await screen.shows(/Apply 1 change to main\?/u);
      const other = await souk(['price', 'set', 'SKU-0001', '14.00', '--yes'], {home});
      expect(other.code, other.stderr).to.equal(0);
      const night = await souk(['nightly', '--yes'], {home});
      expect(night.code, night.stderr).to.equal(0);
      screen.keys('y', 'Enter');
      const {code, screen: seen} = await screen.ended();
      expect(code).to.equal(7);
      expect(seen).to.contain('PLAN_DRIFTED').and.to.contain('SKU-0001: price is 14.00');
    } finally {
      screen.close();
    }
  });
});
