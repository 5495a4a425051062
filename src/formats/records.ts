import Papa from 'papaparse';
import {KnownError} from '../domain/errors.js';

/** One record of a table file. Blank lines are records too, so that every line has a fate. */
export interface TableRow {
  /** Line of the file (1-based, as an editor counts) where the record starts. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What was wrong with the record's quotes, where it was read all the same. */
  readonly problem?: TableProblemCode;
}

/** `QUOTE_INSIDE`: a quote in the midst of a quoted cell. `QUOTE_OPEN`: a quote never closed; its line was read without quoting. */
export type TableProblemCode = 'QUOTE_INSIDE' | 'QUOTE_OPEN';

export interface TableProblem {
  readonly line: number;
  readonly code: TableProblemCode;
}

/** Where reading goes on in a file that grew, and how a file is cut. */
export interface RecordOptions {
  readonly file: string;
  readonly delimiter: string;
  /** Line number of the first line of the text. */
  readonly line: number;
}

/** A record larger than this is an open quote that swallows the file, not a record. */
const RECORD_LIMIT = 4 * 1024 * 1024;

/** Lines whose open quote is mended before the file is given up: each costs a second look at the rest. */
const MEND_LIMIT = 50;

/**
 * Cuts text into records with papaparse's parser, piece by piece. Line ends may be LF, CRLF and CR, mixed; inside
 * quotes they are kept as they are. A quote that is never closed is read as plain text and said.
 *
 * @throws KnownError input QUOTES_BROKEN when quotes are open beyond mending.
 */
export async function* records(
  texts: AsyncIterable<string>,
  options: RecordOptions,
): AsyncIterable<readonly TableRow[]> {
  const cutter = new Cutter(options);
  for await (const text of texts) {
    const rows = cutter.push(text);
    if (rows.length > 0) yield rows;
  }
  const rest = cutter.end();
  if (rest.length > 0) yield rest;
}

/** The state between two pieces: what is left of the last one, and where in the file that is. */
class Cutter {
  readonly #options: RecordOptions;
  #rest = '';
  #line: number;
  #held = '';
  #quoted = false;
  #mended = 0;

  constructor(options: RecordOptions) {
    this.#options = options;
    this.#line = options.line;
  }

  push(piece: string): TableRow[] {
    this.#rest += this.#lineEnds(piece);
    const rows = this.#cut();
    if (this.#rest.length > RECORD_LIMIT) this.#giveUp();
    return rows;
  }

  end(): TableRow[] {
    this.#rest += this.#held === '' ? '' : '\n';
    this.#held = '';
    const rows = this.#cut();
    while (this.#rest !== '') {
      const [last, whole] = this.#lastRecord();
      rows.push(last, ...(whole ? [] : this.#cut()));
    }
    return rows;
  }

  /** Whole records of what is there; the unfinished last one stays. */
  #cut(): TableRow[] {
    const text = this.#rest;
    const rows: TableRow[] = [];
    let from = 0;
    const parser = new Papa.Parser({
      delimiter: this.#options.delimiter,
      newline: '\n',
      step: ({data, errors, meta}: Papa.ParseStepResult<string[]>) => {
        const cells = (data as unknown as readonly string[][])[0] ?? [];
        rows.push(this.#row(cells, text.slice(from, meta.cursor), errors.length > 0 ? 'QUOTE_INSIDE' : undefined));
        from = meta.cursor;
      },
    });
    parser.parse(text, 0, true);
    this.#rest = text.slice(from);
    return rows;
  }

  /** The record at the end of the file, without a line end. False: its quote was open, only its first line was taken. */
  #lastRecord(): [TableRow, boolean] {
    const text = this.#rest;
    const {data, errors} = new Papa.Parser({delimiter: this.#options.delimiter, newline: '\n'}).parse(
      text,
      0,
      false,
    ) as Papa.ParseResult<string[]>;
    if (!errors.some(({code}) => code === 'MissingQuotes')) {
      this.#rest = '';
      return [this.#row(data[0] ?? [''], text, errors.length > 0 ? 'QUOTE_INSIDE' : undefined), true];
    }
    this.#mended += 1;
    if (this.#mended > MEND_LIMIT) this.#giveUp();
    const end = text.indexOf('\n') + 1 || text.length;
    this.#rest = text.slice(end);
    const line = text.slice(0, end);
    return [this.#row(line.replace(/\n$/u, '').split(this.#options.delimiter), line, 'QUOTE_OPEN'), false];
  }

  #row(cells: readonly string[], raw: string, problem: TableProblemCode | undefined): TableRow {
    const line = this.#line;
    this.#line += lineCount(raw);
    return {
      line,
      cells: withoutReturn(cells, raw, this.#options.delimiter),
      ...(problem === undefined ? {} : {problem}),
    };
  }

  /** Lone CRs outside quotes become LF, so that one line end is left for the parser; CRLF it takes as it is. */
  #lineEnds(piece: string): string {
    let text = this.#held + piece;
    this.#held = '';
    if (text.endsWith('\r')) {
      this.#held = '\r';
      text = text.slice(0, -1);
    }
    const marks = /"|\r(?!\n)/gu;
    if (!text.includes('\r')) {
      for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) this.#quoted = !this.#quoted;
      return text;
    }
    return text.replace(marks, (mark) => {
      if (mark === '"') {
        this.#quoted = !this.#quoted;
        return mark;
      }
      return this.#quoted ? mark : '\n';
    });
  }

  #giveUp(): never {
    throw new KnownError('input', 'QUOTES_BROKEN', {file: this.#options.file, line: this.#line});
  }
}

function lineCount(raw: string): number {
  let count = 0;
  for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The CR of a CRLF after an unquoted last cell belongs to the line end, not to the cell. */
function withoutReturn(cells: readonly string[], raw: string, delimiter: string): readonly string[] {
  const last = cells.at(-1);
  if (last === undefined || !last.endsWith('\r') || !raw.endsWith(`${last}\n`)) return cells;
  const before = raw.length - last.length - 1;
  if (before > 0 && !raw.startsWith(delimiter, before - delimiter.length)) return cells;
  return [...cells.slice(0, -1), last.slice(0, -1)];
}
