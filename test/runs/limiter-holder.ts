import {openData} from '../../src/data/open.js';
import {thisProcess} from '../../src/data/process.js';
import {steadyClock} from '../../src/runs/limiter/clock.js';
import {openLimiter} from '../../src/runs/limiter/open.js';

/**
 * A process that has every place of a shop's limit and says no more: `limiter-holder.js STORE SHOP LANE PLACES`. It writes
 * a line when it has them, and stays until it is ended.
 */
const [store = '', shop = '', lane = '', places = ''] = process.argv.slice(2);
const data = await openData(store);
const owner = thisProcess();
const limiter = openLimiter({
  store: data.limiters,
  shop: {id: Number(shop), name: 'main'},
  clock: steadyClock(owner.bootId),
  peers: {self: owner, ended: () => false},
});
const forever = new AbortController().signal;
const enter = () => limiter.enter({name: lane, limit: {kind: 'unknown'}}, 1, forever);
await Promise.all(Array.from({length: Number(places)}, enter));
await new Promise((written) => process.stdout.write('held\n', written));
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
