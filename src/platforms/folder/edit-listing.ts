import type {Image} from '../../domain/catalog/types.js';
import {listingFields, sameValue} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import {imageCells} from './images.js';
import type {SheetRow} from './sheet.js';
import {findProduct, listingOf} from './shelf.js';
import {type After, cellText, type Done, forget, place, removeRows, type Work} from './work.js';

export function createListing(work: Work, {target}: Change, after: After): Done {
  const product = target.key.product ?? '';
  if (product === '' || product.trim() !== product) return {code: 'VALUE_INVALID'};
  if (work.shelf.products.has(product)) return {code: 'ALREADY_EXISTS', existingId: product};
  const row: SheetRow = {line: 0, cells: ['']};
  work.sheet.set(row, 'product', product);
  work.sheet.add(row, undefined);
  place(work, null, row);
  if (writeListing(work, product, after)) return {remoteId: product};
  removeRows(work, new Set([row]), product);
  return {code: 'VALUE_INVALID'};
}

export function updateListing(work: Work, {target}: Change, after: After): Done {
  const product = findProduct(work.shelf, target.key);
  if (product === null) return {code: 'NOT_FOUND'};
  return writeListing(work, product, after) ? {remoteId: product} : {code: 'VALUE_INVALID'};
}

/** What is gone already is taken back: archiving twice is no fault. */
export function archiveListing(work: Work, {target}: Change): Done {
  const product = findProduct(work.shelf, target.key);
  if (product === null) return {};
  const entries = work.shelf.products.get(product) ?? [];
  const rows = entries.flatMap(({row, sku}) => (sku === null ? [row] : work.sheet.rowsOfSku(sku)));
  for (const {sku} of entries) forget(work.shelf, sku);
  removeRows(work, new Set(rows), product);
  return {remoteId: product};
}

/** Writes a product's words: into its first row, and into every row that repeated the old ones. */
function writeListing(work: Work, product: string, after: After): boolean {
  const {sheet, shelf} = work;
  const entries = [...(shelf.products.get(product) ?? [])];
  const before = listingFields(listingOf(shelf, product, work.terms));
  const kept = entries.map(({row}) => [...row.cells]);
  for (const [column, text] of listingCells(after)) {
    const old = sheet.get(entries[0]?.row ?? {line: 0, cells: []}, column);
    entries.forEach(({row}, index) => {
      if (index === 0 || text === '' || sheet.get(row, column) === old) sheet.set(row, column, text);
    });
  }
  const read = entries.every((entry) => place(work, entry, entry.row));
  const now = read ? listingFields(listingOf(shelf, product, work.terms)) : before;
  if (read && Object.entries(after).every(([name, value]) => sameValue(now[name as keyof typeof now], value)))
    return true;
  entries.forEach(({row}, index) => {
    sheet.restore(row, kept[index] ?? []);
    place(work, shelf.products.get(product)?.find((entry) => entry.row === row) ?? null, row);
  });
  return false;
}

function listingCells(after: After): [string, string][] {
  return Object.entries(after).flatMap(([name, value]): [string, string][] => {
    if (name === 'images' && Array.isArray(value)) {
      const {urls, alts} = imageCells(value as unknown as readonly Image[]);
      return [
        ['image_urls', urls],
        ['image_alts', alts],
      ];
    }
    return [[name, Array.isArray(value) ? value.join(', ') : cellText(value)]];
  });
}
