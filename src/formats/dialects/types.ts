import type {CatalogueRow, Finding} from '../../domain/catalog/row.js';
import type {StoredListing, StoredOffer} from '../../domain/catalog/types.js';
import type {ListingField, OfferField} from '../../domain/change/fields.js';
import type {RowDraft} from './row-draft.js';

/** Fields of a listing that one cell holds. */
export type ListingCell = 'title' | 'description' | 'vendor' | 'category' | 'tags' | 'status' | 'images' | 'imageAlts';

/** Fields of an offer that one cell holds. */
export type OfferCell =
  | 'sku'
  | 'options'
  | 'price'
  | 'compareAt'
  | 'cost'
  | 'taxRate'
  | 'stock'
  | 'gtin'
  | 'weightGrams'
  | 'image';

/**
 * What a column is for. `extra` columns are carried along untouched, with the product or with the variant; `own` ones
 * are the dialect's, which reads them with the row as a whole; `ours` are columns of souk's own result files and are
 * not read.
 */
export type ColumnUse =
  | {readonly kind: 'product'}
  | {readonly kind: 'listing'; readonly field: ListingCell}
  | {readonly kind: 'published'}
  | {readonly kind: 'offer'; readonly field: OfferCell}
  | {readonly kind: 'option-name' | 'option-value'; readonly index: number}
  | {readonly kind: 'image'; readonly part: 'url' | 'position' | 'alt'}
  | {readonly kind: 'currency'}
  | {readonly kind: 'export'}
  | {readonly kind: 'ours'}
  | {readonly kind: 'own'; readonly name: string}
  | {readonly kind: 'extra'; readonly level: 'listing' | 'offer'; readonly name: string};

/** How a platform writes what souk writes otherwise: cells to souk's plain form, and back. */
export interface CellCodec {
  /** Null: nothing souk can use; the cell is carried as it stands. */
  read(text: string): string | null;
  write(text: string, setup: WriteSetup): string;
}

/** A column of a dialect, by the headers it goes under (the first is the one written). */
export interface DialectColumn {
  readonly headers: readonly string[];
  readonly use: ColumnUse;
  readonly codec?: CellCodec;
  /** Written also when no listing has anything in it. */
  readonly always?: true;
}

/** One row of a file that is written: what of a listing it shows. */
export interface Place {
  readonly listing: StoredListing;
  readonly offer: StoredOffer | null;
  /** `parent`: words of a product whose variants follow. `variant`: one of several. `only`: both in one row. */
  readonly role: 'only' | 'parent' | 'variant' | 'image';
  /** True where the row shows what belongs to the product. */
  readonly says: boolean;
  /** Place among the product's rows, from 0. */
  readonly index: number;
  readonly setup: WriteSetup;
}

/**
 * Where a product's words stand: on every row, on the first, on a row of their own before the variants, or on the
 * first of rows that show images beside variants.
 */
export type Layout = 'every' | 'first' | 'parent' | 'images';

/** Reads the rows of one file, one after the other, with what the rows before said. */
export interface FileReading {
  /** Called when all cells of a row were read. */
  row(draft: RowDraft): void;
  /** Called when all rows were read, where a row's meaning stands on a later one. */
  end?(rows: readonly CatalogueRow[]): {rows: readonly CatalogueRow[]; findings: readonly Finding[]};
}

/** A platform's own file format: a dictionary of headers, and how a catalogue is laid out under them. */
export interface Dialect {
  readonly name: string;
  readonly columns: readonly DialectColumn[];
  /** Of each set at least one header must be there for a file to be of this dialect. */
  readonly needs: readonly (readonly string[])[];
  /** Headers of which one settles it, when all that is needed is there. */
  readonly signs?: readonly string[];
  /** Columns that no list can hold: numbered ones, markets, locations. Null: not known. */
  pattern?(header: string): DialectColumn | null;
  /** A header as the dictionary has it, where platforms adorn it. Default: as it is. */
  bare?(header: string): string;
  /** What a header outside the dictionary is for. */
  unknown(header: string): ColumnUse;
  /** The header under which a carried column is written; read again it is the same column. */
  carried(level: 'listing' | 'offer', name: string): string;
  /** True where a product's key is made from its title when the key cell is empty. */
  readonly keyFromTitle: boolean;
  /** Codes of digits are written with the `'` that keeps spreadsheets from eating them. */
  readonly quoteCodes: boolean;
  readonly layout: Layout;
  /** What rows say only as a whole. */
  reading?(file: {readonly currency: string}): FileReading;
  /** Cells that are written otherwise than from one field, by {@link identity} of their column's use. */
  readonly cells?: Readonly<Record<string, (place: Place) => string>>;
  /** Columns to write, from all there are. Default: those that hold anything, in the dictionary's order. */
  arrange?(columns: readonly WrittenColumn[]): readonly WrittenColumn[];
  /** What parts the cells of the platform's own files. Default: a comma. */
  readonly delimiter?: string;
  /** Lines before the header of files that are written. */
  readonly preamble?: readonly (readonly string[])[];
  /** True where its files may be XML too: RSS 2.0 with Google's names. */
  readonly feed?: true;
  /** What the platform takes back. Absent: it takes none of its files back, or it is not known how. */
  readonly upload?: Upload;
}

/**
 * How a platform is told by a file to change what it has. Columns are named by the {@link identity} of their use; what
 * is new or goes away can not be said so.
 */
export interface Upload {
  /** Columns by which together the platform knows a row, the best first: of a row that lacks one the next set counts. */
  readonly keys: readonly (readonly string[])[];
  /** Columns that every file has, in their order, the keys among them; then those that changed. */
  readonly columns: readonly string[];
  /** True where exports have other headers than uploads, which have the first of each column. */
  readonly ownHeaders?: true;
  /** Rows beside those that changed: none, the product's first, or all its variants. */
  readonly rows: 'changed' | 'lead' | 'product';
  /** Fields that a file can change. */
  readonly listing: readonly ListingField[];
  readonly offer: readonly OfferField[];
  readonly stock: boolean;
  /** What makes an offer's id: its own column, where the row has something in it, else its options or its SKU. */
  readonly id: {readonly column?: string; readonly by: 'options' | 'sku'};
  /** Cells that say what is to be done, on a product's first row; on others they are empty. */
  readonly orders?: Readonly<Record<string, string>>;
}

/** A column that is written. */
export interface WrittenColumn {
  readonly header: string;
  readonly use: ColumnUse;
  readonly codec?: CellCodec;
  readonly always: boolean;
}

export interface WriteSetup {
  readonly currency: string;
  /** Id of the export, for dialects whose files can carry it. */
  readonly exportId: string;
  /** For the platform itself, which takes every mark as it stands: nothing is guarded against spreadsheets. Default: no. */
  readonly bare?: true;
}

/** A catalogue as a table: the header, and the rows of each listing. */
export interface WrittenTable {
  readonly header: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

/** Headers are compared trimmed and without regard to case. */
export function headerKey(header: string): string {
  return header.trim().replace(/\s+/gu, ' ').toLowerCase();
}
