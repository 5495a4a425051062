import {tableText} from '../formats/write.js';
import type {ReportTable} from './columns.js';

/**
 * A report's rows as CSV, in pieces: the columns' keys, then one line a row, without totals, so that a spreadsheet can add
 * up for itself. Unknown is an empty cell; a cell that a spreadsheet would run is guarded with `'`.
 */
export function csvText({columns, rows}: ReportTable): AsyncIterable<string> {
  const cells = rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell))));
  return tableText(
    columns.map(({key}) => key),
    cells,
    {guardFormulas: true},
  );
}
