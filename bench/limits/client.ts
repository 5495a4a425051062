import {setTimeout} from 'node:timers/promises';
import {openData} from '../../src/data/open.js';
import {thisProcess} from '../../src/data/process.js';
import {byRate} from '../../src/platforms/amazon/limits.js';
import type {Http} from '../../src/platforms/http.js';
import {openHttp} from '../../src/platforms/http-axios.js';
import {limited, verdictOf} from '../../src/platforms/limited.js';
import {byCost} from '../../src/platforms/shopify/cost.js';
import type {LimiterClock} from '../../src/runs/limiter/clock.js';
import {steadyClock} from '../../src/runs/limiter/clock.js';
import {openLimiter} from '../../src/runs/limiter/open.js';
import type {Scenario} from './scenarios.js';

/** What a client process is told. */
export interface Order {
  readonly scenario: Scenario;
  readonly store: string;
  readonly shop: number;
  readonly url: string;
}

/** Requests that want to be sent at any moment; the limiter lets fewer. */
const WORKERS = 20;
/** It goes on for so much longer than is judged. */
const LONGER_MS = 300;

/**
 * souk at its quickest, as a process of its own: `client.js ORDER`. Ready when it says so; sends from its parent's word on
 * until its time is over, and says how much processor time and how many writes to the store that took.
 */
const {scenario, store, shop, url} = JSON.parse(process.argv[2] ?? '') as Order;
const data = await openData(store);
let writes = 0;
const limiter = openLimiter({
  store: {
    update: (...all) => {
      writes += 1;
      return data.limiters.update(...all);
    },
  },
  shop: {id: shop, name: 'bench'},
  clock: quickClock(steadyClock(thisProcess().bootId), scenario.speed),
});
const plain = await openHttp({baseUrl: url, timeoutMs: 30_000});
const lane = {name: 'api', limit: scenario.limit, ...(scenario.atOnce === undefined ? {} : {atOnce: scenario.atOnce})};
const http = limited(plain, limiter, {
  lane: () => lane,
  cost: ({headers}) => Number(headers?.['x-cost'] ?? 1),
  judge: scenario.telling === 'cost' ? byCost : scenario.telling === 'rate' ? byRate : verdictOf,
});
// Its parent ends it; should the parent be gone, it goes too.
process.on('disconnect', () => process.exit());
process.on('message', () => {
  void work().then(async (requests) => {
    await limiter.close();
    await data.close();
    plain.close();
    const {user, system} = process.cpuUsage();
    process.send?.({requests, writes, cpuMs: (user + system) / 1000});
  });
});
process.send?.('ready');

/** Time as it would pass on a machine that many times as quick. */
function quickClock(clock: LimiterClock, speed: number): LimiterClock {
  return {
    instant: () => {
      const {epoch, at, wall} = clock.instant();
      return {epoch, at: at * speed, wall: wall * speed};
    },
    sleep: (ms, signal) => clock.sleep(ms / speed, signal),
  };
}

async function work(): Promise<number> {
  const over = new AbortController();
  let requests = 0;
  const worker = async () => {
    while (!over.signal.aborted) {
      await send(http, over.signal);
      requests += 1;
    }
  };
  const all = Promise.all(Array.from({length: WORKERS}, () => worker().catch(() => undefined)));
  await setTimeout(1000 * scenario.seconds + LONGER_MS);
  over.abort();
  await all;
  return requests;
}

async function send(way: Http, signal: AbortSignal): Promise<void> {
  const [least, most] = scenario.cost ?? [1, 1];
  const cost = least + Math.floor(Math.random() * (most - least + 1));
  const body = {rows: 'x'.repeat(230)};
  await way.send({method: 'POST', path: '/', body, headers: {'x-cost': String(cost)}, repeatable: false}, signal);
}
