import type {AdWords} from '../../domain/catalog/ad-words.js';
import type {ProductLimits} from '../../domain/catalog/judge.js';
import {skuTwinKey} from '../../domain/catalog/key.js';
import type {TableRow, TableSource} from '../../formats/csv.js';
import {columnsOf} from '../../formats/dialects/columns.js';
import type {CellForm} from '../../formats/dialects/read.js';
import type {Dialect} from '../../formats/dialects/types.js';
import {type Proof, proofOf} from '../../formats/proof.js';
import {hashOf, TwinFilter} from '../../formats/twins.js';

/** What is left of a file to be looked at when its plain rows are proved good. */
export interface Screened {
  /** Rows that are good variants, and need no second look. */
  readonly proved: number;
  /** The rest of the table: rows with something in them, and all that belong with those. */
  readonly rest: TableSource;
  /** Places of columns in which any proved row holds something. */
  readonly filled: ReadonlySet<number>;
}

/**
 * Looks through a table in flat memory, however long it is, and takes out what is proved good: plain variants whose
 * SKU and product stand nowhere else. What is left is small where little is wrong, and is read as any file is.
 * Null: nothing can be proved of such a file.
 */
export async function screen(
  table: TableSource,
  dialect: Dialect,
  setup: {readonly form: CellForm; readonly limits: ProductLimits; readonly adWords: AdWords},
): Promise<Screened | null> {
  const {columns} = columnsOf(dialect, table.header);
  const proof = proofOf({columns, dialect, ...setup});
  if (proof === null) return null;
  const search = new Search(
    proof,
    setup.limits.variantsPerProduct,
    columns.map(({known}) => !known),
  );
  for await (const batch of table.rows()) {
    for (const row of batch) search.look(row);
    if (search.odd.size > ODD) return null;
  }
  const {odd, filled} = search;
  const keep = (row: TableRow) => !search.proves(row) || odd.has(search.sku(row)) || odd.has(search.product(row));
  const left = odd.size === 0 ? 0 : await count(table, keep);
  const rows = () => (left === 0 ? nothing() : only(table.rows(), keep));
  return {proved: search.rows - left, rest: {...table, rows}, filled};
}

async function count(table: TableSource, keep: (row: TableRow) => boolean): Promise<number> {
  let rows = 0;
  for await (const batch of only(table.rows(), keep)) rows += batch.length;
  return rows;
}

async function* only(
  batches: AsyncIterable<readonly TableRow[]>,
  keep: (row: TableRow) => boolean,
): AsyncIterable<readonly TableRow[]> {
  for await (const batch of batches) {
    const kept = batch.filter(keep);
    if (kept.length > 0) yield kept;
  }
}

async function* nothing(): AsyncIterable<readonly TableRow[]> {}

/** Keys that need a second look, at most. */
const ODD = 100_000;

const SKU = 1;
const PRODUCT = 2;

/** The first pass: which rows are plain, and which keys may come again. */
class Search {
  readonly #proof: Proof;
  readonly #most: number;
  readonly #twins = new TwinFilter();
  /** Hashes of keys whose rows need a second look. */
  readonly odd = new Set<number>();
  readonly filled = new Set<number>();
  rows = 0;
  /** Columns that nobody understands and in which nothing was met yet. */
  #empty: number[];
  /** The product of the last row, with what its rows said so far. */
  #product = '';
  #first: readonly string[] = [];
  #options = new Set<string>();
  #count = 0;

  constructor(proof: Proof, most: number, unknown: readonly boolean[]) {
    this.#proof = proof;
    this.#most = most;
    this.#empty = [...unknown.keys()].filter((index) => unknown[index] === true);
  }

  proves({cells, problem}: TableRow): boolean {
    return problem === undefined && this.#proof.proves(cells);
  }

  sku({cells}: TableRow): number {
    return hashOf(keyOf(cells[this.#proof.sku]), SKU);
  }

  product({cells}: TableRow): number {
    return hashOf(keyOf(cells[this.#proof.product]), PRODUCT);
  }

  look(row: TableRow): void {
    this.rows += 1;
    const {cells} = row;
    if (!this.proves(row)) {
      this.odd.add(this.sku(row)).add(this.product(row));
      return;
    }
    if (this.#empty.length > 0) this.#fill(cells);
    // A proved key is ASCII without white space: it is its own key among twins, but for its case.
    const sku = hashOf(cells[this.#proof.sku] ?? '', SKU);
    if (this.#twins.add(sku)) this.odd.add(sku);
    const product = cells[this.#proof.product] ?? '';
    const options = cells[this.#proof.options] ?? '';
    if (product === this.#product) {
      if (!this.#fits(cells, options)) this.odd.add(hashOf(product, PRODUCT));
      return;
    }
    this.#product = product;
    this.#first = cells;
    this.#count = 1;
    this.#options.clear();
    if (options !== '') this.#options.add(plainOptions(options));
    const hash = hashOf(product, PRODUCT);
    if (this.#twins.add(hash)) this.odd.add(hash);
  }

  /** True when a variant goes with those of its product before it. */
  #fits(cells: readonly string[], options: string): boolean {
    this.#count += 1;
    const first = this.#first[this.#proof.options] ?? '';
    const known = this.#options.size;
    this.#options.add(plainOptions(options));
    const same = (index: number) => (cells[index] ?? '') === (this.#first[index] ?? '');
    return (
      this.#count <= this.#most &&
      first !== '' &&
      this.#options.size > known &&
      names(options) === names(first) &&
      this.#proof.words.every(same)
    );
  }

  #fill(cells: readonly string[]): void {
    const found = this.#empty.filter((index) => (cells[index] ?? '') !== '');
    if (found.length === 0) return;
    for (const index of found) this.filled.add(index);
    this.#empty = this.#empty.filter((index) => !this.filled.has(index));
  }
}

/** A key as twins share it; the guard of spreadsheets is no part of it. */
function keyOf(cell: string | undefined): string {
  return skuTwinKey(cell ?? '').replace(/^'+/u, '');
}

function plainOptions(options: string): string {
  return options.replace(/\s+/gu, '').toLowerCase();
}

/** The names of options, without their values: `Size=M; Colour=Red` → `Size;Colour`. */
function names(options: string): string {
  return options.replace(/=[^;]*/gu, '').replaceAll(' ', '');
}
