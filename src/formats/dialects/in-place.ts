import {optionsKey} from '../../domain/catalog/options.js';
import type {CatalogueRow} from '../../domain/catalog/row.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import {guard} from '../guard.js';
import {identity, type ReadColumn} from './columns.js';
import {allColumns, cellText, filled, placesOf} from './table.js';
import type {ColumnUse, Dialect, Place, WriteSetup, WrittenColumn, WrittenTable} from './types.js';

/** A row of a file that came in: its cells as they stood, what they were read as, and the offer it meant. */
export interface KeptRow {
  /** Where in its file it stood. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly kind: CatalogueRow['kind'];
  readonly offer: StoredOffer | null;
  /** True for the row that speaks for the product. */
  readonly lead: boolean;
}

/** A product as the last file wrote it, with what a shop would hold that took the file as it is. */
export interface KeptProduct {
  /** Which of the files that are known, the oldest first. */
  readonly layout: number;
  readonly columns: readonly ReadColumn[];
  readonly rows: readonly KeptRow[];
  readonly taken: StoredListing;
}

/** A listing with the rows it came in by; null: no file of this dialect brought it. */
export interface Kept {
  readonly now: StoredListing;
  readonly kept: KeptProduct | null;
}

/**
 * A catalogue written into the file it came in by: every cell whose meaning has not changed since is the cell that
 * came in, byte by byte, at its place; columns nobody understands too. Cells that a spreadsheet would run are guarded.
 */
export function writeInPlace(dialect: Dialect, listings: readonly Kept[], setup: WriteSetup): WrittenTable {
  const columns = columnsInPlace(dialect, listings, setup);
  return {header: columns.map(({header}) => header), rows: rowsFor(dialect, listings, columns, setup)};
}

/** The columns of the last file, those of files before it, and what else there is to say. */
export function columnsInPlace(dialect: Dialect, listings: readonly Kept[], setup: WriteSetup): WrittenColumn[] {
  const all = listings.map(({now}) => now);
  const plain = allColumns(dialect, all);
  const fresh = listings.every(({kept}) => kept === null);
  const rest = filled(dialect, plain, all, setup);
  if (fresh) return [...(dialect.arrange?.(rest) ?? rest)];
  const files = [
    ...new Set(listings.flatMap(({kept}) => kept?.columns ?? []).map(({header, use, codec}) => ({header, use, codec}))),
  ];
  const seen = new Set<string>();
  const columns: WrittenColumn[] = [];
  const add = ({header, use, codec}: Pick<ReadColumn, 'header' | 'use' | 'codec'>) => {
    if (use.kind === 'ours' || seen.has(identity(use))) return;
    seen.add(identity(use));
    columns.push({header, use, always: true, ...(codec === undefined ? {} : {codec})});
  };
  for (const column of lastColumns(listings)) add(column);
  for (const {header, use, codec} of files) add({header, use, ...(codec === undefined ? {} : {codec})});
  const known = new Set(dialect.columns.filter(({always}) => always === true).map(({use}) => identity(use)));
  // Empty ones that are always written need not be added to somebody's file.
  const open = rest.map((column) => ({...column, always: false}));
  const telling = new Set(filled(dialect, open, all, setup).map(({use}) => identity(use)));
  for (const column of rest) if (!known.has(identity(column.use)) || telling.has(identity(column.use))) add(column);
  return columns;
}

function lastColumns(listings: readonly Kept[]): readonly ReadColumn[] {
  return listings.reduce<readonly ReadColumn[]>((last, {kept}) => kept?.columns ?? last, []);
}

function rowsFor(
  dialect: Dialect,
  listings: readonly Kept[],
  columns: readonly WrittenColumn[],
  setup: WriteSetup,
): readonly (readonly string[])[] {
  const rows: {readonly layout: number; readonly line: number; readonly cells: readonly string[]}[] = [];
  for (const {now, kept} of listings) {
    const layout = kept?.layout ?? Number.POSITIVE_INFINITY;
    for (const {line, cells} of rowsInPlace(dialect, {now, kept}, columns, setup)) rows.push({layout, line, cells});
  }
  rows.sort((a, b) => (a.layout === b.layout ? a.line - b.line : a.layout - b.layout));
  return rows.map(({cells}) => cells);
}

/** A row of a product as it is written; `row`: the one it came in by, `line`: where it belongs. */
export interface RowInPlace {
  readonly line: number;
  readonly row: KeptRow | null;
  readonly cells: readonly string[];
}

/** The rows of one product. */
export function rowsInPlace(
  dialect: Dialect,
  {now, kept}: Kept,
  columns: readonly WrittenColumn[],
  setup: WriteSetup,
): RowInPlace[] {
  const places = placesOf(dialect, now, setup);
  if (kept === null) {
    const cellsOf = (place: Place) => columns.map((column) => guarded(cellText(dialect, column, place), setup));
    return places.map((place) => ({line: 0, row: null, cells: cellsOf(place)}));
  }
  const at = new Map(kept.columns.map(({use}, index) => [identity(use), index]));
  // What is new of a product stands after what was there of it.
  let line = kept.rows.at(-1)?.line ?? 0;
  return pairsOf(dialect, kept, now, places, setup).map((pair) => {
    line = pair.row === null ? line : pair.row.line;
    const cells = columns.map((column) => textOf(dialect, column, pair, at.get(identity(column.use))));
    return {line, row: pair.row, cells};
  });
}

/** One row to write: where it stands now, where it stood, and the row it came in by. */
interface Pair {
  readonly now: Place;
  readonly before: Place | null;
  readonly row: KeptRow | null;
  /** Whether rows of pictures are as they came in. */
  readonly pictures: boolean;
}

function pairsOf(
  dialect: Dialect,
  kept: KeptProduct,
  now: StoredListing,
  places: readonly Place[],
  setup: WriteSetup,
): Pair[] {
  const {taken, rows} = kept;
  const left = new Set(now.offers);
  const found = rows.map((row) => {
    const offer = row.offer === null ? null : offerLike(row.offer, left);
    if (offer !== null) left.delete(offer);
    return offer;
  });
  const pictures = dialect.layout !== 'images' || canonicalJson(taken.images) === canonicalJson(now.images);
  const parents = rows.some(({kind}) => kind === 'product') === places.some(({role}) => role === 'parent');
  const gone = rows.some(({offer, lead}, index) => lead && offer !== null && found[index] === null);
  const roleOf = (listing: StoredListing, {kind}: KeptRow): Place['role'] => {
    if (kind === 'product' || kind === 'image') return kind === 'image' ? 'image' : 'parent';
    return listing.offers.length <= 1 && (listing.offers[0]?.options.length ?? 0) === 0 ? 'only' : 'variant';
  };
  const placeThen = (row: KeptRow, index: number): Place => ({
    listing: taken,
    offer: row.offer,
    role: roleOf(taken, row),
    says: true,
    index,
    setup,
  });
  if (pictures && !gone && (parents || dialect.layout !== 'parent')) {
    const standing = rows.flatMap((row, index): Pair[] => {
      if (row.offer !== null && found[index] === null) return [];
      const place: Place = {
        listing: now,
        offer: found[index] ?? null,
        role: roleOf(now, row),
        says: true,
        index,
        setup,
      };
      return [{now: place, before: placeThen(row, index), row, pictures}];
    });
    const added = places.filter(({offer}) => offer !== null && left.has(offer));
    return [...standing, ...added.map((place): Pair => ({now: place, before: null, row: null, pictures}))];
  }
  // The rows no longer fit: the dialect's own layout, with what can be kept of each variant's cells.
  return places.map((place): Pair => {
    const index = place.offer === null ? rows.findIndex(({lead}) => lead) : found.indexOf(place.offer);
    const row = rows[index];
    const usable = row !== undefined && (place.offer !== null || place.role === 'parent');
    return {
      now: place,
      before: usable ? {...placeThen(row, index), says: place.says} : null,
      row: usable ? row : null,
      pictures,
    };
  });
}

/** The offer of the shop that a row's offer is: by its id where it is known, by SKU, else by its options. */
function offerLike(offer: StoredOffer, among: ReadonlySet<StoredOffer>): StoredOffer | null {
  const all = [...among];
  const same =
    offer.remoteId !== ''
      ? all.filter(({remoteId}) => remoteId === offer.remoteId)
      : offer.sku === null
        ? all.filter(({options}) => optionsKey(options) === optionsKey(offer.options))
        : all.filter(({sku}) => sku?.trim() === offer.sku?.trim());
  return same.length === 1 ? (same[0] ?? null) : null;
}

function textOf(
  dialect: Dialect,
  column: WrittenColumn,
  {now, before, row, pictures}: Pair,
  at: number | undefined,
): string {
  const raw = at === undefined || row === null ? undefined : (row.cells[at] ?? '');
  const write = (place: Place) => cellText(dialect, column, place);
  const {setup} = now;
  if (before === null || row === null) return guarded(write(now), setup);
  switch (levelOf(column.use)) {
    case 'file':
      return column.use.kind === 'export' || raw === undefined ? guarded(write(now), setup) : verbatim(raw, setup);
    case 'picture':
      return raw !== undefined && pictures ? verbatim(raw, setup) : guarded(write(now), setup);
    case 'row':
      return raw !== undefined && write(before) === write(now) ? verbatim(raw, setup) : guarded(write(now), setup);
    case 'product': {
      const speaks = row.lead || dialect.layout === 'every' || (raw ?? '').trim() !== '';
      const [was, after] = [write({...before, says: true}), write({...now, says: true})];
      if (raw !== undefined && was === after) return verbatim(raw, setup);
      return speaks && now.says ? guarded(after, setup) : '';
    }
  }
}

/** A cell that came in goes out as it came; one a spreadsheet would run and nobody guarded is guarded now. */
function verbatim(raw: string, setup: WriteSetup): string {
  return raw.startsWith("'") ? raw : guarded(raw, setup);
}

function guarded(text: string, {bare}: WriteSetup): string {
  return bare === true ? text : guard(text);
}

/** Whose a column's cells are: the row's, the product's, pictures', or the file's own. */
function levelOf(use: ColumnUse): 'file' | 'picture' | 'row' | 'product' {
  if (use.kind === 'export' || use.kind === 'currency' || use.kind === 'product') return 'file';
  if (use.kind === 'image') return 'picture';
  if (use.kind === 'listing' || use.kind === 'published' || (use.kind === 'extra' && use.level === 'listing'))
    return 'product';
  return 'row';
}
