import {canonicalJson} from '../../domain/change/canonical.js';
import {tableText, writeAtomic} from '../../formats/write.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {showRun} from './look.js';
import {inputRows} from './result-input.js';
import type {EntryWords} from './result-row.js';
import {ownRows, type ResultTable} from './result-rows.js';

/** What souk adds to the columns of the rows. */
const RESULT_COLUMNS = ['_status', '_code', '_message', '_before', '_after'] as const;

export type ResultFormat = 'csv' | 'json';

export interface ResultInput {
  readonly run: string;
  /** Only the rows that did not get through: the file to mend and import again. */
  readonly failed: boolean;
  /** Words for a change that did not go through; they belong to the layer above. */
  readonly words: EntryWords;
}

/**
 * A run as rows: of an import those of its file, in its order and columns, as long as the file is as it was; else one row
 * a variant, in souk's own columns.
 */
export async function resultTable(context: Context, {run, failed, words}: ResultInput): Promise<ResultTable> {
  const {plan, rows} = await showRun(context, run);
  return (await inputRows(plan, rows, words, failed)) ?? ownRows(rows, words, failed);
}

/** The table as text, in pieces. */
export async function* resultText({header, rows}: ResultTable, format: ResultFormat): AsyncIterable<string> {
  if (format === 'json') {
    yield `${JSON.stringify({columns: header, rows: rows.map((row) => rowJson(header, row))}, null, 2)}\n`;
    return;
  }
  // A shop's words, like everything that came from elsewhere, may begin like a formula.
  yield* tableText([...header, ...RESULT_COLUMNS], lines(rows), {guardFormulas: true});
}

function* lines(rows: ResultTable['rows']): Iterable<readonly string[]> {
  for (const {cells, fate} of rows) {
    const {status, code, message, before, after} = fate;
    const told = status === '' ? ['', ''] : [canonicalJson(before), canonicalJson(after)];
    yield [...cells, status, code, message, ...told];
  }
}

/** A row for a program; `status` is null where nothing was to be written. */
export function rowJson(header: readonly string[], {cells, fate}: ResultTable['rows'][number]) {
  const {status, code, message, before, after, failed} = fate;
  return {
    cells: Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])),
    status: status === '' ? null : status,
    code: code === '' ? null : code,
    message: message === '' ? null : message,
    before,
    after,
    failed,
  };
}

/** Writes a run's rows to a file. */
export async function writeResultFile(
  context: Context,
  table: ResultTable,
  {file, format, force}: {readonly file: string; readonly format: ResultFormat; readonly force: boolean},
): Promise<void> {
  await allowOutput(context, file, {replace: force});
  await writeAtomic(file, resultText(table, format));
}
