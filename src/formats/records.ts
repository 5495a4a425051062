import {KnownError} from '../domain/errors.js';
import {type Cut, Scanner} from './scan.js';

/** One record of a table file. Blank lines are records too, so that every line has a fate. */
export interface TableRow {
  /** Line of the file (1-based, as an editor counts) where the record starts; of a workbook: the row's number. */
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
export const RECORD_LIMIT = 4 * 1024 * 1024;

/** Lines whose open quote is mended before the file is given up: each costs a second look at the rest. */
const MEND_LIMIT = 50;

/**
 * Cuts text into records, piece by piece. Line ends may be LF, CRLF and CR, mixed; inside quotes they are kept as they
 * are. A quote that is never closed is read as plain text and said.
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
  #mended = 0;

  constructor(options: RecordOptions) {
    this.#options = options;
    this.#line = options.line;
  }

  push(piece: string): TableRow[] {
    this.#rest += piece;
    const rows = this.#cut(false);
    if (this.#rest.length > RECORD_LIMIT) this.#giveUp();
    return rows;
  }

  end(): TableRow[] {
    const rows: TableRow[] = [];
    while (this.#rest !== '') {
      for (const row of this.#cut(true)) rows.push(row);
      if (this.#rest !== '') rows.push(this.#openLine());
    }
    return rows;
  }

  /** Whole records of what is there; the unfinished last one stays. */
  #cut(final: boolean): TableRow[] {
    const text = this.#rest;
    const scanner = new Scanner(text, this.#options.delimiter, final);
    const rows: TableRow[] = [];
    let from = 0;
    while (from < text.length) {
      const cut = scanner.cut(from);
      if (cut === null) break;
      rows.push(this.#row(cut));
      from = cut.end;
    }
    this.#rest = text.slice(from);
    return rows;
  }

  /** The first line of what is left, whose quote is never closed, cut without regard to quotes. */
  #openLine(): TableRow {
    this.#mended += 1;
    if (this.#mended > MEND_LIMIT) this.#giveUp();
    const [line = '', end = ''] = /^[^\r\n]*(\r\n|\r|\n|$)/u.exec(this.#rest) ?? [];
    this.#rest = this.#rest.slice(line.length);
    const cells = line.slice(0, line.length - end.length).split(this.#options.delimiter);
    const row: TableRow = {line: this.#line, cells, problem: 'QUOTE_OPEN'};
    this.#line += 1;
    return row;
  }

  #row({cells, lines, odd}: Cut): TableRow {
    const line = this.#line;
    this.#line += lines;
    return odd ? {line, cells, problem: 'QUOTE_INSIDE'} : {line, cells};
  }

  #giveUp(): never {
    throw new KnownError('input', 'QUOTES_BROKEN', {file: this.#options.file, line: this.#line});
  }
}
