import type {Data} from '../../src/ports/data.js';
import type {Platform} from '../../src/ports/platform.js';

/** What a process that was killed would have thrown, had it lived to throw. */
export class Death extends Error {
  constructor() {
    super('killed');
    this.name = 'Death';
  }
}

/**
 * How long a process lives: until it has done so many things that last, each a write to the store that is on disk or a
 * batch that the shop has taken. Between two of them it makes no difference when it is killed.
 */
export interface Life {
  readonly dead: boolean;
  /** Lasting things done so far. */
  readonly done: number;
  /** Throws when dead: nothing that a dead process still does reaches the store or the shop. */
  check(): void;
  /** Counts one, and throws when it was the last. */
  count(): void;
}

/** `most` null: it is not killed. */
export function lifeOf(most: number | null): Life {
  let done = 0;
  const dead = () => most !== null && done >= most;
  const check = () => {
    if (dead()) throw new Death();
  };
  return {
    get dead() {
      return dead();
    },
    get done() {
      return done;
    },
    check,
    count: () => {
      done += 1;
      check();
    },
  };
}

type Call = (...args: readonly unknown[]) => unknown;

/** Calls after which something has changed that a killed process leaves behind. */
const LASTING =
  /^(add|update|remove|set[A-Z]\w*|mirror|keepOnly|forget|pin|put[A-Z]\w*|record|clear\w*|save|open|write|take|release|push|advance)$/u;

/** Parts of a store and of a shop's door that are doors themselves. */
const PARTS: ReadonlySet<string> = new Set<keyof Data | keyof Platform>([
  'shops',
  'catalog',
  'facts',
  'sales',
  'ledger',
  'promotions',
  'plans',
  'runs',
  'exports',
  'locks',
  'simulation',
]);

/**
 * The store or the shop as a process with this life sees it. A transaction lasts when it is committed, and not before;
 * what was sent to the shop has arrived, and the answer is lost.
 */
export function mortal<T extends object>(real: T, life: Life, inside = false): T {
  return new Proxy(real, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      const text = String(name);
      if (text === 'transaction') return (work: Work) => within(target as Data, work, life);
      if (typeof value === 'function') {
        const call = value.bind(target) as Call;
        return (...args: readonly unknown[]) => called(call, args, life, !inside && LASTING.test(text));
      }
      return typeof value === 'object' && value !== null && PARTS.has(text) ? mortal(value, life, inside) : value;
    },
  });
}

type Work = (data: Data) => Promise<unknown>;

async function within(data: Data, work: Work, life: Life): Promise<unknown> {
  life.check();
  const value = await data.transaction(async (inner) => {
    const done = await work(mortal(inner, life, true));
    life.check();
    return done;
  });
  life.count();
  return value;
}

function called(call: Call, args: readonly unknown[], life: Life, lasting: boolean): unknown {
  life.check();
  const result = call(...args);
  if (isStream(result)) return streamed(result, life, lasting);
  return result instanceof Promise && lasting ? counted(result, life) : result;
}

async function counted(result: Promise<unknown>, life: Life): Promise<unknown> {
  const value = await result;
  life.count();
  return value;
}

/** The first outcome of a batch comes when the shop has done all of it. */
async function* streamed(result: AsyncIterable<unknown>, life: Life, lasting: boolean): AsyncIterable<unknown> {
  let first = lasting;
  for await (const each of result) {
    if (first) life.count();
    else life.check();
    first = false;
    yield each;
  }
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
