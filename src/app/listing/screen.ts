import type {AdWords} from '../../domain/catalog/ad-words.js';
import type {ProductLimits} from '../../domain/catalog/judge.js';
import {skuTwinKey} from '../../domain/catalog/key.js';
import {ByteRow} from '../../formats/byte-row.js';
import {lookThrough, type TableBytes} from '../../formats/byte-rows.js';
import type {TableRow, TableSource} from '../../formats/csv.js';
import {columnsOf} from '../../formats/dialects/columns.js';
import type {CellForm} from '../../formats/dialects/read.js';
import type {Dialect} from '../../formats/dialects/types.js';
import {type Proof, proofOf} from '../../formats/proof.js';
import {type RowHashes, type RowSeed, rowHash} from '../../formats/row-hashes.js';
import {hashIn, hashOf, TwinFilter} from '../../formats/twins.js';

/** What is left of a file to be looked at when its plain rows are proved good. */
export interface Screened {
  /** Rows that are good variants, and need no second look. */
  readonly proved: number;
  /** The rest of the table: rows with something in them, and all that belong with those. */
  readonly rest: TableSource;
  /** Of those that the shop is as they say, how many there are of each kind. */
  readonly kinds: ReadonlyMap<string, number>;
  /** Places of columns in which any proved row holds something. */
  readonly filled: ReadonlySet<number>;
}

/** What rows are proved by. */
export interface ScreenSetup {
  readonly form: CellForm;
  readonly limits: ProductLimits;
  readonly adWords: AdWords;
  /** Rows that the shop is as they say: no others are taken out, nor those of a product with several. */
  readonly taken?: {readonly kinds: ReadonlyMap<string, RowHashes>; readonly seed: RowSeed};
}

/**
 * Looks through a table in flat memory, however long it is, and takes out what is proved good: plain variants whose
 * SKU and product stand nowhere else. What is left is small where little is wrong, and is read as any file is.
 * Null: nothing can be proved of such a file.
 */
export async function screen(table: TableSource, dialect: Dialect, setup: ScreenSetup): Promise<Screened | null> {
  const {columns} = columnsOf(dialect, table.header);
  const proof = proofOf({columns, dialect, ...setup});
  if (proof === null) return null;
  const unknown = columns.map(({known}) => !known);
  const search = new Search(proof, setup, unknown, table.bytes?.delimiter ?? 0);
  if (!(await through(table, columns.length, search))) return null;
  search.end();
  await sift(table, columns.length, search);
  const {odd, filled} = search;
  if (odd.size > 0 && odd.size <= FEW && table.bytes !== null) {
    const kept = await keptOf(table.bytes, columns.length, search);
    const rest = {...table, rows: () => inBatches(kept ?? [])};
    if (kept !== null) return {proved: search.rows - kept.length, rest, kinds: new Map(search.kinds), filled};
  }
  const left = odd.size === 0 ? 0 : await count(table, search.again());
  const rows = () => (left === 0 ? nothing() : only(table.rows(), search.keeps));
  return {proved: search.rows - left, rest: {...table, rows}, kinds: new Map(search.kinds), filled};
}

/** Looks at every row; false: there is too much to be looked at again. */
async function through(table: TableSource, places: number, search: Search): Promise<boolean> {
  if (table.bytes !== null) {
    const look = (row: ByteRow, _line: number, odd: readonly string[] | null) => {
      if (search.size > ODD) return;
      if (odd === null) search.look(row, null);
      else search.lookAt(odd, true);
    };
    return (await lookThrough(table.bytes, places, look)) && search.size <= ODD;
  }
  for await (const batch of table.rows()) {
    for (const {cells, problem} of batch) search.lookAt(cells, problem !== undefined);
    if (search.size > ODD) return false;
  }
  return true;
}

/**
 * Finds which of the keys that may have come before did so. Of millions of keys the filter takes some thousands for others: they
 * are counted, so that their rows need not be kept. A few are taken for twins, which costs less than another look.
 */
async function sift(table: TableSource, places: number, search: Search): Promise<void> {
  if (search.perhaps.size <= FEW) {
    for (const key of search.perhaps) search.odd.add(key);
    return;
  }
  const counts = new Counts(search.perhaps);
  if (table.bytes === null) {
    for await (const batch of table.rows())
      for (const {cells} of batch) counts.add(search.sku(cells), search.productOf(cells));
  } else {
    await lookThrough(table.bytes, places, (row, _line, odd) => {
      if (odd === null) counts.add(search.skuIn(row), search.productIn(row));
      else counts.add(search.sku(odd), search.productOf(odd));
    });
  }
  for (const key of counts.twins()) search.odd.add(key);
}

/**
 * How often keys come: a SKU in how many rows, a product in how many runs of them. Rows that are not plain count too, whatever
 * stands in them: one too many is looked at again, one too few would be a twin that nobody noticed.
 */
class Counts {
  readonly #counts: Map<number, number>;
  #product = -1;

  constructor(keys: Iterable<number>) {
    this.#counts = new Map([...keys].map((key) => [key, 0]));
  }

  add(sku: number, product: number): void {
    this.#count(sku);
    if (product !== this.#product) this.#count(product);
    this.#product = product;
  }

  #count(key: number): void {
    const count = this.#counts.get(key);
    if (count !== undefined) this.#counts.set(key, count + 1);
  }

  twins(): number[] {
    return [...this.#counts].filter(([, count]) => count > 1).map(([key]) => key);
  }
}

/**
 * The rows that have to be looked at again, found among the bytes: where they are few, no others become texts. Null:
 * one of them is not as it should be, and has to be read as a text, or they are too long to be kept.
 */
async function keptOf(bytes: TableBytes, places: number, search: Search): Promise<readonly TableRow[] | null> {
  const kept: TableRow[] = [];
  let plain = true;
  let letters = 0;
  search.again();
  await lookThrough(bytes, places, (row, line, odd) => {
    if (!plain || (odd === null && !search.keepsBytes(row))) return;
    plain = odd === null && row.count <= places && letters <= KEPT_LETTERS;
    if (!plain) return;
    const cells = textsOf(row);
    letters += cells.reduce((sum, {length}) => sum + length, 0);
    kept.push({line, cells});
  });
  return plain ? kept : null;
}

async function* inBatches(rows: readonly TableRow[]): AsyncIterable<readonly TableRow[]> {
  if (rows.length > 0) yield rows;
}

async function count(table: TableSource, keep: (row: TableRow) => boolean): Promise<number> {
  let rows = 0;
  for await (const batch of table.rows()) rows += batch.filter(keep).length;
  return rows;
}

async function* only(
  batches: AsyncIterable<readonly TableRow[]>,
  keep: (row: TableRow) => boolean,
): AsyncIterable<readonly TableRow[]> {
  for await (const batch of batches) {
    const kept = batch.filter(keep);
    // A cell is a piece of the text of its whole batch, and would hold all of that in memory: rows that stay get their own.
    if (kept.length > 0) yield structuredClone(kept);
  }
}

async function* nothing(): AsyncIterable<readonly TableRow[]> {}

/** Keys whose rows are kept in memory, and what these may hold in all. */
const FEW = 1000;
const KEPT_LETTERS = 2 ** 23;

/** Keys that need a second look, at most. */
const ODD = 100_000;

const SKU = 1;
const PRODUCT = 2;

/** The first pass: which rows are plain, and which keys may come again. */
class Search {
  readonly #proof: Proof;
  readonly #most: number;
  readonly #delimiter: number;
  readonly #taken: Required<ScreenSetup>['taken'] | null;
  #twins: TwinFilter | null = new TwinFilter();
  /** Hashes of keys whose rows need a second look, and of those that may have come before. */
  readonly odd = new Set<number>();
  readonly perhaps = new Set<number>();
  readonly filled = new Set<number>();
  readonly kinds = new Map<string, number>();
  rows = 0;
  /** Columns that nobody understands and in which nothing was met yet. */
  #empty: number[];
  /** For a row of texts, and for the first row of a product that has others. */
  readonly #row: ByteRow;
  readonly #lead: ByteRow;
  /** The product of the last row; its first row, and what its rows said so far. */
  #product = -1;
  #begin: {readonly bytes: Buffer; readonly start: number; readonly cells: readonly string[] | null};
  #first: readonly string[] | null = null;
  readonly #options = new Set<string>();
  #variants = 0;

  constructor(proof: Proof, {limits, taken}: ScreenSetup, unknown: readonly boolean[], delimiter: number) {
    this.#proof = proof;
    this.#most = limits.variantsPerProduct;
    this.#taken = taken ?? null;
    this.#delimiter = delimiter;
    this.#empty = [...unknown.keys()].filter((index) => unknown[index] === true);
    this.#row = new ByteRow(unknown.length);
    this.#lead = new ByteRow(unknown.length);
    this.#begin = {bytes: this.#row.bytes, start: 0, cells: []};
  }

  get size(): number {
    return this.odd.size + this.perhaps.size;
  }

  /** Hash of the SKU of a row as it stands in the file: a key of ASCII without white space is its own among twins, but for its case. */
  skuIn({bytes, from, to}: ByteRow): number {
    return hashIn(bytes, from[this.#proof.sku] as number, to[this.#proof.sku] as number, SKU);
  }

  productIn({bytes, from, to}: ByteRow): number {
    return hashIn(bytes, from[this.#proof.product] as number, to[this.#proof.product] as number, PRODUCT);
  }

  /** True for a row that has to be looked at again. */
  readonly keeps = ({cells, problem}: TableRow): boolean => {
    this.#row.take(cells);
    const kind = problem === undefined && this.#proof.proves(this.#row) ? this.#kindOf(this.#row) : null;
    if (kind === null || this.odd.has(this.sku(cells)) || this.odd.has(this.productOf(cells))) return true;
    this.#count(kind);
    return false;
  };

  /** The same of a row as it stands in the file. */
  keepsBytes(row: ByteRow): boolean {
    const kind = this.#proof.proves(row) ? this.#kindOf(row) : null;
    if (kind === null || this.odd.has(this.skuIn(row)) || this.odd.has(this.productIn(row))) return true;
    this.#count(kind);
    return false;
  }

  /** For another look at all rows: kinds are counted anew, of those that are not kept. */
  again(): (row: TableRow) => boolean {
    this.kinds.clear();
    return this.keeps;
  }

  /** The first look is over: what may be a twin is known, and the filter's memory is free. */
  end(): void {
    this.#twins = null;
  }

  #count(kind: string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1);
  }

  /** Null: a row that is not to be taken out. */
  #kindOf(row: ByteRow): string | null {
    if (this.#taken === null) return '';
    const hash = rowHash(row, this.#taken.seed);
    for (const [kind, hashes] of this.#taken.kinds) if (hashes.has(hash)) return kind;
    return null;
  }

  /** The same of a row of texts. */
  sku(cells: readonly string[]): number {
    return hashOf(keyOf(cells[this.#proof.sku]), SKU);
  }

  productOf(cells: readonly string[]): number {
    return hashOf(keyOf(cells[this.#proof.product]), PRODUCT);
  }

  /** Looks at a row of texts. */
  lookAt(cells: readonly string[], problem: boolean): void {
    this.#row.take(cells);
    if (!problem) this.look(this.#row, cells);
    else this.#refuse(cells);
  }

  #refuse(cells: readonly string[]): void {
    this.rows += 1;
    this.odd.add(this.sku(cells)).add(this.productOf(cells));
  }

  /** Looks at a row; `cells`: its texts, where it was made of such. */
  look(row: ByteRow, cells: readonly string[] | null): void {
    if (!this.#proof.proves(row)) {
      this.#refuse(cells ?? textsOf(row));
      return;
    }
    this.rows += 1;
    if (this.#empty.length > 0) this.#fill(row);
    const [code, name] = [this.skuIn(row), this.productIn(row)];
    const kind = this.#kindOf(row);
    if (this.#twins?.add(code)) this.perhaps.add(code);
    if (kind === null) this.odd.add(code).add(name);
    else this.#count(kind);
    if (name === this.#product) {
      if (this.#taken !== null || !this.#fits(cells ?? textsOf(row))) this.odd.add(name);
      return;
    }
    this.#product = name;
    this.#begin = {bytes: row.bytes, start: row.start, cells};
    this.#first = null;
    if (this.#twins?.add(name)) this.perhaps.add(name);
  }

  /** True when a variant goes with those of its product before it. */
  #fits(cells: readonly string[]): boolean {
    const {options: at, product, words} = this.#proof;
    const first = this.#first ?? this.#begun();
    const [lead, options] = [first[at] ?? '', cells[at] ?? ''];
    this.#variants += 1;
    const known = this.#options.size;
    this.#options.add(plainOptions(options));
    const same = (index: number) => (cells[index] ?? '') === (first[index] ?? '');
    return (
      this.#variants <= this.#most &&
      same(product) &&
      lead !== '' &&
      this.#options.size > known &&
      names(options) === names(lead) &&
      words.every(same)
    );
  }

  /** The first row of the product, as texts: few products have a second. */
  #begun(): readonly string[] {
    const {bytes, start, cells} = this.#begin;
    if (cells === null) this.#lead.cut(bytes, start, this.#delimiter, true);
    const first = cells ?? textsOf(this.#lead);
    const options = first[this.#proof.options] ?? '';
    this.#first = first;
    this.#variants = 1;
    this.#options.clear();
    if (options !== '') this.#options.add(plainOptions(options));
    return first;
  }

  #fill(row: ByteRow): void {
    const found = this.#empty.filter((index) => !row.empty(index));
    if (found.length === 0) return;
    for (const index of found) this.filled.add(index);
    this.#empty = this.#empty.filter((index) => !this.filled.has(index));
  }
}

function textsOf(row: ByteRow): string[] {
  return Array.from({length: Math.min(row.count, row.from.length)}, (_, index) => row.cell(index));
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
