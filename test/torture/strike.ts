import {spawn} from 'node:child_process';
import {once} from 'node:events';
import type {Readable} from 'node:stream';
import {setTimeout as sleep} from 'node:timers/promises';
import {newGate, type Passing, type Wire} from '../e2e/support/wire.js';
import {childEnv, ROOT, SOUK_BIN} from '../support/souk.js';
import type {Moment, Reach} from './moment.js';

const INSIDE = new URL('inside.js', import.meta.url).href;

/** How a souk that was struck at, or left in peace, came to its end. */
export interface Struck {
  readonly killed: boolean;
  readonly code: number | null;
  /** The document it printed; null for one that was killed. */
  readonly document: {readonly ok: boolean; readonly result?: unknown; readonly error?: unknown} | null;
  readonly text: string;
  readonly reach: Reach;
  /** For one that was killed at its store: what it was writing there. */
  readonly at: string | null;
}

/** A line to a shop on which requests of the dead may be held back. */
export interface Line {
  readonly wire: Wire;
  /** Lets everything through that a dead souk left on the line. */
  release(): Promise<void>;
}

/** Runs souk with --json in a home; with a moment it is killed there, by SIGKILL. */
export type Strike = (args: readonly string[], moment: Moment | null) => Promise<Struck>;

/** Strikes at souks in this home that speak through this line; `env` is theirs beside it. */
export function strikerOn(
  wire: Wire,
  home: string,
  env: Readonly<Record<string, string>> = {},
): Line & {readonly strike: Strike} {
  let late: {open(): void; readonly within: number} | null = null;
  const release = async () => {
    late?.open();
    late = null;
    await wire.idle();
  };
  const strike: Strike = async (args, moment) => {
    const held = late;
    const begun = performance.now();
    const child = spawn(process.execPath, [SOUK_BIN, ...args, '--json'], {
      cwd: ROOT,
      env: childEnv({home, env: {...env, ...envOf(moment, env)}}),
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [out, err, report] = [1, 2, 3].map((fd) => textOf(child.stdio[fd] as Readable));
    const ended = once(child, 'close') as Promise<[number | null]>;
    const seen = {writes: 0, number: 0};
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await ended;
    };
    const meets = (at: string, request: Passing) =>
      moment?.kind === 'line' &&
      moment.at === at &&
      request[moment.of] === moment.nth &&
      (moment.of === 'number' || request.write);
    wire.rules({
      before: async (request) => {
        seen.number = request.number;
        seen.writes = request.writes;
        if (held !== null && request.number === held.within) held.open();
        if (meets('lost', request)) {
          await kill();
          return 499;
        }
        if (meets('before', request)) await kill();
        if (meets('late', request)) {
          const gate = newGate();
          late = {open: () => gate.open(), within: 1 + (request.number % 4)};
          await kill();
          await gate.passed;
        }
        return undefined;
      },
      after: async (request) => {
        if (meets('after', request)) await kill();
      },
      answered: (request) => {
        if (moment?.kind === 'line' && meets('answered', request)) void sleep(moment.later).then(kill);
      },
    });
    const timer = moment?.kind === 'time' ? setTimeout(() => void kill(), moment.ms) : undefined;
    const [code] = await ended;
    clearTimeout(timer);
    held?.open();
    if (late === held) late = null;
    // What was under way when souk died may still reach the shop; what is held back waits for the next one.
    if (late === null) await wire.idle();
    wire.rules({});
    const text = (await out) ?? '';
    const told = (await report) ?? '';
    const killed = code === null;
    return {
      killed,
      at: killed && told !== '' ? writeIn(told) : null,
      code,
      document: killed ? null : parsed(text),
      text: `${text}${(await err) ?? ''}`,
      reach: {...seen, store: killed ? 0 : Number(told), ms: performance.now() - begun},
    };
  };
  return {wire, strike, release};
}

/** `insert run_change`, `update plan`, `commit` … */
function writeIn(sql: string): string {
  const [, verb, table] = /^(insert|update|delete)(?: into| from)? "?(\w+)/u.exec(sql) ?? [];
  return verb === undefined ? 'commit' : `${verb} ${table}`;
}

function envOf(moment: Moment | null, {NODE_OPTIONS: own = ''}: Readonly<Record<string, string>>) {
  const strike = moment?.kind === 'store' ? {SOUK_STRIKE: `${moment.side} ${moment.nth}`} : {};
  return {NODE_OPTIONS: `${own} --import=${INSIDE}`.trim(), ...strike};
}

async function textOf(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string): Struck['document'] {
  try {
    return JSON.parse(text) as Struck['document'];
  } catch {
    return null;
  }
}
