import type {Limit} from '../../src/ports/limiter.js';
import {bucket, concurrency, fixedWindow, type Model, slidingWindow} from './models.js';

/** What a server's limit is, as data: it goes to another process. */
export type ModelName =
  | {readonly kind: 'bucket'; readonly rate: number; readonly burst: number}
  | {readonly kind: 'fixed' | 'sliding'; readonly quota: number; readonly windowMs: number}
  | {readonly kind: 'concurrency'; readonly most: number; readonly serviceMs: number};

/** What a server tells of it: with `Retry-After` only, by headers, by Amazon's one header, in the body as Shopify does. */
export type Telling = 'nothing' | 'retry-after' | 'headers' | 'rate' | 'cost';

export interface Scenario {
  readonly name: string;
  readonly model: ModelName;
  readonly telling: Telling;
  /** What souk knows of it before the first request. */
  readonly limit: Limit;
  readonly atOnce?: number;
  /** Points of a request: drawn between these. */
  readonly cost?: readonly [number, number];
  /** ms of real time a request takes on the server, apart from what the model says. */
  readonly latencyMs: number;
  /** How much faster than real time the clocks of server and client go: 1 wherever minutes can show it. */
  readonly speed: number;
  /** Seconds of real time. */
  readonly seconds: number;
  /** Whether the limit is known or told, or must be learnt. */
  readonly knowledge: Knowledge;
}

export type Knowledge = 'known' | 'told' | 'unknown';

export function modelOf(name: ModelName): Model {
  switch (name.kind) {
    case 'bucket':
      return bucket(name.rate, name.burst);
    case 'fixed':
      return fixedWindow(name.quota, name.windowMs);
    case 'sliding':
      return slidingWindow(name.quota, name.windowMs);
    case 'concurrency':
      return concurrency(name.most, name.serviceMs);
  }
}

/** Requests a second of real time that a scenario comes to. */
export function paceOf({model, speed, cost}: Scenario): number {
  const each = cost === undefined ? 1 : (cost[0] + cost[1]) / 2;
  switch (model.kind) {
    case 'bucket':
      return (speed * model.rate) / each;
    case 'fixed':
    case 'sliding':
      return (1000 * speed * model.quota) / model.windowMs;
    case 'concurrency':
      return (1000 * speed * model.most) / model.serviceMs;
  }
}

const UNKNOWN: Limit = {kind: 'unknown'};

/** Seconds of real time, and how much faster the clocks go, for each kind of knowledge. */
interface Times {
  readonly sure: {readonly seconds: number; readonly speed: number};
  readonly unknown: {readonly seconds: number; readonly speed: number};
}

/** A token bucket three ways. `told`: how such a platform tells. */
function buckets(rate: number, burst: number, told: Telling, {sure, unknown}: Times): readonly Scenario[] {
  const model = {kind: 'bucket', rate, burst} as const;
  const common = {model, latencyMs: 20, name: `token bucket ${rate}/s, burst ${burst}`};
  // Amazon publishes a rate that an account may not have: the header corrects it.
  const published: Limit = told === 'rate' ? {kind: 'bucket', rate: 2 * rate, burst} : UNKNOWN;
  return [
    {...common, ...sure, telling: 'retry-after', limit: model, knowledge: 'known'},
    {...common, ...sure, telling: told, limit: published, knowledge: 'told'},
    {...common, ...unknown, telling: 'retry-after', limit: UNKNOWN, knowledge: 'unknown'},
  ];
}

function windows(kind: 'fixed' | 'sliding'): readonly Scenario[] {
  const [quota, windowMs, seconds] = [150, 30_000, 120];
  const common = {model: {kind, quota, windowMs} as const, latencyMs: 20, speed: 1};
  const name = `${kind} window ${quota} in ${windowMs / 1000} s`;
  const limit: Limit = {kind: 'window', quota, windowMs};
  return [
    {...common, name, telling: 'retry-after', limit, seconds, knowledge: 'known'},
    {...common, name, telling: 'headers', limit: UNKNOWN, seconds, knowledge: 'told'},
    {...common, name, telling: 'retry-after', limit: UNKNOWN, seconds: 300, knowledge: 'unknown'},
  ];
}

const QUICK: Times = {sure: {seconds: 60, speed: 1}, unknown: {seconds: 240, speed: 1}};
/** To learn it takes some refusals, and they must be few among many: that many take fifty minutes at such a pace. */
const SLOW: Times = {sure: {seconds: 120, speed: 1}, unknown: {seconds: 300, speed: 10}};
/** One a minute: a thousand of them take a day, see `virtual.ts`. */
const SLOWEST: Times = {sure: {seconds: 86_400, speed: 1}, unknown: {seconds: 86_400, speed: 1}};

function atOnce(knowledge: 'known' | 'unknown', seconds: number): Scenario {
  return {
    name: '4 at once, 500 ms each',
    model: {kind: 'concurrency', most: 4, serviceMs: 500},
    telling: 'nothing',
    limit: UNKNOWN,
    ...(knowledge === 'known' ? {atOnce: 4} : {}),
    latencyMs: 0,
    speed: 1,
    seconds,
    knowledge,
  };
}

/** Every kind of limit that the platforms of PLATFORMS.md §2.2 have. */
export const SCENARIOS: readonly Scenario[] = [
  ...buckets(50, 40, 'headers', QUICK),
  ...buckets(10, 20, 'headers', QUICK),
  ...buckets(0.5, 15, 'rate', SLOW),
  ...buckets(0.0167, 15, 'rate', SLOWEST),
  {
    name: 'cost points 100/s, 2000 at most',
    model: {kind: 'bucket', rate: 100, burst: 2000},
    telling: 'cost',
    limit: UNKNOWN,
    cost: [5, 60],
    latencyMs: 20,
    speed: 1,
    seconds: 60,
    knowledge: 'told',
  },
  ...windows('fixed'),
  ...windows('sliding'),
  atOnce('known', 60),
  atOnce('unknown', 120),
];

/** Beyond this a trial can not be waited for: it is played in a world of its own. */
export function isVirtual({seconds}: Scenario): boolean {
  return seconds > 600;
}
