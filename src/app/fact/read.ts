import type {Shop} from '../../domain/catalog/types.js';
import {blank, openTable, type TableRow, type TableSource, unguard} from '../../formats/csv.js';
import {type FactName, factKind} from '../../formats/facts/kinds.js';
import {type Header, matchHeader, type Refusal, type RowSetup, readRow, type Values} from '../../formats/facts/row.js';

/** An opened file of facts. */
export interface FactFile {
  readonly table: TableSource;
  readonly header: Header;
  /** Each row with what it is, in batches, streamed; may be called again. */
  rows(): AsyncIterable<readonly FactRow[]>;
}

/** One row of the file: blank, refused, or with its values. */
export type FactRow =
  | {readonly fate: 'ignored'; readonly row: TableRow}
  | {readonly fate: 'refused'; readonly row: TableRow; readonly refusal: Refusal}
  | {readonly fate: 'good'; readonly row: TableRow; readonly values: Values};

/** Opens a file of souk's own columns. @throws KnownError input: what `openTable` and `matchHeader` throw. */
export async function openFacts(
  file: string,
  kind: FactName,
  shop: Shop,
  options: {readonly encoding?: string; readonly delimiter?: string},
): Promise<FactFile> {
  const {columns, personal} = factKind(kind);
  const table = await openTable(file, options);
  const header = matchHeader(file, columns, table.header.map(unguard));
  const {currency, zone} = shop.terms;
  const setup: RowSetup = {file, columns, header, terms: {currency, zone}, personal};
  return {table, header, rows: () => understood(table.rows(), setup)};
}

async function* understood(
  batches: AsyncIterable<readonly TableRow[]>,
  setup: RowSetup,
): AsyncIterable<readonly FactRow[]> {
  for await (const batch of batches) {
    yield batch.map((raw): FactRow => {
      if (blank(raw.cells)) return {fate: 'ignored', row: raw};
      const row = {...raw, cells: raw.cells.map(unguard)};
      const read = readRow(row, setup);
      return 'refusal' in read
        ? {fate: 'refused', row, refusal: read.refusal}
        : {fate: 'good', row, values: read.values};
    });
  }
}
