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
  /** How much faster than real time the clocks of server and client go. */
  readonly speed: number;
  /** Seconds of real time. */
  readonly seconds: number;
  /** Whether the limit is known or told, or must be learnt. */
  readonly knowledge: 'known' | 'told' | 'unknown';
}

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

const UNKNOWN: Limit = {kind: 'unknown'};
const QUICK = 60;
const LONG = 110;

/** A token bucket three ways. `told`: how such a platform tells. */
function buckets(rate: number, burst: number, speed: number, told: Telling): readonly Scenario[] {
  const model = {kind: 'bucket', rate, burst} as const;
  const common = {model, latencyMs: speed === 1 ? 20 : 5, speed};
  const name = `token bucket ${rate}/s, burst ${burst}`;
  // Amazon publishes a rate that an account may not have: the header corrects it.
  const published: Limit = told === 'rate' ? {kind: 'bucket', rate: 2 * rate, burst} : UNKNOWN;
  return [
    {...common, name, telling: 'retry-after', limit: {...model, kind: 'bucket'}, seconds: QUICK, knowledge: 'known'},
    {...common, name, telling: told, limit: published, seconds: QUICK, knowledge: 'told'},
    {...common, name, telling: 'retry-after', limit: UNKNOWN, seconds: LONG, knowledge: 'unknown'},
  ];
}

function windows(kind: 'fixed' | 'sliding'): readonly Scenario[] {
  const [quota, windowMs, speed] = [150, 30_000, 4];
  const common = {model: {kind, quota, windowMs} as const, latencyMs: 5, speed};
  const name = `${kind} window ${quota} in ${windowMs / 1000} s`;
  return [
    {
      ...common,
      name,
      telling: 'retry-after',
      limit: {kind: 'window', quota, windowMs},
      seconds: QUICK,
      knowledge: 'known',
    },
    {...common, name, telling: 'headers', limit: UNKNOWN, seconds: QUICK, knowledge: 'told'},
    {...common, name, telling: 'retry-after', limit: UNKNOWN, seconds: LONG, knowledge: 'unknown'},
  ];
}

/** Every kind of limit that the platforms of PLATFORMS.md §2.2 have. */
export const SCENARIOS: readonly Scenario[] = [
  ...buckets(50, 40, 1, 'headers'),
  ...buckets(10, 20, 1, 'headers'),
  ...buckets(0.5, 15, 20, 'rate'),
  ...buckets(0.0167, 15, 600, 'rate'),
  {
    name: 'cost points 100/s, 2000 at most',
    model: {kind: 'bucket', rate: 100, burst: 2000},
    telling: 'cost',
    limit: UNKNOWN,
    cost: [5, 60],
    latencyMs: 20,
    speed: 1,
    seconds: QUICK,
    knowledge: 'told',
  },
  ...windows('fixed'),
  ...windows('sliding'),
  ...(['known', 'unknown'] as const).map(
    (knowledge): Scenario => ({
      name: '4 at once, 500 ms each',
      model: {kind: 'concurrency', most: 4, serviceMs: 500},
      telling: 'nothing',
      limit: UNKNOWN,
      ...(knowledge === 'known' ? {atOnce: 4} : {}),
      latencyMs: 0,
      speed: 1,
      seconds: knowledge === 'known' ? QUICK : LONG,
      knowledge,
    }),
  ),
];
