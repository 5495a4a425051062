import type {Message} from '../../domain/errors.js';
import {type Language, render} from '../messages/catalogue.js';
import type {Screen} from '../screen.js';

/** Rows of a file that can not be read, as JSON results show them. */
export function rowsJson(language: Language, rows: readonly Message[]) {
  return rows.map((row) => {
    const {text, hint} = render(language, row);
    const {params} = row;
    const place = (name: 'file' | 'line' | 'column') =>
      name in params ? {[name]: (params as Readonly<Record<string, unknown>>)[name]} : {};
    return {code: row.code, ...place('file'), ...place('line'), ...place('column'), message: text, hint};
  });
}

/** The same, a line each; `count` when there are more of them than are given. */
export function showRows(screen: Screen, rows: readonly Message[], indent: string, count = rows.length): void {
  for (const row of rows) screen.line(`${indent}${screen.paint.look(screen.words(row).text)}`);
  if (count > rows.length) screen.line(`${indent}${screen.text('shop.rows-more', {count: count - rows.length})}`);
}

/** How many rows a finding counts; those it names may be fewer. */
export function rowCount({code, params}: Message, rows: readonly Message[]): number {
  return code === 'FOLDER_ROWS_UNREADABLE' ? params.rows : rows.length;
}
