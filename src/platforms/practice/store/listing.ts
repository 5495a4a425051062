import type {WireChange} from '../wire.js';
import {listingPatch, Refusal} from './fields.js';
import type {ShopFile} from './file.js';
import {forgetSupply} from './market.js';
import {BLANK_PRODUCT, contentOf, type ProductRow, productBy, variantsOf} from './rows.js';

/** What a row did to the shop: for the answer and for the shop's own log. */
export interface Done {
  readonly id: number;
  readonly before: unknown;
  readonly after: unknown;
}

export function createListing({db, terms}: ShopFile, {key, fields}: WireChange): Done {
  const handle = key.product ?? '';
  if (handle.trim() === '') throw new Refusal('HANDLE_MISSING', 'a product needs a handle');
  const existing = productBy(db, {product: handle});
  if (existing !== undefined)
    throw new Refusal('DUPLICATE_HANDLE', `handle ${handle} is taken by product ${existing.id}`, existing.id);
  const content = {...BLANK_PRODUCT, ...listingPatch(fields, terms.currency)};
  if (content.title.trim() === '') throw new Refusal('TITLE_MISSING', 'a product needs a title');
  const {lastInsertRowid} = db
    .prepare('INSERT INTO product (handle, content) VALUES (?, ?)')
    .run(handle, JSON.stringify(content));
  return {id: Number(lastInsertRowid), before: null, after: content};
}

export function updateListing(file: ShopFile, {key, fields}: WireChange): Done {
  const {db, terms} = file;
  const row = foundProduct(file, key);
  const before = contentOf(row);
  const after = {...before, ...listingPatch(fields, terms.currency)};
  if (after.title.trim() === '') throw new Refusal('TITLE_MISSING', 'a product needs a title');
  db.prepare('UPDATE product SET content = ? WHERE id = ?').run(JSON.stringify(after), row.id);
  return {id: row.id, before, after};
}

export function removeListing(file: ShopFile, {key}: WireChange): Done {
  const row = foundProduct(file, key);
  for (const {sku} of variantsOf(file.db, row.id)) forgetSupply(file, sku);
  file.db.prepare('DELETE FROM product WHERE id = ?').run(row.id);
  return {id: row.id, before: contentOf(row), after: null};
}

export function foundProduct({db}: ShopFile, key: WireChange['key']): ProductRow {
  const row = productBy(db, key);
  if (row === undefined) throw new Refusal('NOT_FOUND', `there is no product ${key.product ?? key.remoteId ?? ''}`);
  return row;
}
