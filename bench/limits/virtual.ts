import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {openData} from '../../src/data/open.js';
import {openWorld, type Server, startClient} from '../../test/runs/limiter-world.js';
import {measure, type Seen} from './measure.js';
import {type Outcome, shopIn, type Trial} from './run.js';
import {modelOf, type Scenario} from './scenarios.js';

const SEED = 7;

/**
 * Plays a trial that would take a day in a world whose time passes when everybody waits: souk's limiter, over a store on
 * this machine's disk; the server, the line and a busy machine's lateness are played.
 */
export async function playTrial({scenario, processes}: Trial): Promise<Outcome> {
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-limits-'));
  const file = path.join(folder, 'souk.db');
  const shop = await shopIn(file);
  const data = await openData(file);
  try {
    const random = xoroshiro128plus(SEED);
    const roll = () => uniformFloat64(random);
    const world = openWorld();
    const log: Seen[] = [];
    const model = modelOf(scenario.model);
    const way = () => scenario.latencyMs / 2 + scenario.latencyMs * roll() * roll();
    const server: Server = {model, ...tellingOf(scenario), way, serviceMs: 0, log};
    let writes = 0;
    const store = {
      update: (...all: Parameters<typeof data.limiters.update>) => {
        writes += 1;
        return data.limiters.update(...all);
      },
    };
    const ms = 1000 * scenario.seconds;
    const lane = {name: 'api', limit: scenario.limit};
    const clients = Array.from({length: processes}, (_, n) =>
      startClient(world, store as typeof data.limiters, server, lane, {
        name: `process ${n}`,
        workers: 20,
        until: ms,
        roll,
        shop,
      }),
    );
    await world.runTo(ms);
    const measured = measure(log, model, {from: 0, to: ms});
    const stopped = Promise.all(clients.map((client) => client.stop()));
    await world.runTo(ms + 1000);
    await stopped;
    return {scenario, processes, measured, writes, cpuMs: null, weather: null};
  } finally {
    await data.close();
    await rm(folder, {recursive: true, force: true});
  }
}

/** What the server says besides no: Amazon's one header, or when to come again. */
function tellingOf({telling, model}: Scenario): Pick<Server, 'telling' | 'told'> {
  if (telling !== 'rate' || model.kind !== 'bucket') return {telling: 'retry-after'};
  const {rate} = model;
  return {telling: 'headers', told: () => ({kind: 'rate', rate})};
}
