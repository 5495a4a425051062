import {uniformFloat64} from 'pure-rand/distribution/uniformFloat64';
import {xoroshiro128plus} from 'pure-rand/generator/xoroshiro128plus';
import {type Measured, measure} from '../../bench/limits/measure.js';
import {bucket, concurrency, fixedWindow, type Model, slidingWindow} from '../../bench/limits/models.js';
import type {Limit, Told} from '../../src/ports/limiter.js';
import {ownStore} from '../../src/runs/limiter/own-store.js';
import {openWorld, startClient, type Telling} from './limiter-world.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** A server's limit, what souk knows of it beforehand, and what the server tells. */
export interface Case {
  readonly name: string;
  readonly model: () => Model;
  readonly limit: Limit;
  readonly telling: Telling;
  readonly told?: (left: number, resetMs: number) => Told;
  readonly atOnce?: number;
  readonly serviceMs?: number;
  /** ms one way: the least, and how much more it may be. */
  readonly line?: readonly [number, number];
  /** Points of each request in turn. */
  readonly costs?: readonly number[];
  readonly ms: number;
}

const declared = (rate: number, burst: number, ms: number): Case => ({
  name: `a bucket of ${rate.toFixed(4)}/s, known beforehand`,
  model: () => bucket(rate, burst),
  limit: {kind: 'bucket', rate, burst},
  telling: 'retry-after',
  ms,
});

const toldBucket = (rate: number, burst: number, ms: number, costs?: readonly number[]): Case => ({
  name: `a bucket of ${rate}/s, told by headers${costs === undefined ? '' : ', requests of different cost'}`,
  model: () => bucket(rate, burst),
  limit: {kind: 'unknown'},
  telling: 'headers',
  told: (left) => ({kind: 'bucket', left, burst, rate}),
  ms,
  ...(costs === undefined ? {} : {costs}),
});

const toldWindow = (name: string, model: () => Model): Case => ({
  name: `a ${name} window, told by headers`,
  model,
  limit: {kind: 'unknown'},
  telling: 'headers',
  told: (left, resetMs) => ({kind: 'window', left, quota: 100, resetMs}),
  ms: 60 * SECOND,
});

const knownWindow = (name: string, model: () => Model): Case => ({
  name: `a ${name} window, known beforehand`,
  model,
  limit: {kind: 'window', quota: 100, windowMs: 10 * SECOND},
  telling: 'retry-after',
  ms: 60 * SECOND,
});

/** The limit is known beforehand, or told by the server. */
export const KNOWN: readonly Case[] = [
  declared(50, 40, 60 * SECOND),
  declared(10, 20, 60 * SECOND),
  declared(0.5, 15, HOUR),
  declared(1 / 60, 15, 24 * HOUR),
  toldBucket(50, 40, 60 * SECOND),
  toldBucket(0.5, 15, HOUR),
  toldBucket(100, 1000, 120 * SECOND, [12, 1, 40, 7, 55, 3]),
  toldWindow('fixed', () => fixedWindow(100, 10 * SECOND)),
  toldWindow('sliding', () => slidingWindow(100, 10 * SECOND)),
  knownWindow('fixed', () => fixedWindow(100, 10 * SECOND)),
  knownWindow('sliding', () => slidingWindow(100, 10 * SECOND)),
  {
    ...knownWindow('sliding', () => slidingWindow(150, 30 * SECOND)),
    name: 'a sliding window behind a slow line, known beforehand',
    limit: {kind: 'window', quota: 150, windowMs: 30 * SECOND},
    line: [200, 400],
    ms: 120 * SECOND,
  },
  {
    name: 'four at once, known beforehand',
    model: () => concurrency(4, 500),
    limit: {kind: 'unknown'},
    telling: 'nothing',
    atOnce: 4,
    serviceMs: 500,
    ms: 60 * SECOND,
  },
];

const blind = (rate: number, burst: number, ms: number): Case => ({
  ...declared(rate, burst, ms),
  name: `a bucket of ${rate.toFixed(4)}/s of which nothing is known`,
  limit: {kind: 'unknown'},
});

const blindWindow = (name: string, model: () => Model): Case => ({
  ...knownWindow(name, model),
  name: `a ${name} window of which nothing is known`,
  limit: {kind: 'unknown'},
  ms: 360 * SECOND,
});

/** Nothing is known but what a refusal says. */
export const UNKNOWN: readonly Case[] = [
  blind(50, 40, 120 * SECOND),
  blind(10, 20, 120 * SECOND),
  blind(0.5, 15, HOUR / 2),
  blind(1 / 60, 15, 24 * HOUR),
  blindWindow('fixed', () => fixedWindow(150, 30 * SECOND)),
  blindWindow('sliding', () => slidingWindow(150, 30 * SECOND)),
  {
    name: 'four at once of which nothing is known',
    model: () => concurrency(4, 500),
    limit: {kind: 'unknown'},
    telling: 'nothing',
    serviceMs: 500,
    ms: 120 * SECOND,
  },
];

/** Runs a case in a world whose time passes only when everybody waits; the way there and back takes 10 to 34 ms. */
export async function played(each: Case, processes: number, seed: number): Promise<Measured> {
  const roll = xoroshiro128plus(seed);
  const world = openWorld();
  const store = ownStore();
  const [least, more] = each.line ?? (each.serviceMs === undefined ? [10, 24] : [1, 0]);
  const server = {
    model: each.model(),
    telling: each.telling,
    ...(each.told === undefined ? {} : {told: each.told}),
    way: () => least + more * uniformFloat64(roll) * uniformFloat64(roll),
    serviceMs: each.serviceMs ?? 0,
    log: [],
  };
  const lane = {name: 'api', limit: each.limit, ...(each.atOnce === undefined ? {} : {atOnce: each.atOnce})};
  let next = 0;
  const {costs} = each;
  const cost = costs === undefined ? {} : {cost: () => costs[next++ % costs.length] ?? 1};
  const clients = Array.from({length: processes}, (_, n) =>
    startClient(world, store, server, lane, {
      name: `process ${n}`,
      workers: 20,
      until: each.ms,
      roll: () => uniformFloat64(roll),
      ...cost,
    }),
  );
  await world.runTo(each.ms);
  const found = measure(server.log, server.model, {from: 0, to: each.ms});
  const stopped = Promise.all(clients.map((client) => client.stop()));
  await world.runTo(each.ms + SECOND);
  await stopped;
  return found;
}
