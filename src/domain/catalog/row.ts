import type {Message} from '../errors.js';
import type {Minor} from '../money.js';
import type {Image, ListingStatus} from './types.js';

/** Typed into a cell, this clears the field; an empty cell and an absent column leave it alone. */
export const CLEAR = '__CLEAR__';

/** An option as a row gives it; the name may stand on another row of the product, or in the shop. */
export interface OptionWish {
  readonly name: string | null;
  readonly value: string;
}

/** An image as a row gives it. No `alt`: the text the shop has for it stays. */
export interface ImageWish {
  readonly url: string;
  readonly alt?: string;
  readonly position: number | null;
}

/**
 * What a row wants of its listing. An absent property leaves the field alone; a cleared one is empty. In `extra`, null
 * takes the column away.
 */
export interface ListingWish {
  readonly title?: string;
  readonly description?: string;
  readonly vendor?: string;
  readonly category?: string;
  readonly tags?: readonly string[];
  readonly status?: ListingStatus;
  /** "On sale or not" of files that know no status: true is active, false is anything but active. */
  readonly published?: boolean;
  /** The whole list of images, where a cell holds it. */
  readonly images?: readonly Image[];
  /** Images to have beside those that are there, where the rows do not tell the whole list. */
  readonly addImages?: readonly ImageWish[];
  readonly extra: Readonly<Record<string, string | null>>;
}

/** What a row wants of its offer. Absent: left alone. Null: cleared. Money in minor units of the shop's currency. */
export interface OfferWish {
  readonly sku?: string;
  readonly options?: readonly OptionWish[];
  readonly price?: Minor;
  readonly compareAt?: Minor | null;
  readonly cost?: Minor | null;
  readonly taxRate?: string | null;
  readonly stock?: number;
  readonly gtin?: string | null;
  readonly weightGrams?: number | null;
  readonly image?: string | null;
  readonly extra: Readonly<Record<string, string | null>>;
}

/**
 * What a row of a catalogue file is: a variant of a product, words about a product only, an image of a product, or
 * nothing of the kind (blank, comment, total).
 */
export type RowKind = 'variant' | 'product' | 'image' | 'ignored';

/** One row of a catalogue file, read. */
export interface CatalogueRow {
  /** Line of the file where the row starts, 1-based. */
  readonly line: number;
  /** The cells as they stand in the file. */
  readonly cells: readonly string[];
  readonly kind: RowKind;
  /** The product's key (handle); null where the file gives none. */
  readonly product: string | null;
  readonly listing: ListingWish;
  readonly offer: OfferWish;
  readonly image: ImageWish | null;
  /** True when the image cell asks to take all images away. */
  readonly imagesCleared: boolean;
  /** Id of the export this row left with, where the file carries it. */
  readonly exportId: string | null;
}

/** What is wrong, or odd, with a cell or row. An error refuses the row; a warning is said. */
export interface Finding {
  readonly line: number;
  /** Header of the column; empty: the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly severity: 'error' | 'warning';
  readonly message: Message;
}

/** What became of a row. `create` and `update` are planned; `held` was kept back by a guard. */
export type Fate =
  | 'create'
  | 'update'
  | 'planned'
  | 'unchanged'
  | 'held'
  | 'conflict'
  | 'refused'
  | 'continuation'
  | 'ignored';

export const FATES: readonly Fate[] = [
  'create',
  'update',
  'planned',
  'unchanged',
  'held',
  'conflict',
  'refused',
  'continuation',
  'ignored',
];

/** How many rows met each fate; the sum is the number of rows of the file. */
export type FateCounts = Readonly<Record<Fate, number>>;

/** Counts fates. */
export function countFates(fates: Iterable<Fate>): FateCounts {
  const counts = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
  for (const fate of fates) counts[fate] += 1;
  return counts;
}

/** A column of a file that was read: its header, and the field it fills (empty for columns nobody reads). */
export interface SheetColumn {
  readonly header: string;
  readonly field: string;
}

/** A catalogue file, read: every row of it, and what was found. */
export interface Sheet {
  readonly file: string;
  readonly dialect: string;
  readonly currency: string;
  /** Header cells as they stand in the file. */
  readonly header: readonly string[];
  readonly columns: readonly SheetColumn[];
  /** Headers outside the dialect's dictionary that hold anything: such cells travel as they are, unread. */
  readonly carried: readonly string[];
  readonly delimiter: string;
  readonly bom: boolean;
  /** SHA-256 of the file's bytes. */
  readonly hash: string;
  readonly rows: readonly CatalogueRow[];
  readonly findings: readonly Finding[];
  /** Said of the file as a whole. */
  readonly warnings: readonly Message[];
}

/** A finding at the column that fills `field`, with the cell as it stands. */
export function findingAt(
  sheet: Pick<Sheet, 'columns'>,
  row: Pick<CatalogueRow, 'line' | 'cells'>,
  field: string,
  severity: Finding['severity'],
  message: Message,
): Finding {
  const index = sheet.columns.findIndex((column) => column.field === field);
  return {line: row.line, column: sheet.columns[index]?.header ?? '', value: row.cells[index] ?? '', severity, message};
}
