import type {ShopTerms} from '../../domain/catalog/types.js';
import type {FieldValue} from '../../domain/change/types.js';
import type {Identities} from './identities.js';
import type {Sheet, SheetRow} from './sheet.js';
import {type Entry, entryOf, type Shelf} from './shelf.js';

/** The sheet being changed. */
export interface Work {
  readonly sheet: Sheet;
  readonly shelf: Shelf;
  readonly identities: Identities;
  readonly terms: ShopTerms;
}

/** The folder's own words for a change it does not take, as any shop has its own. */
export const REFUSALS = {
  NOT_FOUND: 'listings.csv has no such row',
  ALREADY_EXISTS: 'listings.csv has it already',
  ROW_UNREADABLE: 'the row of this SKU in listings.csv can not be read',
  SKU_NEEDED: 'a row of listings.csv needs a SKU',
  NOT_SUPPORTED: 'listings.csv can not hold this',
  VALUE_INVALID: 'listings.csv can not hold this value',
} as const;

type RefusalCode = keyof typeof REFUSALS;
/** What became of a change: its id, or why not. */
export type Done = {readonly remoteId?: string} | {readonly code: RefusalCode; readonly existingId?: string};

/** Values to be written, by field. */
export type After = Readonly<Record<string, FieldValue>>;

/** Reads a row again and puts it on the shelf in its old entry's place. False: it can not be read; the shelf is as it was. */
export function place({sheet, shelf, terms}: Work, old: Entry | null, row: SheetRow): boolean {
  const read = entryOf(sheet, row, terms);
  if ('message' in read) return false;
  if (old?.sku !== undefined && old.sku !== null) shelf.entries.delete(old.sku);
  if (read.sku !== null) shelf.entries.set(read.sku, read);
  const siblings = shelf.products.get(read.product) ?? [];
  const at = siblings.findIndex((entry) => entry.row === row);
  if (at >= 0) siblings[at] = read;
  else siblings.push(read);
  shelf.products.set(read.product, siblings);
  return true;
}

export function removeRows({sheet, shelf}: Work, rows: ReadonlySet<SheetRow>, product: string): void {
  if (rows.size === 0) return;
  sheet.remove(rows);
  const left = (shelf.products.get(product) ?? []).filter(({row}) => !rows.has(row));
  if (left.length === 0) shelf.products.delete(product);
  else shelf.products.set(product, left);
}

export function forget(shelf: Shelf, sku: string | null): void {
  if (sku === null) return;
  const id = shelf.ids.get(sku);
  shelf.entries.delete(sku);
  shelf.ids.delete(sku);
  if (id !== undefined) shelf.skuById.delete(id);
}

export function cellText(value: FieldValue): string {
  return value === null || typeof value === 'object' ? '' : String(value);
}
