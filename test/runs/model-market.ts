import {existsSync} from 'node:fs';
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {hostname, tmpdir} from 'node:os';
import path from 'node:path';
import type {Context} from '../../src/app/context.js';
import {openData} from '../../src/data/open.js';
import {openSecrets} from '../../src/data/secrets.js';
import type {Shop} from '../../src/domain/catalog/types.js';
import type {TargetKey} from '../../src/domain/change/types.js';
import {type FaultOrder, setFaults} from '../../src/platforms/practice/faults.js';
import {practice} from '../../src/platforms/practice/index.js';
import {nowOf, openFile, type ShopFile, writeMeta} from '../../src/platforms/practice/store/file.js';
import {applyBatch} from '../../src/platforms/practice/store/write.js';
import type {WireChange} from '../../src/platforms/practice/wire.js';
import type {Clock} from '../../src/ports/clock.js';
import type {Platform} from '../../src/ports/platform.js';
import {loneLimiter} from '../support/limiter.js';
import {type Life, lifeOf, mortal} from './model-life.js';

export const TERMS = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null} as const;
const START = Date.UTC(2026, 2, 2, 6);
/** In memory where there is such a folder: what dies here is a process and never the machine. */
const ROOM = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const SILENT = {start: () => ({advance: () => undefined, end: () => undefined})};

/** Who writes by hand, in the shop's own log. */
export const HAND = 'by hand';

/** One process of souk: its own connections, a life of its own. */
export interface Process {
  readonly context: Context;
  readonly shop: Shop;
  readonly life: Life;
  /** The shop's door, for what a test puts in front of it. */
  readonly platform: Platform;
  readonly stop: AbortController;
  end(): Promise<void>;
}

export interface ProcessOptions {
  /** Killed when it has done so many lasting things. */
  readonly most?: number | null;
  /** Seconds that the machine's clock is ahead of the true one. */
  readonly ahead?: number;
  /** Stands between souk and the shop. */
  readonly between?: (platform: Platform) => Platform;
}

/** One row of the shop's own log: what was asked, and what it held before and after. */
export interface Logged {
  readonly seq: number;
  readonly request: string;
  readonly kind: string;
  readonly op: string;
  readonly key: TargetKey;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly result: string;
}

/** A real practice shop and a home with a real store; processes come and go. */
export interface Market {
  readonly home: string;
  readonly file: ShopFile;
  begin(options?: ProcessOptions): Promise<Process>;
  /** Runs work in a process of its own. */
  as<T>(work: (process: Process) => Promise<T>, options?: ProcessOptions): Promise<T>;
  /** Somebody else writes to the shop. */
  hand(...changes: readonly Omit<WireChange, 'n'>[]): void;
  faults(orders: readonly FaultOrder[]): void;
  /** The shop's own time moves on, and nothing else happens. */
  pass(ms: number): void;
  log(): readonly Logged[];
  close(): Promise<void>;
}

export interface MarketOptions {
  /** Rows of one batch; the practice shop's own most when absent. */
  readonly rows?: number;
  /** A home to begin from, as another market left it. */
  readonly from?: string;
}

export async function openMarket({rows, from}: MarketOptions = {}): Promise<Market> {
  const home = await mkdtemp(path.join(ROOM, 'souk-market-'));
  if (from !== undefined) await cp(from, home, {recursive: true});
  const directory = path.join(home, 'shops', 'main');
  const file = await openFile(directory, {terms: TERMS, seed: 1, now: START});
  let pid = 2 ** 22;
  const begin = async ({most = null, ahead = 0, between = same}: ProcessOptions = {}): Promise<Process> => {
    const life = lifeOf(most);
    const data = await openData(path.join(home, 'souk.db'));
    const settings = {rate: '100000/100000', ...(rows === undefined ? {} : {batch: String(rows)})};
    const known = await data.shops.byName('main');
    const shop =
      known ??
      (await data.shops.add({
        name: 'main',
        platform: 'practice',
        mode: 'apply',
        terms: TERMS,
        settings,
        createdAt: START,
      }));
    const clock = clockAhead(ahead);
    const secrets = openSecrets(home, {});
    const opened = await practice.open({shop, clock, secrets, limiter: loneLimiter(), directory});
    const platform = between(opened);
    const stop = new AbortController();
    pid += 1;
    const owner = {pid, host: hostname(), bootId: '', startedAt: ''};
    const context: Context = {
      data: mortal(data, life),
      clock,
      secrets,
      progress: SILENT,
      signal: stop.signal,
      home,
      by: 'souk test',
      defaultShop: null,
      owner,
      // Processes come one after the other here: any other one is gone.
      ownerDead: (other) => other.pid !== owner.pid,
      runBudgetMs: 3_600_000,
      platforms: [practice],
      platform: async () => mortal(platform, life),
    };
    const end = async () => {
      await opened.close();
      await data.close();
    };
    return {context, shop, life, platform, stop, end};
  };
  return {
    home,
    file,
    begin,
    as: async (work, options) => {
      const process = await begin(options);
      try {
        return await work(process);
      } finally {
        await process.end();
      }
    },
    hand: (...changes) => {
      const said = applyBatch(
        file,
        HAND,
        changes.map((change, i) => ({...change, n: i + 1})),
      );
      const refused = said.find(({status}) => status !== 'applied');
      if (refused !== undefined) throw new Error(JSON.stringify(refused));
    },
    faults: (orders) => setFaults(file, orders),
    pass: (ms) => writeMeta(file.db, 'now', nowOf(file.db) + ms),
    log: () => logOf(file),
    close: async () => {
      file.close();
      await rm(home, {recursive: true, force: true});
    },
  };
}

function same(platform: Platform): Platform {
  return platform;
}

/** Waiting takes no time here; the machine's clock may be wrong. */
function clockAhead(seconds: number): Clock {
  const now = () => Date.now() + seconds * 1000;
  return {business: () => START, real: now, moved: false, sleep: async (_ms, signal) => signal?.throwIfAborted()};
}

interface LogRow {
  readonly seq: number;
  readonly request: string;
  readonly kind: string;
  readonly op: string;
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly result: string;
}

function logOf({db}: ShopFile): readonly Logged[] {
  const rows = db.prepare<[], LogRow>('SELECT * FROM write_log ORDER BY seq').all();
  const parsed = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));
  return rows.map((row) => ({
    ...row,
    key: JSON.parse(row.key) as TargetKey,
    before: parsed(row.before),
    after: parsed(row.after),
  }));
}

/** The rows of a log that changed something. */
export function effective(log: readonly Logged[]): readonly Logged[] {
  return log.filter(
    ({result, before, after}) => result === 'applied' && JSON.stringify(before) !== JSON.stringify(after),
  );
}
