import path from 'node:path';
import {Writable} from 'node:stream';
import {allowOutput} from '../../app/output.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import type {Period} from '../../domain/sales/calendar.js';
import type {ReportTable} from '../../reports/columns.js';
import {csvText} from '../../reports/csv.js';
import {writeReport} from '../../reports/file.js';
import type {Answer} from '../answer.js';
import {openFile} from '../open-file.js';
import type {OutputFlags} from '../report-flags.js';
import {type Screen, screenOf} from '../screen.js';
import type {Session} from '../session.js';

/** A report in every form it can be given. */
export interface Forms {
  readonly name: string;
  readonly period: Period;
  /** What `--json` says. */
  readonly document: object;
  readonly table: ReportTable;
  readonly warnings: readonly Message[];
  /** The HTML page; it is made only when it is wanted. */
  page(): Promise<string>;
  show(screen: Screen): void;
}

type Format = NonNullable<OutputFlags['format']>;

/** Gives a report in the form that was asked for: on the screen, to standard output, or in a file. */
export async function answerIn(session: Session, forms: Forms, flags: OutputFlags): Promise<Answer> {
  const format = formatOf(flags);
  const file = fileOf(session, forms, flags, format);
  if (file !== undefined) {
    await allowOutput(await session.context(), file, {replace: true});
    await writeReport(file, piecesOf(session, forms, format));
    const opened = !flags.open || (await openFile(file));
    return {
      result: {...forms.document, path: file},
      warnings: opened ? forms.warnings : [...forms.warnings, message('REPORT_NOT_OPENED', {file})],
      show: (screen) => screen.say('report.written', {file, rows: forms.table.rows.length}),
    };
  }
  return {
    result: forms.document,
    warnings: forms.warnings,
    show: async (screen) => {
      if (format === 'table') forms.show(screen);
      else for await (const piece of piecesOf(session, forms, format)) session.io.out.write(piece);
    },
  };
}

function formatOf({format, output, open}: OutputFlags): Format {
  if (format !== undefined) return format;
  if (open) return 'html';
  const told = ENDINGS.get(path.extname(output ?? '').toLowerCase());
  if (told !== undefined) return told;
  const known = [...ENDINGS.keys()].filter((ending) => ending !== '').join(', ');
  throw new KnownError('usage', 'OUTPUT_FORMAT_UNKNOWN', {file: path.basename(output ?? ''), known});
}

/** What the ending of a file says. Another one would promise what the file does not hold. */
const ENDINGS: ReadonlyMap<string, Format> = new Map([
  ['', 'table'],
  ['.txt', 'table'],
  ['.csv', 'csv'],
  ['.json', 'json'],
  ['.html', 'html'],
  ['.htm', 'html'],
]);

/** Where the report goes; a page that nobody pipes gets a name of its own, because a terminal can not show it. */
function fileOf({io}: Session, {name, period}: Forms, {output, open}: OutputFlags, format: Format): string | undefined {
  if (output !== undefined && output !== '') return path.resolve(output);
  const {from, to} = period;
  return open || (format === 'html' && io.terminal) ? path.resolve(`souk-${name}-${from}-${to}.html`) : undefined;
}

async function* piecesOf(session: Session, forms: Forms, format: Format): AsyncIterable<string> {
  if (format === 'csv') yield* csvText(forms.table);
  else if (format === 'json') yield `${JSON.stringify(forms.document, null, 2)}\n`;
  else if (format === 'html') yield await forms.page();
  else yield tableText(session, forms);
}

/** The screen's text as a file holds it: no colour, nothing cut. */
function tableText({io, language}: Session, forms: Forms): string {
  const pieces: string[] = [];
  const out = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk.toString('utf8'));
      done();
    },
  });
  const same = (text: string) => text;
  forms.show(
    screenOf({...io, out, terminal: false, paint: {harm: same, look: same, strong: same, faint: same}}, language),
  );
  return pieces.join('');
}
