import {stream} from './market/random.js';
import {type Database, readMeta, type ShopFile, writeMeta} from './store/file.js';

/**
 * What can be made to go wrong on request: `limited` 429 before looking · `server-error` 500 before looking ·
 * `timeout` done, never answered · `reset-before` / `reset-after` the line drops before or after the work · `half` the
 * first half of a batch is done, then 500 · `duplicate` every row is answered twice · `lie` a yes that stored
 * something else · `delay` a late answer · `wrong-body` done, and the answer is no JSON · `strange-body` done, and the
 * answer is JSON of something else · `twice` the request comes a second time, as from a proxy that tried again, and the
 * answer to that is the one that arrives.
 */
export const FAULT_KINDS = [
  'limited',
  'server-error',
  'timeout',
  'reset-before',
  'reset-after',
  'half',
  'duplicate',
  'lie',
  'delay',
  'wrong-body',
  'strange-body',
  'twice',
] as const;
export type PracticeFault = (typeof FAULT_KINDS)[number];
export type Side = 'read' | 'write';

/** A fault that is switched on: with a probability, or for the next so many requests of its side. */
export interface FaultOrder {
  readonly kind: PracticeFault;
  readonly side: Side | 'any';
  readonly probability?: number;
  readonly times?: number;
}

const WRITES_ONLY: ReadonlySet<PracticeFault> = new Set(['half', 'duplicate', 'lie', 'twice']);

/**
 * Reads the setting `faults`: parts with commas between, each `[read:|write:]KIND=5%` or `[read:|write:]KIND=3x`.
 * Null for anything else.
 *
 * @example parseFaults('limited=5%, write:reset-after=1x')
 */
export function parseFaults(text: string): FaultOrder[] | null {
  const orders: FaultOrder[] = [];
  for (const part of text.split(',')) {
    if (part.trim() === '') continue;
    const match = /^(?:(read|write):)?([a-z-]+)=(?:(\d+(?:\.\d+)?)%|(\d+)x)$/u.exec(part.trim());
    const kind = FAULT_KINDS.find((each) => each === match?.[2]);
    if (match === null || kind === undefined) return null;
    const side = match[1] === 'read' || match[1] === 'write' ? match[1] : 'any';
    const amount =
      match[3] === undefined ? {times: Number(match[4])} : {probability: Math.min(1, Number(match[3]) / 100)};
    orders.push({kind, side, ...amount});
  }
  return orders;
}

/** Puts these faults in place of those that were on. */
export function setFaults({db}: ShopFile, orders: readonly FaultOrder[]): void {
  db.transaction(() => {
    db.prepare('DELETE FROM fault').run();
    const insert = db.prepare('INSERT INTO fault (kind, side, probability, remaining) VALUES (?, ?, ?, ?)');
    for (const {kind, side, probability, times} of orders) insert.run(kind, side, probability ?? null, times ?? null);
  }).immediate();
}

/** Takes over the setting's text when it is another than last time, so that a count is not wound up again at each start. */
export function syncFaults(file: ShopFile, setting: string, orders: readonly FaultOrder[]): void {
  if ((readMeta(file.db, 'faults') ?? '') === setting) return;
  setFaults(file, orders);
  writeMeta(file.db, 'faults', setting);
}

interface FaultRow {
  readonly id: number;
  readonly kind: PracticeFault;
  readonly side: Side | 'any';
  readonly probability: number | null;
  readonly remaining: number | null;
}

/** The fault that the next request of this side meets, if any; a counted one is used up by it. */
export function takeFault({db, terms}: ShopFile, side: Side): PracticeFault | null {
  const rows = faultRows(db).filter(
    (row) => (row.side === 'any' || row.side === side) && (side === 'write' || !WRITES_ONLY.has(row.kind)),
  );
  if (rows.length === 0) return null;
  return db
    .transaction(() => {
      for (const {id, kind, probability, remaining} of rows) {
        if (remaining !== null && remaining > 0) {
          db.prepare('UPDATE fault SET remaining = remaining - 1 WHERE id = ?').run(id);
          return kind;
        }
        if (probability !== null && draw(db, terms.seed) < probability) return kind;
      }
      return null;
    })
    .immediate();
}

/** The next number of the faults' own stream: the same shop meets the same faults again. */
function draw(db: Database, seed: number): number {
  const n = Number(readMeta(db, 'fault_draws') ?? 0) + 1;
  writeMeta(db, 'fault_draws', n);
  return stream(seed, 'fault', n).uniform();
}

function faultRows(db: Database): FaultRow[] {
  return db.prepare<[], FaultRow>('SELECT * FROM fault WHERE probability > 0 OR remaining > 0 ORDER BY id').all();
}

/** The faults that are on, in the setting's own spelling. */
export function faultsOn({db}: ShopFile): string[] {
  return faultRows(db).map(({kind, side, probability, remaining}) => {
    const amount = probability === null ? `${remaining ?? 0}x` : `${Number((probability * 100).toFixed(4))}%`;
    return `${side === 'any' ? '' : `${side}:`}${kind}=${amount}`;
  });
}
