import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import type {Database} from 'better-sqlite3';
import type {ShopTerms} from '../../../domain/catalog/types.js';
import {KnownError} from '../../../domain/errors.js';
import type {MarketTerms} from '../market/types.js';
import {SCHEMA, SCHEMA_VERSION} from './schema.js';

export type {Database};

/** One practice shop's file, open. */
export interface ShopFile {
  readonly db: Database;
  readonly terms: MarketTerms;
  close(): void;
}

/** What a new shop begins with. */
export interface Beginning {
  readonly terms: ShopTerms;
  readonly seed: number;
  /** Business time at which the shop begins. */
  readonly now: number;
  /** Fills a new shop, inside the transaction that makes it. */
  readonly fill?: (file: ShopFile) => void;
}

/**
 * Opens the shop's file in a folder, made on first use. Seed and currency stay what they were at the beginning; zone
 * and tax follow the shop's terms of today.
 *
 * @throws KnownError PRACTICE_CURRENCY when the shop was begun in another currency, PRACTICE_FILE_NEWER for a file of a newer souk
 */
export async function openFile(directory: string, beginning: Beginning): Promise<ShopFile> {
  const {default: Sqlite} = await import('better-sqlite3');
  await mkdir(directory, {recursive: true, mode: 0o700});
  const name = path.join(directory, 'market.db');
  const db = new Sqlite(name);
  try {
    db.pragma('busy_timeout = 10000');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.transaction(() => begin(db, name, beginning)).immediate();
    return {db, terms: termsOf(db, beginning.terms), close: () => void db.close()};
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Makes the tables of a new file; a known one is only looked at. */
function begin(db: Database, name: string, {terms, seed, now, fill}: Beginning): void {
  const version = db.pragma('user_version', {simple: true});
  if (version === SCHEMA_VERSION) return;
  if (version !== 0) throw new KnownError('input', 'PRACTICE_FILE_NEWER', {file: name});
  db.exec(SCHEMA);
  db.pragma(`user_version = ${SCHEMA_VERSION}`);
  writeMeta(db, 'seed', seed);
  writeMeta(db, 'currency', terms.currency);
  writeMeta(db, 'now', now);
  writeMeta(db, 'started_at', now);
  fill?.({db, terms: termsOf(db, terms), close: () => undefined});
}

function termsOf(db: Database, {currency, zone, pricesIncludeTax, taxRate}: ShopTerms): MarketTerms {
  const begun = readMeta(db, 'currency') ?? currency;
  if (begun !== currency) throw new KnownError('input', 'PRACTICE_CURRENCY', {begun, wanted: currency});
  return {seed: Number(readMeta(db, 'seed')), currency, zone, pricesIncludeTax, taxRate};
}

export function readMeta(db: Database, key: string): string | null {
  const row = db.prepare<[string], {value: string}>('SELECT value FROM meta WHERE key = ?').get(key);
  return row?.value ?? null;
}

export function writeMeta(db: Database, key: string, value: string | number): void {
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(
    key,
    String(value),
  );
}

/** The simulated present. */
export function nowOf(db: Database): number {
  return Number(readMeta(db, 'now'));
}
