import {setImmediate} from 'node:timers/promises';
import {expect} from 'chai';
import type {Lane, Limiter} from '../../src/ports/limiter.js';
import {openLimiter} from '../../src/runs/limiter/open.js';
import {ownStore} from '../../src/runs/limiter/own-store.js';
import {openWorld} from './limiter-world.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const calm = new AbortController().signal;
const blind: Lane = {name: 'api', limit: {kind: 'unknown'}};

/** What became of a request that waits: it went, or why it did not; `waits` while it does. */
function watched(limiter: Limiter, lane: Lane, signal: AbortSignal = calm): {outcome: unknown} {
  const seen: {outcome: unknown} = {outcome: 'waits'};
  limiter.enter(lane, 1, signal).then(
    () => {
      seen.outcome = 'went';
    },
    (reason: unknown) => {
      seen.outcome = reason;
    },
  );
  return seen;
}

describe('waiting for a limit', () => {
  it('ends with an error when the platform asks for an hour, for whoever waits and whoever comes later', async () => {
    const world = openWorld();
    const store = ownStore();
    const open = () => openLimiter({store, shop: {id: 1, name: 'main'}, clock: world.clock});
    const [one, other] = [open(), open()];
    const pass = await one.enter(blind, 1, calm);
    pass.end({kind: 'limited', retryAfterMs: 60 * MINUTE});
    await world.runTo(1000);
    for (const limiter of [one, one, other]) {
      const late = watched(limiter, blind);
      await world.runTo(world.now() + 1000);
      expect(late.outcome).to.include({code: 'SHOP_ASKS_TO_WAIT', exit: 8});
    }
    await world.runTo(61 * MINUTE);
    const next = watched(one, blind);
    await world.runTo(62 * MINUTE);
    expect(next.outcome).to.equal('went');
  });

  it('goes on after a wait that can be sat out, and is broken off by its signal at once', async () => {
    const world = openWorld();
    const limiter = openLimiter({store: ownStore(), shop: {id: 1, name: 'main'}, clock: world.clock});
    const pass = await limiter.enter(blind, 1, calm);
    pass.end({kind: 'limited', retryAfterMs: 4 * MINUTE});
    await world.runTo(1000);
    const stop = new AbortController();
    const stopped = watched(limiter, blind, stop.signal);
    const patient = watched(limiter, blind);
    await world.runTo(MINUTE);
    expect([stopped.outcome, patient.outcome]).to.deep.equal(['waits', 'waits']);
    stop.abort('enough');
    await setImmediate();
    expect(stopped.outcome).to.equal('enough');
    await world.runTo(5 * MINUTE);
    expect(patient.outcome).to.equal('went');
  });

  it('ends with an error when a published quota is used up for the day', async () => {
    const world = openWorld();
    const limiter = openLimiter({store: ownStore(), shop: {id: 1, name: 'main'}, clock: world.clock});
    const daily: Lane = {name: 'daily', limit: {kind: 'window', quota: 2, windowMs: 24 * 60 * MINUTE}};
    for (const _ of [1, 2]) {
      const passing = limiter.enter(daily, 1, calm);
      await world.runTo(world.now() + SECOND);
      (await passing).end({kind: 'accepted'});
    }
    const third = watched(limiter, daily);
    await world.runTo(MINUTE);
    expect(third.outcome).to.include({code: 'SHOP_ASKS_TO_WAIT', exit: 8});
  });

  it('remembers what was learnt: the next process does not begin with a guess', async () => {
    const world = openWorld();
    const store = ownStore();
    const first = openLimiter({store, shop: {id: 1, name: 'main'}, clock: world.clock});
    const told = {kind: 'bucket', left: 5, burst: 40, rate: 2} as const;
    (await first.enter(blind, 1, calm)).end({kind: 'accepted', told});
    const closing = first.close();
    await world.runTo(1000);
    await closing;
    const next = openLimiter({store, shop: {id: 1, name: 'main'}, clock: world.clock});
    const all = Array.from({length: 30}, () => watched(next, blind));
    await world.runTo(1500);
    // Five were left and two a second come back: not one of the guess's hundred a second.
    const went = all.filter(({outcome}) => outcome === 'went').length;
    expect(went).to.be.within(3, 8);
  });

  it('takes one signal for the limits of many shops, and nobody is warned of a leak', async () => {
    const warnings: Error[] = [];
    const heard = (warning: Error) => void warnings.push(warning);
    process.on('warning', heard);
    const {signal} = new AbortController();
    const world = openWorld();
    for (let id = 1; id <= 12; id++) {
      const limiter = openLimiter({store: ownStore(), shop: {id, name: `shop-${id}`}, clock: world.clock});
      (await limiter.enter(blind, 1, signal)).end({kind: 'accepted'});
    }
    await setImmediate();
    process.off('warning', heard);
    expect(warnings).to.deep.equal([]);
  });

  it('begins anew with what another souk wrote down otherwise', async () => {
    const world = openWorld();
    const kept = ownStore();
    let written = '';
    const store: typeof kept = {
      update: (shop, name, here, step) =>
        kept.update(shop, name, here, (text, now) => {
          const older = text?.replace(/"version":\d+/u, '"version":1') ?? null;
          const {state, result} = step(older, now);
          written = state;
          return {state, result};
        }),
    };
    const limiter = openLimiter({store, shop: {id: 1, name: 'main'}, clock: world.clock});
    for (let n = 0; n < 3; n++) (await limiter.enter(blind, 1, calm)).end({kind: 'accepted'});
    await limiter.close();
    const {state} = JSON.parse(written) as {state: {spent: number; learning: {way: readonly unknown[]}}};
    expect(state.spent, 'counted since the state was begun').to.be.below(3);
    expect(state.learning.way).to.have.length(1);
  });
});
