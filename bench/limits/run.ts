import {type ChildProcess, fork} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {openData} from '../../src/data/open.js';
import type {Order} from './client.js';
import type {Measured} from './measure.js';
import {type Weather, watchMachine} from './pool.js';
import type {Scenario} from './scenarios.js';

/** One scenario with so many processes of souk, and how it went. */
export interface Trial {
  readonly scenario: Scenario;
  readonly processes: number;
}

export interface Outcome extends Trial {
  readonly measured: Measured;
  /** Writes to the store and ms of processor time, of all processes together; null: it was not measured. */
  readonly writes: number;
  readonly cpuMs: number | null;
  /** How the machine was meanwhile; null: it does not matter. */
  readonly weather: Weather | null;
}

/** Runs a trial: its server, its processes, a store of its own. */
export async function runTrial(trial: Trial): Promise<Outcome> {
  const {scenario, processes} = trial;
  const folder = await mkdtemp(path.join(tmpdir(), 'souk-limits-'));
  const server = script('server', JSON.stringify(scenario));
  try {
    const {port} = await said<{port: number}>(server);
    const store = path.join(folder, 'souk.db');
    const order: Order = {scenario, store, shop: await shopIn(store), url: `http://127.0.0.1:${port}`};
    const clients = Array.from({length: processes}, () => script('client', JSON.stringify(order)));
    try {
      await Promise.all(clients.map((client) => said(client)));
      const weather = watchMachine();
      for (const client of clients) client.send('go');
      const ends = await Promise.all(clients.map((client) => said<{writes: number; cpuMs: number}>(client)));
      server.send('report');
      const {measured} = await said<{measured: Measured}>(server);
      const sum = (of: 'writes' | 'cpuMs') => ends.reduce((total, end) => total + end[of], 0);
      return {...trial, measured, writes: sum('writes'), cpuMs: sum('cpuMs'), weather: weather()};
    } finally {
      for (const client of clients) client.kill();
    }
  } finally {
    server.kill();
    await rm(folder, {recursive: true, force: true});
  }
}

export async function shopIn(store: string): Promise<number> {
  const data = await openData(store);
  const terms = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null};
  const shop = {
    name: 'bench',
    platform: 'practice',
    mode: 'apply',
    terms,
    settings: {},
    createdAt: Date.now(),
  } as const;
  const {id} = await data.shops.add(shop);
  await data.close();
  return id;
}

function script(name: 'server' | 'client', argument: string): ChildProcess {
  return fork(fileURLToPath(new URL(`${name}.js`, import.meta.url)), [argument]);
}

function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process of the bench ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message: T) => {
      child.off('exit', ended);
      resolve(message);
    });
  });
}
