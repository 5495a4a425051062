import {offerFields, sameValue, stockFields} from '../../domain/change/fields.js';
import type {Change, FieldValue} from '../../domain/change/types.js';
import type {SheetRow} from './sheet.js';
import {type Entry, findOffer, offerOf} from './shelf.js';
import {type After, cellText, type Done, forget, place, removeRows, type Work} from './work.js';

export function createOffer(work: Work, {target}: Change, after: After): Done {
  const {sheet, shelf} = work;
  const wanted = after['sku'] ?? target.key.sku ?? '';
  if (typeof wanted !== 'string' || wanted === '' || wanted.trim() !== wanted) return {code: 'SKU_NEEDED'};
  const existingId = shelf.ids.get(wanted);
  if (shelf.unreadable.has(wanted)) return {code: 'ROW_UNREADABLE', ...(existingId === undefined ? {} : {existingId})};
  if (existingId !== undefined && shelf.entries.has(wanted)) return {code: 'ALREADY_EXISTS', existingId};
  const product = target.key.product ?? wanted;
  const siblings = shelf.products.get(product) ?? [];
  const bare = siblings.find(({sku}) => sku === null);
  const row: SheetRow = bare?.row ?? {line: 0, cells: ['']};
  const kept = [...row.cells];
  if (bare === undefined) addRow(work, row, product, siblings);
  sheet.set(row, 'sku', wanted);
  if (sheet.has('currency')) sheet.set(row, 'currency', work.terms.currency);
  const id = shelf.skuById.has(wanted) ? `${wanted}#2` : wanted;
  shelf.ids.set(wanted, id);
  shelf.skuById.set(id, wanted);
  if (writeOffer(work, row, bare ?? null, {...after, sku: wanted})) return {remoteId: id};
  forget(shelf, wanted);
  if (bare === undefined) removeRows(work, new Set([row]), product);
  else sheet.restore(row, kept);
  return {code: 'VALUE_INVALID'};
}

/** A new row stands after its product's others and repeats their words, so that every row reads alone. */
function addRow({sheet}: Work, row: SheetRow, product: string, siblings: readonly Entry[]): void {
  sheet.add(row, siblings.at(-1)?.row);
  const model = siblings[0]?.row;
  for (const column of ['title', 'category', 'tags', 'status', 'description', 'image_urls', 'image_alts', 'vendor']) {
    if (model !== undefined) sheet.set(row, column, sheet.get(model, column));
  }
  sheet.set(row, 'product', product);
}

export function updateOffer(work: Work, {target}: Change, after: After): Done {
  const entry = findOffer(work.shelf, target.key);
  if (entry === null || entry.sku === null)
    return {code: work.shelf.unreadable.has(target.key.sku ?? '') ? 'ROW_UNREADABLE' : 'NOT_FOUND'};
  const id = work.shelf.ids.get(entry.sku) ?? entry.sku;
  const renamed = after['sku'];
  if (renamed !== undefined && renamed !== entry.sku) {
    if (typeof renamed !== 'string' || renamed === '') return {code: 'SKU_NEEDED'};
    const other = work.shelf.ids.get(renamed);
    if (other !== undefined) return {code: 'ALREADY_EXISTS', existingId: other};
  }
  if (!writeOffer(work, entry.row, entry, after)) return {code: 'VALUE_INVALID'};
  if (typeof renamed === 'string' && renamed !== entry.sku) {
    forget(work.shelf, entry.sku);
    work.shelf.ids.set(renamed, id);
    work.shelf.skuById.set(id, renamed);
    work.identities.rename(id, renamed);
  }
  return {remoteId: id};
}

/** The last offer of a product leaves the product behind, without a SKU. */
export function archiveOffer(work: Work, {target}: Change): Done {
  const {sheet, shelf} = work;
  const entry = findOffer(shelf, target.key);
  if (entry === null || entry.sku === null)
    return shelf.unreadable.has(target.key.sku ?? '') ? {code: 'ROW_UNREADABLE'} : {};
  const rows = new Set(sheet.rowsOfSku(entry.sku));
  const id = shelf.ids.get(entry.sku) ?? entry.sku;
  forget(shelf, entry.sku);
  if ((shelf.products.get(entry.product)?.length ?? 0) === 1 && sheet.has('product')) {
    rows.delete(entry.row);
    for (const column of ['sku', 'options', 'price', 'compare_at_price', 'currency', 'tax_rate', 'stock', 'gtin'])
      sheet.set(entry.row, column, '');
    sheet.set(entry.row, 'product', entry.product);
    place(work, entry, entry.row);
  }
  removeRows(work, rows, entry.product);
  return {remoteId: id};
}

/** Writes an offer's cells; what does not read back as it was meant is taken back, and false. */
function writeOffer(work: Work, row: SheetRow, entry: Entry | null, after: After): boolean {
  const {sheet, shelf} = work;
  const kept = [...row.cells];
  for (const [name, value] of Object.entries(after)) sheet.set(row, name, cellText(value));
  if (place(work, entry, row)) {
    const sku = sheet.get(row, 'sku').trim();
    const held = shelf.entries.get(sku);
    const offer = held === undefined ? null : offerOf(shelf, held, sku, work.terms);
    const now: Readonly<Record<string, FieldValue>> =
      offer === null ? {} : {...offerFields(offer), ...stockFields(offer)};
    if (Object.entries(after).every(([name, value]) => sameValue(now[name] ?? null, value))) return true;
  }
  const written = shelf.entries.get(sheet.get(row, 'sku').trim()) ?? entry;
  sheet.restore(row, kept);
  place(work, written?.row === row ? written : entry, row);
  return false;
}
