import type {StoredListing} from '../../../domain/catalog/types.js';
import {canonicalJson, LOCAL_FIELDS, listingFields, offerFields, stockFields} from '../../../domain/change/fields.js';
import type {Change} from '../../../domain/change/types.js';
import {identity, type ReadColumn} from '../../../formats/dialects/columns.js';
import {columnsInPlace, type KeptProduct, type KeptRow, rowsInPlace} from '../../../formats/dialects/in-place.js';
import {cellOf, readAgain, type StateSetup} from '../../../formats/dialects/state.js';
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
  | {readonly listing: StoredListing; readonly remoteId: string; readonly after: After}
  | {readonly code: RefusalCode};

/** Makes one change in a catalogue, where a file can carry it: written and read again it is what was wished, and nothing else. */
export function edit(
  catalogue: Catalogue,
  {target, op, fields}: Change,
  products: ReadonlyMap<string, KeptProduct>,
  setup: StateSetup,
): Edited {
  const {upload} = setup;
  const after = Object.fromEntries(
    Object.entries(fields).flatMap(([name, {after: value}]) => (LOCAL_FIELDS.has(name) ? [] : [[name, value]])),
  );
  const held: readonly string[] =
    target.kind === 'listing'
      ? upload.listing
      : target.kind === 'promotion'
        ? []
        : [...(target.kind === 'offer' ? upload.offer : []), ...(upload.stock ? ['stock'] : [])];
  if (op !== 'update' || Object.keys(after).some((name) => !held.includes(name))) return {code: 'NOT_SUPPORTED'};
  const found = catalogue.find(target);
  const kept = products.get(found?.listing.product ?? '');
  if (found === null || kept === undefined || (target.kind !== 'listing' && found.offer === null))
    return {code: 'NOT_FOUND'};
  const remoteId = found.offer?.remoteId ?? found.listing.remoteId;
  if (Object.keys(after).length === 0) return {listing: found.listing, remoteId, after};
  const next = withValues(found.listing, found.offer, target.kind, after);
  if (next === null) return {code: 'VALUE_INVALID'};
  const refusal = unwritable(found.listing, next, kept, setup);
  if (refusal !== null) return {code: refusal};
  catalogue.put(next);
  return {listing: next, remoteId, after};
}

function unwritable(
  before: StoredListing,
  next: StoredListing,
  kept: KeptProduct,
  setup: StateSetup,
): RefusalCode | null {
  const {dialect} = setup;
  const both = [
    {now: before, kept},
    {now: next, kept},
  ];
  const columns = columnsInPlace(dialect, both, cellSetup(setup));
  const [old = [], rows = []] = both.map((each) => rowsInPlace(dialect, each, columns, cellSetup(setup)));
  if (rows.length !== old.length || rows.some(({row}) => row === null)) return 'VALUE_INVALID';
  const lead = kept.rows.find((row) => row.lead);
  for (const [index, {row, cells}] of rows.entries()) {
    if (row === null || cells.every((cell, at) => cell === old[index]?.cells[at])) continue;
    const key = keyOf(row, lead, setup);
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

/** The columns by which the platform knows a row, or its product's first; null: it has nothing in any of them. */
function keyOf(row: KeptRow, lead: KeptRow | undefined, {upload, columns}: StateSetup): readonly string[] | null {
  const says = (name: string) =>
    [row, ...(lead === undefined ? [] : [lead])].some((each) => cellOf(each, name, columns) !== '');
  return upload.keys.find((names) => names.some(says)) ?? null;
}

/** All that a product says, as one text. */
function content(listing: StoredListing): string {
  const offers = listing.offers.map((offer) => [offer.remoteId, offerFields(offer), stockFields(offer)]);
  return canonicalJson([listingFields(listing), offers]);
}
