import type {StoredListing} from '../../domain/catalog/types.js';

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
 * What a column is for. `extra` columns are carried along untouched, with the product or with the variant; `ours` are
 * columns of souk's own result files and are not read.
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
  | {readonly kind: 'extra'; readonly level: 'listing' | 'offer'; readonly name: string};

/** A column of a dialect, by the headers it goes under (the first is the one written). */
export interface DialectColumn {
  readonly headers: readonly string[];
  readonly use: ColumnUse;
}

/** A platform's own file format: a dictionary of headers, and how a catalogue is laid out under them. */
export interface Dialect {
  readonly name: string;
  readonly columns: readonly DialectColumn[];
  /** Of each set at least one header must be there for a file to be of this dialect. */
  readonly needs: readonly (readonly string[])[];
  /** A header that settles it, whatever else is there. */
  readonly sign?: string;
  /** What a header outside the dictionary is for. */
  unknown(header: string): ColumnUse;
  /** True where a product's key is made from its title when the key cell is empty. */
  readonly keyFromTitle: boolean;
  /** Codes of digits are written with the `'` that keeps spreadsheets from eating them. */
  readonly quoteCodes: boolean;
  readonly write: DialectWriter;
}

export interface WriteSetup {
  readonly currency: string;
  /** Id of the export, for dialects whose files can carry it. */
  readonly exportId: string;
}

/** A catalogue as a table: the header, and the rows of each listing. */
export type DialectWriter = (
  listings: readonly StoredListing[],
  setup: WriteSetup,
) => {readonly header: readonly string[]; readonly rows: Iterable<readonly string[]>};

/** Headers are compared trimmed and without regard to case. */
export function headerKey(header: string): string {
  return header.trim().replace(/\s+/gu, ' ').toLowerCase();
}
