import type {StoredListing} from '../../../domain/catalog/types.js';
import {canonicalJson} from '../../../domain/change/canonical.js';
import {LOCAL_FIELDS, listingFields, offerFields, stockFields} from '../../../domain/change/fields.js';
import type {Change, Target} from '../../../domain/change/types.js';
import {identity, type ReadColumn} from '../../../formats/dialects/columns.js';
import {columnsInPlace, type KeptProduct, type KeptRow, rowsInPlace} from '../../../formats/dialects/in-place.js';
import {cellOf, readAgain, type StateSetup} from '../../../formats/dialects/state.js';
import type {Upload, WrittenColumn} from '../../../formats/dialects/types.js';
import {type After, withValues} from './apply.js';
import type {Catalogue} from './catalogue.js';
import {cellSetup} from './uploads.js';

/** The shop's own words for a change that no file can carry. */
export const REFUSALS = {
  NOT_FOUND: 'the export in inbox has no such row',
  NOT_SUPPORTED: 'a file of this dialect can not say this',
  NO_KEY: 'the row has nothing by which the platform would know it',
  KEY_CHANGED: 'the platform knows the row by this value; a file can not change it',
  VALUE_INVALID: 'a file of this dialect can not hold this value',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** A change as it was made in the catalogue, or why not. */
export type Edited =
  | {readonly product: string; readonly remoteId: string; readonly after: After}
  | {readonly code: RefusalCode};

/** What came of a batch. */
export interface Edits {
  /** By number of the change. */
  readonly edited: ReadonlyMap<number, Edited>;
  /** Products that are otherwise than before, each as it was. */
  readonly before: ReadonlyMap<string, StoredListing>;
}

/**
 * Makes changes in a catalogue, where a file can carry them: written and read again the product is what was wished, and
 * nothing else. A product is looked at once for all its changes; only where that fails, change by change.
 */
export function editAll(
  catalogue: Catalogue,
  changes: readonly Change[],
  products: ReadonlyMap<string, KeptProduct>,
  setup: StateSetup,
): Edits {
  const edited = new Map<number, Edited>();
  const before = new Map<string, StoredListing>();
  const parts = new Map<string, Change[]>();
  for (const change of changes) {
    const draft = drafted(catalogue, change, setup);
    if ('code' in draft) {
      edited.set(change.n, draft);
      continue;
    }
    const {old, next, remoteId, after} = draft;
    edited.set(change.n, {product: old.product, remoteId, after});
    if (Object.keys(after).length === 0) continue;
    if (!before.has(old.product)) before.set(old.product, old);
    const part = parts.get(old.product);
    if (part === undefined) parts.set(old.product, [change]);
    else part.push(change);
    catalogue.put(next);
  }
  const touched = [...parts].map(([product, part]) => {
    const kept = products.get(product);
    const old = before.get(product);
    const now = catalogue.find({kind: 'listing', key: {product}})?.listing;
    if (kept === undefined || old === undefined || now === undefined) throw new RangeError(`no rows of ${product}`);
    return {part, kept, old, now};
  });
  const both = touched.flatMap(({kept, old, now}) => [
    {now: old, kept},
    {now, kept},
  ]);
  const columns = columnsInPlace(setup.dialect, both, cellSetup(setup));
  for (const {part, kept, old, now} of touched) {
    if (unwritable(old, now, kept, columns, setup) === null) continue;
    catalogue.put(old);
    for (const change of part) {
      const code = editOne(catalogue, change, kept, columns, setup);
      if (code !== null) edited.set(change.n, {code});
    }
  }
  return {edited, before};
}

function editOne(
  catalogue: Catalogue,
  change: Change,
  kept: KeptProduct,
  columns: readonly WrittenColumn[],
  setup: StateSetup,
): RefusalCode | null {
  const draft = drafted(catalogue, change, setup);
  if ('code' in draft) return draft.code;
  const refusal = unwritable(draft.old, draft.next, kept, columns, setup);
  if (refusal === null) catalogue.put(draft.next);
  return refusal;
}

/** A product as a change would make it. */
interface Draft {
  readonly old: StoredListing;
  readonly next: StoredListing;
  readonly remoteId: string;
  readonly after: After;
}

function drafted(
  catalogue: Catalogue,
  {target, op, fields}: Change,
  {upload}: StateSetup,
): Draft | {readonly code: RefusalCode} {
  const after = Object.fromEntries(
    Object.entries(fields).flatMap(([name, {after: value}]) => (LOCAL_FIELDS.has(name) ? [] : [[name, value]])),
  );
  const held = heldBy(target.kind, upload);
  if (op !== 'update' || Object.keys(after).some((name) => !held.includes(name))) return {code: 'NOT_SUPPORTED'};
  const found = catalogue.find(target);
  if (found === null || (target.kind !== 'listing' && found.offer === null)) return {code: 'NOT_FOUND'};
  const {listing: old, offer} = found;
  const next = withValues(old, offer, target.kind, after);
  if (next === null) return {code: 'VALUE_INVALID'};
  return {old, next, remoteId: offer?.remoteId ?? old.remoteId, after};
}

function heldBy(kind: Target['kind'], {listing, offer, stock}: Upload): readonly string[] {
  if (kind === 'listing') return listing;
  if (kind === 'promotion') return [];
  return [...(kind === 'offer' ? offer : []), ...(stock ? ['stock'] : [])];
}

function unwritable(
  before: StoredListing,
  next: StoredListing,
  kept: KeptProduct,
  columns: readonly WrittenColumn[],
  setup: StateSetup,
): RefusalCode | null {
  const {dialect} = setup;
  const both = [
    {now: before, kept},
    {now: next, kept},
  ];
  const [old = [], rows = []] = both.map((each) => rowsInPlace(dialect, each, columns, cellSetup(setup)));
  if (rows.length !== old.length || rows.some(({row}) => row === null)) return 'VALUE_INVALID';
  const lead = kept.rows.find((row) => row.lead);
  for (const [index, {row, cells}] of rows.entries()) {
    if (row === null || cells.every((cell, at) => cell === old[index]?.cells[at])) continue;
    const key = keyOf(setup.upload.rows === 'lead' ? lead : row, setup);
    if (key === null) return 'NO_KEY';
    const says = key.filter((name) => cellOf({cells}, name, columns) !== cellOf(row, name, kept.columns));
    if (says.length > 0) return 'KEY_CHANGED';
  }
  const known = new Map(kept.columns.map((column) => [identity(column.use), column]));
  const reading = {
    ...setup,
    columns: columns.map((column): ReadColumn => known.get(identity(column.use)) ?? {...column, known: true}),
  };
  const read = readAgain(
    kept,
    rows.map(({cells}) => cells),
    next.product,
    reading,
  );
  return read !== null && content(read) === content(next) ? null : 'VALUE_INVALID';
}

/** The columns by which the platform knows a row; null: it has nothing in any of them. */
function keyOf(row: KeptRow | undefined, {upload, columns}: StateSetup): readonly string[] | null {
  if (row === undefined) return null;
  return upload.keys.find((names) => names.every((name) => cellOf(row, name, columns) !== '')) ?? null;
}

/** All that a product says, as one text. */
function content(listing: StoredListing): string {
  const offers = listing.offers.map((offer) => [offer.remoteId, offerFields(offer), stockFields(offer)]);
  return canonicalJson([listingFields(listing), offers]);
}
