import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type {TargetKey} from '../../src/domain/change/types.js';
import {setFaults} from '../../src/platforms/practice/faults.js';
import {nowOf, openFile, writeMeta} from '../../src/platforms/practice/store/file.js';
import {applyBatch} from '../../src/platforms/practice/store/write.js';
import type {WireChange} from '../../src/platforms/practice/wire.js';
import {openWire, type Wire} from '../e2e/support/wire.js';
import {startServer} from '../platforms/practice/shops.js';
import type {Dice} from './moment.js';

export const TERMS = {currency: 'USD', zone: 'UTC', pricesIncludeTax: false, taxRate: null} as const;
const START = Date.UTC(2026, 2, 2, 6);

/** The server is on this machine: what it has not answered by then it never will. */
const SILENCE_MS = 2500;
/** Who writes by hand, in the shop's own log. */
const HAND = 'by hand';

/** What goes wrong at the shop, in hundredths of its requests; how often, the dice say. */
const FAULTS = [
  {kind: 'limited', side: 'any', most: 4},
  {kind: 'server-error', side: 'any', most: 4},
  {kind: 'reset-before', side: 'any', most: 4},
  {kind: 'reset-after', side: 'write', most: 9},
  {kind: 'timeout', side: 'write', most: 1},
  {kind: 'half', side: 'write', most: 9},
  {kind: 'twice', side: 'write', most: 9},
  {kind: 'duplicate', side: 'write', most: 9},
  {kind: 'wrong-body', side: 'any', most: 4},
  {kind: 'strange-body', side: 'any', most: 2},
  {kind: 'delay', side: 'any', most: 25},
] as const;

/** One row of the shop's own log. */
export interface Logged {
  readonly seq: number;
  readonly byHand: boolean;
  readonly kind: string;
  readonly op: string;
  readonly key: TargetKey;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
  readonly result: string;
}

/** One product and variant as the shop holds them; ids and hidden demand are left out. */
export interface Shown {
  readonly handle: string;
  readonly title: string;
  readonly sku: string | null;
  readonly price: number | null;
  readonly rest: string;
}

/** A practice shop whose server is another process, behind a line, and its own file to look into. */
export interface TorturedShop {
  readonly wire: Wire;
  log(after?: number): readonly Logged[];
  shelf(): readonly Shown[];
  /** Somebody else at the same shop. */
  hand(change: Omit<WireChange, 'n'>): void;
  /** Days pass in the shop, and nothing else happens. */
  pass(days: number): void;
  /** The shop's own time, ms UTC. */
  now(): number;
  close(): Promise<void>;
}

/** Opens a shop that holds these goods, in a server process of its own, with faults of which the dice say how many. */
export async function openShop(
  directory: string,
  seed: number,
  dice: Dice,
  goods: readonly Omit<WireChange, 'n'>[],
): Promise<TorturedShop> {
  const file = await openFile(directory, {terms: TERMS, seed, now: START});
  applyBatch(
    file,
    HAND,
    goods.map((change, i) => ({...change, n: i + 1})),
  );
  setFaults(
    file,
    FAULTS.map(({kind, side, most}) => ({kind, side, probability: dice.roll(most + 1) / 100})),
  );
  file.close();
  const {url, stop} = await startServer(directory, TERMS);
  const wire = await openWire(url, SILENCE_MS);
  const write = (work: (open: Awaited<ReturnType<typeof openFile>>) => void) => {
    const db = new Sqlite(path.join(directory, 'market.db'), {timeout: 10_000});
    try {
      db.pragma('foreign_keys = ON');
      work({db, terms: {...TERMS, seed}, close: () => undefined});
    } finally {
      db.close();
    }
  };
  return {
    wire,
    log: (after = 0) => logOf(directory, after),
    shelf: () => shelfOf(directory),
    hand: (change) =>
      write((open) => {
        const [said] = applyBatch(open, HAND, [{...change, n: 1}]);
        if (said?.status !== 'applied') throw new Error(JSON.stringify(said));
      }),
    pass: (days) => write(({db}) => writeMeta(db, 'now', nowOf(db) + days * 86_400_000)),
    now: () => Number(look<{value: string}>(directory, "SELECT value FROM meta WHERE key = 'now'")[0]?.value),
    close: async () => {
      await wire.close();
      await stop();
    },
  };
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

function logOf(directory: string, after: number): readonly Logged[] {
  const parsed = (text: string | null) => (text === null ? null : (JSON.parse(text) as Record<string, unknown>));
  return look<LogRow>(directory, `SELECT * FROM write_log WHERE seq > ${after} ORDER BY seq`).map((row) => ({
    seq: row.seq,
    byHand: row.request === HAND,
    kind: row.kind,
    op: row.op,
    key: JSON.parse(row.key) as TargetKey,
    before: parsed(row.before),
    after: parsed(row.after),
    result: row.result,
  }));
}

function shelfOf(directory: string): readonly Shown[] {
  const rows = look<{handle: string; content: string; sku: string | null; price: number | null}>(
    directory,
    `SELECT p.handle, p.content, v.sku, v.options, v.price, v.compare_at, v.cost, v.tax_rate, v.stock, v.gtin, v.weight_g, v.image, v.extra
     FROM product p LEFT JOIN variant v ON v.product_id = p.id ORDER BY p.handle, v.sku`,
  );
  return rows.map(({handle, content, sku, price, ...rest}) => {
    const {title, ...others} = JSON.parse(content) as {title: string};
    return {handle, title, sku, price, rest: JSON.stringify({...others, ...rest})};
  });
}

function look<T>(directory: string, query: string): readonly T[] {
  const db = new Sqlite(path.join(directory, 'market.db'), {readonly: true, timeout: 10_000});
  try {
    return db.prepare<[], T>(query).all();
  } finally {
    db.close();
  }
}

/** True when a row of the log changed something. */
export function tookEffect({result, before, after}: Logged): boolean {
  return result === 'applied' && JSON.stringify(before) !== JSON.stringify(after);
}
