import path from 'node:path';
import {setImmediate} from 'node:timers/promises';
import {expect} from 'chai';
import {openData} from '../../src/data/open.js';
import {isDead, thisProcess} from '../../src/data/process.js';
import type {LimiterClock} from '../../src/runs/limiter/clock.js';
import {steadyClock} from '../../src/runs/limiter/clock.js';
import {openLimiter} from '../../src/runs/limiter/open.js';
import type {Peers} from '../../src/runs/limiter/peers.js';
import {aShop} from '../data/support/records.js';
import {type Served, served} from '../support/served.js';
import {withFolder} from '../support/souk.js';

/** An unknown limit begins with so many places. */
const PLACES = 3;
const LEASE_MS = 15_000;
const LANE = 'api';
const calm = new AbortController().signal;

/** A clock that stands still but for what is slept; `slept` before each sleep. */
function sleepsOnly(slept: (ms: number) => Promise<void>): {clock: LimiterClock; waited(): number} {
  const started = steadyClock(thisProcess().bootId).instant();
  let waited = 0;
  return {
    waited: () => waited,
    clock: {
      instant: () => ({...started, at: started.at + waited, wall: started.wall + waited}),
      sleep: async (ms, signal) => {
        await slept(waited);
        await setImmediate();
        signal.throwIfAborted();
        waited += ms;
      },
    },
  };
}

/** Waits for a place while another process has them all; ms that it took. */
async function waitFor(
  peers: Peers | undefined,
  {before = async () => undefined, during = async () => undefined}: Record<string, (holder: Served) => Promise<void>>,
): Promise<number> {
  let took = Number.NaN;
  await withFolder(async (folder) => {
    const file = path.join(folder, 'souk.db');
    const data = await openData(file);
    const {id} = await data.shops.add(aShop('main'));
    const holder = await served(new URL('./limiter-holder.js', import.meta.url), [file, `${id}`, LANE, `${PLACES}`]);
    try {
      await before(holder);
      let done = false;
      const {clock, waited} = sleepsOnly(async (ms) => {
        if (ms < 1000 || done) return;
        done = true;
        await during(holder);
      });
      const store = {store: data.limiters, shop: {id, name: 'main'}, clock};
      const limiter = openLimiter({...store, ...(peers === undefined ? {} : {peers})});
      const pass = await limiter.enter({name: LANE, limit: {kind: 'unknown'}}, 1, calm);
      took = waited();
      pass.end({kind: 'accepted'});
      await limiter.close();
    } finally {
      await holder.stop();
      await data.close();
    }
  });
  return took;
}

describe('places that a process had when it ended', () => {
  const peers = {self: thisProcess(), ended: isDead};
  const killed = (holder: Served) => holder.stop();

  it('are free at once after a kill', async () => {
    expect(await waitFor(peers, {before: killed})).to.equal(0);
  });

  it('are free soon when it is killed while another waits', async () => {
    expect(await waitFor(peers, {during: killed})).to.be.within(1000, 3000);
  });

  it('are its own while it lives, though it says nothing, until its lease is over', async () => {
    expect(await waitFor(peers, {})).to.be.within(LEASE_MS - 1000, LEASE_MS + 1000);
  });

  it('are its own until then where nobody can ask after it, as on another machine', async () => {
    expect(await waitFor(undefined, {before: killed})).to.be.within(LEASE_MS - 1000, LEASE_MS + 1000);
    const elsewhere = {...peers, ended: () => false};
    expect(await waitFor(elsewhere, {before: killed})).to.be.within(LEASE_MS - 1000, LEASE_MS + 1000);
  });
});
