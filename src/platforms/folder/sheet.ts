import {KnownError} from '../../domain/errors.js';
import {blank, openTable, type TableRow, writeAtomic} from '../../formats/csv.js';
import {inspectFile} from '../../formats/encoding.js';
import {type Column, matchHeader, type RowSetup} from '../../formats/facts/row.js';
import {tableText} from '../../formats/write.js';
import type {Entry} from './shelf.js';

/** A row of the file in memory; `line` is where it stood when it was read. */
export interface SheetRow extends TableRow {
  readonly cells: string[];
  /** What was understood of these very cells. */
  entry?: Entry | undefined;
}

/** How the file is written, kept when it is written again. */
interface Form {
  readonly delimiter: string;
  readonly bom: boolean;
  readonly eol: '\n' | '\r\n';
}

/** COMMANDS.md "The folder shop", and what is only there when something has it: `image_alts` (parted by `|`), `vendor`, `weight_g`. */
export const LISTING_COLUMNS: readonly Column[] = [
  {name: 'sku', type: 'code', need: 'column'},
  {name: 'product', type: 'text'},
  {name: 'title', type: 'raw'},
  {name: 'category', type: 'raw'},
  {name: 'tags', type: 'text'},
  {name: 'price', type: 'amount', need: 'column'},
  {name: 'compare_at_price', type: 'amount'},
  {name: 'currency', type: 'currency'},
  {name: 'tax_rate', type: 'rate'},
  {name: 'stock', type: 'stock'},
  {name: 'gtin', type: 'code'},
  {name: 'status', type: 'status'},
  {name: 'description', type: 'raw'},
  {name: 'image_urls', type: 'text'},
  {name: 'options', type: 'text'},
  {name: 'image_alts', type: 'text'},
  {name: 'vendor', type: 'raw'},
  {name: 'weight_g', type: 'raw'},
];

/**
 * `listings.csv` as it was read: every row and column, known or not, in place. Cells are changed in memory and written
 * back in one step, unless the file changed meanwhile.
 */
export class Sheet {
  readonly file: string;
  #rows: readonly SheetRow[];
  /** Rows that were put in, by the row they stand behind, and rows that were taken out, since `#rows` was made. */
  readonly #behind = new Map<SheetRow | undefined, SheetRow[]>();
  readonly #gone = new Set<SheetRow>();
  /** Rows that have, or once had, a SKU; made when it is first asked for. */
  #bySku: Map<string, Set<SheetRow>> | null = null;
  readonly #header: string[];
  readonly #at: Map<string, number>;
  /** SHA-256 of the bytes that were read. */
  readonly hash: string;
  readonly #form: Form;

  private constructor(file: string, header: readonly string[], rows: SheetRow[], hash: string, form: Form) {
    this.file = file;
    this.#rows = rows;
    this.#header = [...header];
    this.#at = new Map(matchHeader(file, LISTING_COLUMNS, header).at);
    this.hash = hash;
    this.#form = form;
  }

  /**
   * Reads every row. Those that stand as they did in `before` are its very rows, with what was understood of them: a run
   * reads the file again after each batch, and most of it is as it was.
   *
   * @throws KnownError input: what `openTable` throws, FACT_COLUMNS_MISSING, FACT_COLUMN_TWICE.
   */
  static async read(file: string, signal: AbortSignal, before?: Sheet): Promise<Sheet> {
    const table = await openTable(file, {encoding: 'utf-8', strict: true});
    if (table.encoding !== 'utf-8') throw new KnownError('input', 'FILE_NOT_IN_ENCODING', {file, encoding: 'utf-8'});
    const known = before !== undefined && sameCells(before.#header, table.header) ? before.rows : [];
    const rows: SheetRow[] = [];
    for await (const batch of table.rows()) {
      signal.throwIfAborted();
      for (const row of batch) {
        const there = known[rows.length];
        const same = there?.line === row.line && there.problem === row.problem && sameCells(there.cells, row.cells);
        rows.push(same ? there : {...row, cells: [...row.cells]});
      }
    }
    const {delimiter, bom, eol} = table;
    return new Sheet(file, table.header, rows, table.hash, {delimiter, bom, eol});
  }

  /** What `readRow` needs of this file. */
  setup(terms: RowSetup['terms']): RowSetup {
    const header = {at: this.#at, width: this.#header.length, unknown: []};
    return {file: this.file, columns: LISTING_COLUMNS, header, terms, personal: false};
  }

  has(column: string): boolean {
    return this.#at.has(column);
  }

  get(row: SheetRow, column: string): string {
    return row.cells[this.#at.get(column) ?? -1] ?? '';
  }

  /** Every row in its place. */
  get rows(): readonly SheetRow[] {
    if (this.#behind.size > 0 || this.#gone.size > 0) {
      this.#rows = this.#arranged();
      this.#behind.clear();
      this.#gone.clear();
    }
    return this.#rows;
  }

  /** Puts a new row in behind another; no other: at the end. */
  add(row: SheetRow, behind: SheetRow | undefined): void {
    const others = this.#behind.get(behind);
    if (others === undefined) this.#behind.set(behind, [row]);
    else others.push(row);
  }

  remove(rows: Iterable<SheetRow>): void {
    for (const row of rows) this.#gone.add(row);
  }

  /** Every row of a SKU, also those that a later one hides. */
  rowsOfSku(sku: string): readonly SheetRow[] {
    if (this.#bySku === null) {
      this.#bySku = new Map();
      for (const row of this.rows) this.#note(row);
    }
    const rows = [...(this.#bySku.get(sku) ?? [])];
    return rows.filter((row) => !this.#gone.has(row) && this.get(row, 'sku').trim() === sku);
  }

  /** Sets a cell; a column that the file lacks is added at the end, unless there is nothing to write. */
  set(row: SheetRow, column: string, text: string): void {
    const known = this.#at.get(column);
    if (known === undefined && text === '') return;
    const at = known ?? this.#header.push(column) - 1;
    this.#at.set(column, at);
    while (row.cells.length <= at) row.cells.push('');
    row.cells[at] = text;
    row.entry = undefined;
    if (column === 'sku') this.#note(row);
  }

  /** Gives a row the cells back that it had. */
  restore(row: SheetRow, cells: readonly string[]): void {
    row.cells.splice(0, row.cells.length, ...cells);
    row.entry = undefined;
  }

  #note(row: SheetRow): void {
    const sku = this.get(row, 'sku').trim();
    if (sku === '' || this.#bySku === null) return;
    const rows = this.#bySku.get(sku);
    if (rows === undefined) this.#bySku.set(sku, new Set([row]));
    else rows.add(row);
  }

  #arranged(): SheetRow[] {
    const arranged: SheetRow[] = [];
    const place = (first: SheetRow) => {
      const next = [first];
      for (let row = next.pop(); row !== undefined; row = next.pop()) {
        if (!this.#gone.has(row)) arranged.push(row);
        next.push(...(this.#behind.get(row) ?? []).toReversed());
      }
    };
    for (const row of this.#rows) place(row);
    for (const row of this.#behind.get(undefined) ?? []) place(row);
    return arranged;
  }

  /** Writes the file; @throws KnownError drift FILE_CHANGED when it is not the one that was read. */
  async write(): Promise<void> {
    const width = this.#header.length;
    const cells = this.rows.map((row) =>
      blank(row.cells) || row.cells.length >= width
        ? row.cells
        : [...row.cells, ...Array<string>(width - row.cells.length).fill('')],
    );
    await writeAtomic(this.file, tableText(this.#header, cells, this.#form), async () => {
      const {hash} = await inspectFile(this.file);
      if (hash !== this.hash) throw new KnownError('drift', 'FILE_CHANGED', {file: this.file});
    });
  }
}

function sameCells(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((cell, at) => cell === other[at]);
}
