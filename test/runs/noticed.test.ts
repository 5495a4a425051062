import {setTimeout as sleep} from 'node:timers/promises';
import {expect} from 'chai';
import type {Limiter, Pass} from '../../src/ports/limiter.js';
import {noticed} from '../../src/runs/limiter/noticed.js';

const LANE = {name: 'api', limit: {kind: 'none'}} as const;
const PASS: Pass = {end: () => undefined};

/** A limiter that lets in when it is told to. */
function gate(): {readonly limiter: Limiter; readonly open: (() => void)[]} {
  const open: (() => void)[] = [];
  const enter = (_lane: unknown, _cost: number, signal: AbortSignal) =>
    new Promise<Pass>((go, fail) => {
      open.push(() => go(PASS));
      signal.addEventListener('abort', () => fail(signal.reason as Error));
    });
  return {open, limiter: {enter, close: async () => undefined}};
}

describe('limiter: what is said of waiting', () => {
  it('is said once when a request waits for long, and taken back when none does', async () => {
    const {limiter, open} = gate();
    const said: boolean[] = [];
    const watched = noticed(limiter, (waiting) => said.push(waiting));
    const {signal} = new AbortController();
    const quick = watched.enter(LANE, 1, signal);
    open.shift()?.();
    expect(await quick).to.equal(PASS);
    const stopped = new AbortController();
    const slow = [watched.enter(LANE, 1, signal), watched.enter(LANE, 1, stopped.signal).catch(() => null)];
    await sleep(1100);
    expect(said).to.deep.equal([true]);
    open[0]?.();
    await slow[0];
    expect(said).to.deep.equal([true]);
    stopped.abort();
    await slow[1];
    expect(said).to.deep.equal([true, false]);
  });
});
