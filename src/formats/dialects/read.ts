import type {DecimalMark} from '../../domain/catalog/number-form.js';
import type {CatalogueRow, Finding, Sheet} from '../../domain/catalog/row.js';
import {type Message, message} from '../../domain/errors.js';
import {blank, type TableRow, type TableSource, unguard} from '../csv.js';
import {columnsOf, fieldOf, type ReadColumn} from './columns.js';
import {RowReader} from './row-reader.js';
import type {Dialect, FileReading} from './types.js';

/** A total row starts with one of these words and names no product. */
const TOTAL = /^(grand total|total|sum|summe|gesamt|somme|totaal|razem|合计|总计|小计)\b|^(合计|总计|小计)/iu;

/** How the cells of a file are written; `decimal`: undefined when nobody declared it. */
export interface CellForm {
  readonly currency: string;
  readonly decimal: DecimalMark | undefined;
}

/**
 * Reads a catalogue table: every row of the file comes back, as a variant, as words about a product, as an image, or
 * as nothing of the kind; what can not be read is a finding. Guards against formulas are taken off.
 *
 * @throws KnownError input HEADER_TWICE, and what reading the file may throw.
 */
export async function readSheet(
  file: string,
  table: TableSource,
  dialect: Dialect,
  {currency, decimal}: CellForm,
): Promise<Sheet> {
  const {columns, warnings} = columnsOf(dialect, table.header);
  const read: CatalogueRow[] = [];
  const found: Finding[] = [];
  const reading = dialect.reading?.({currency});
  const setup = {columns, dialect, form: {currency, decimal}, reading};
  for await (const batch of table.rows()) {
    for (const raw of batch) read.push(rowOf(raw, setup, found));
  }
  const ended = reading?.end?.(read);
  const rows = ended?.rows ?? read;
  const findings = [...found, ...(ended?.findings ?? [])];
  const rounded = roundedWeights(columns, rows);
  const filled = (index: number) => rows.some(({cells}) => (cells[index] ?? '').trim() !== '');
  const used = columns.map(({header, use}) => ({header, field: fieldOf(use)}));
  return {
    file,
    dialect: dialect.name,
    currency,
    header: table.header,
    columns: used,
    carried: columns.flatMap(({header, known}, index) => (known || !filled(index) ? [] : [header])),
    delimiter: table.delimiter,
    bom: table.bom,
    hash: table.hash,
    rows,
    findings,
    warnings: [
      ...table.notes,
      ...emptyUnnamed(warnings, columns, rows),
      ...(rounded === 0 ? [] : [message('WEIGHTS_ROUNDED', {count: rounded})]),
    ],
  };
}

/** With what the rows of one file are read. */
export interface RowSetup {
  readonly columns: readonly ReadColumn[];
  readonly dialect: Dialect;
  readonly form: CellForm;
  /** What the dialect remembers of the rows before. */
  readonly reading: FileReading | undefined;
}

/** Reads one row, whatever it is; what can not be read is added to `findings`. */
export function rowOf(raw: TableRow, setup: RowSetup, findings: Finding[]): CatalogueRow {
  return ignorable(raw, setup.columns) ? ignored(raw) : readRow(raw, setup, findings);
}

function readRow(raw: TableRow, {columns, dialect, form, reading}: RowSetup, findings: Finding[]): CatalogueRow {
  const reader = new RowReader(raw.line, form);
  const surplus = raw.cells.slice(columns.length);
  if (!blank(surplus))
    reader.refuse('', surplus.join(' '), message('ROW_TOO_LONG', {cells: raw.cells.length, columns: columns.length}));
  if (raw.problem !== undefined) reader.refuse('', '', message('ROW_QUOTES', {}));
  columns.forEach((column, index) => {
    const cell = unguard(raw.cells[index] ?? '');
    if (cell.trim() !== '') reader.cell(column, cell);
  });
  const {row, found} = reader.end(raw.cells, dialect, columns, reading);
  findings.push(...found);
  return row;
}

/** Blank lines, comments (`# …` alone in its row) and total rows. */
function ignorable({cells}: TableRow, columns: readonly ReadColumn[]): boolean {
  if (blank(cells)) return true;
  const first = cells.findIndex((cell) => cell.trim() !== '');
  const text = cells[first]?.trim() ?? '';
  if (text.startsWith('#') && blank(cells.slice(first + 1))) return true;
  if (!TOTAL.test(text)) return false;
  const rest = cells.filter((_, index) => index !== first);
  return (
    columns.length > 2 && rest.every((cell) => /^[\d.,\s-]*$/u.test(cell)) && blank(idCells(cells, columns, first))
  );
}

function idCells(cells: readonly string[], columns: readonly ReadColumn[], except: number): string[] {
  return columns.flatMap(({use}, index) => {
    const id = use.kind === 'product' || (use.kind === 'offer' && use.field === 'sku');
    return id && index !== except ? [cells[index] ?? ''] : [];
  });
}

function ignored({line, cells}: TableRow): CatalogueRow {
  return {
    line,
    cells,
    kind: 'ignored',
    product: null,
    listing: {extra: {}},
    offer: {extra: {}},
    image: null,
    imagesCleared: false,
    exportId: null,
  };
}

/** How many weights are not whole grams. */
function roundedWeights(columns: readonly ReadColumn[], rows: readonly CatalogueRow[]): number {
  const index = columns.findIndex(({use}) => use.kind === 'offer' && use.field === 'weightGrams');
  return rows.filter(
    ({cells, offer}) => typeof offer.weightGrams === 'number' && Number(cells[index]) !== offer.weightGrams,
  ).length;
}

/** An unnamed column with nothing in it is a comma too many, not worth a word. */
function emptyUnnamed(
  warnings: readonly Message[],
  columns: readonly ReadColumn[],
  rows: readonly CatalogueRow[],
): Message[] {
  return warnings.filter((warning) => {
    if (warning.code !== 'COLUMN_UNNAMED') return true;
    const index = warning.params.position - 1;
    return columns[index] !== undefined && rows.some(({cells}) => (cells[index] ?? '').trim() !== '');
  });
}
