import path from 'node:path';
import {type ResultFormat, resultTable, resultText, rowJson, writeResultFile} from '../../app/run/result-file.js';
import type {EntryWords} from '../../app/run/result-row.js';
import {KnownError, type Message} from '../../domain/errors.js';
import type {Answer} from '../answer.js';
import {screenOf} from '../screen.js';
import type {Session} from '../session.js';
import {safeWords} from './plan.js';

/** The flags of `souk run result`. */
export interface ResultFlags {
  readonly format?: ResultFormat | undefined;
  readonly output?: string | undefined;
  readonly failed: boolean;
  readonly force: boolean;
}

/** A run as rows: in a file, on standard output, or, with `--json`, in the one document. */
export async function resultAnswer(session: Session, run: string, flags: ResultFlags): Promise<Answer> {
  const {output, failed, force} = flags;
  const format = formatOf(flags);
  const screen = screenOf(session.io, session.language);
  const words: EntryWords = ({code, message}) =>
    message ?? (code === null ? '' : safeWords(screen, {code, params: {}} as Message));
  const context = await session.context();
  const table = await resultTable(context, {run, failed, words});
  const {header, rows, file} = table;
  if (output !== undefined) {
    await writeResultFile(context, table, {file: output, format, force});
    return {
      result: {resultFile: output, rows: rows.length, columnsOf: file},
      show: () => screen.say('run.result-written', {file: output, rows: rows.length}),
    };
  }
  return {
    result: {columns: header, columnsOf: file, rows: rows.map((row) => rowJson(header, row))},
    show: async () => {
      for await (const piece of resultText(table, format)) session.io.out.write(piece);
    },
  };
}

/** What the ending of a file says; another one would promise what the file does not hold. */
function formatOf({format, output}: ResultFlags): ResultFormat {
  if (format !== undefined) return format;
  const ending = path.extname(output ?? '').toLowerCase();
  if (ending === '.json') return 'json';
  if (output === undefined || ending === '' || ending === '.csv' || ending === '.txt') return 'csv';
  throw new KnownError('usage', 'OUTPUT_FORMAT_UNKNOWN', {file: path.basename(output), known: '.csv, .json'});
}
