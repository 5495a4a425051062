import type {StoredListing} from '../../../domain/catalog/types.js';
import {identity} from '../../../formats/dialects/columns.js';
import {columnsInPlace, type KeptProduct, type RowInPlace, rowsInPlace} from '../../../formats/dialects/in-place.js';
import type {StateSetup} from '../../../formats/dialects/state.js';
import type {WrittenColumn} from '../../../formats/dialects/types.js';

/** A product before a batch and after it, with the rows of the export that it came by. */
export interface Touched {
  readonly before: StoredListing;
  readonly after: StoredListing;
  readonly kept: KeptProduct;
}

/** A file for the platform: only what it needs to know of what changed. */
export interface UploadTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What is struck through, and what is paid, are one thing to a buyer, and one group of columns to a platform. */
const PRICES: ReadonlySet<string> = new Set(['price', 'compareAt', 'own sale']);

/** A row to be written, with the places of the cells that differ. */
interface Differing {
  readonly after: RowInPlace;
  readonly changed: ReadonlySet<number>;
}

/** How the cells of a row are written for the platform. */
export function cellSetup({currency}: StateSetup) {
  return {currency, exportId: '', bare: true} as const;
}

/**
 * The files of a batch. Rows in which other columns changed go into a file of their own, so that no file says anything
 * of a field that nobody changed: it may be out of date.
 */
export function uploadsOf(setup: StateSetup, touched: readonly Touched[]): UploadTable[] {
  const {dialect, upload} = setup;
  const both = touched.flatMap(({before, after, kept}) => [
    {now: before, kept},
    {now: after, kept},
  ]);
  const columns = columnsInPlace(dialect, both, cellSetup(setup));
  const always = new Set(placesAlways(setup, columns));
  const setName = (changed: ReadonlySet<number>) => [...changed].filter((at) => !always.has(at)).join(' ');
  const files = new Map<string, {readonly changed: ReadonlySet<number>; readonly rows: RowInPlace[]}>();
  for (const each of touched) {
    const rows = differing(setup, each, columns);
    const all = new Set(rows.flatMap(({changed}) => [...changed]));
    const meant = rows
      .filter(({changed}) => changed.size > 0)
      .map((row) => (upload.rows === 'product' ? {...row, changed: all} : row));
    for (const set of new Set(meant.map(({changed}) => setName(changed)))) {
      const group = meant.filter(({changed}) => setName(changed) === set);
      const [first] = group;
      if (first === undefined) continue;
      const file = files.get(set) ?? {changed: first.changed, rows: []};
      files.set(set, file);
      const named = new Set(group.map(({after}) => after));
      file.rows.push(...rows.map(({after}) => after).filter((row) => named.has(row) || along(row, setup)));
    }
  }
  return [...files.values()].map(({changed, rows}) => tableOf(setup, columns, changed, rows));
}

function differing(setup: StateSetup, {before, after, kept}: Touched, columns: readonly WrittenColumn[]): Differing[] {
  const rowsOf = (now: StoredListing) => rowsInPlace(setup.dialect, {now, kept}, columns, cellSetup(setup));
  const old = rowsOf(before);
  return rowsOf(after).map((row, index) => {
    const places = columns.flatMap((_, at) => (row.cells[at] === old[index]?.cells[at] ? [] : [at]));
    const priced = places.some((at) => PRICES.has(nameAt(columns, at)));
    const others = priced ? columns.flatMap((column, at) => (PRICES.has(identity(column.use)) ? [at] : [])) : [];
    return {after: row, changed: new Set([...places, ...others].sort((a, b) => a - b))};
  });
}

function nameAt(columns: readonly WrittenColumn[], at: number): string {
  const column = columns[at];
  return column === undefined ? '' : identity(column.use);
}

/** Where the columns stand that every file has. */
function placesAlways({upload}: StateSetup, columns: readonly WrittenColumn[]): number[] {
  const places = upload.columns.map((name) => columns.findIndex(({use}) => identity(use) === name));
  return places.filter((at) => at >= 0);
}

/** Rows that go along with those that changed. */
function along({row}: RowInPlace, {upload}: StateSetup): boolean {
  if (upload.rows === 'changed' || row === null) return false;
  return row.lead || (upload.rows === 'product' && row.kind === 'variant');
}

function tableOf(
  setup: StateSetup,
  columns: readonly WrittenColumn[],
  changed: ReadonlySet<number>,
  rows: readonly RowInPlace[],
): UploadTable {
  const {dialect, upload} = setup;
  const places = [...new Set([...placesAlways(setup, columns), ...changed])];
  const cell = ({row, cells}: RowInPlace, at: number) => {
    const order = upload.orders?.[nameAt(columns, at)];
    return order === undefined ? (cells[at] ?? '') : row?.lead === true ? order : '';
  };
  return {
    header: places.map((at) => {
      const own = dialect.columns.find(({use}) => identity(use) === nameAt(columns, at))?.headers[0];
      return (upload.ownHeaders === true ? own : undefined) ?? columns[at]?.header ?? '';
    }),
    rows: [...rows].sort((a, b) => a.line - b.line).map((row) => places.map((at) => cell(row, at))),
  };
}
