import {ByteRow, MORE, ODD} from './byte-row.js';
import {RECORD_LIMIT} from './records.js';
import {Scanner} from './scan.js';

/** Where a table's rows are in its bytes. */
export interface TableBytes {
  /** One byte of ASCII. */
  readonly delimiter: number;
  /** Line of the first record. */
  readonly line: number;
  /** Records up to the header's, that one too. */
  readonly skip: number;
  /** UTF-8, from the first record on. May be called again. */
  pieces(): AsyncIterable<Buffer>;
}

/** What is done with each record; `odd`: its texts, where its quotes are not as they should be. */
export type Look = (row: ByteRow, line: number, odd: readonly string[] | null) => void;

/**
 * Shows every record after the header, in the order of the file. False: quotes are open to the end, or over more than a
 * record can be; the reader of texts tells what is to be done about it.
 */
export async function lookThrough(table: TableBytes, places: number, look: Look): Promise<boolean> {
  const cutter = new ByteCutter(table, places, look);
  for await (const piece of table.pieces()) {
    cutter.push(piece);
    if (cutter.left > RECORD_LIMIT) return false;
  }
  return cutter.end();
}

class ByteCutter {
  readonly #row: ByteRow;
  readonly #delimiter: number;
  readonly #look: Look;
  #skip: number;
  #line: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor({delimiter, skip, line}: TableBytes, places: number, look: Look) {
    this.#row = new ByteRow(places);
    this.#delimiter = delimiter;
    this.#skip = skip;
    this.#line = line;
    this.#look = look;
  }

  get left(): number {
    return this.#rest.length;
  }

  push(piece: Buffer): void {
    this.#rest = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    this.#cut(false);
  }

  end(): boolean {
    this.#cut(true);
    return this.#rest.length === 0;
  }

  #cut(final: boolean): void {
    const bytes = this.#rest;
    let at = 0;
    while (at < bytes.length) {
      const end = this.#row.cut(bytes, at, this.#delimiter, final);
      const next = end === ODD ? this.#odd(bytes, at, final) : end;
      if (next === MORE) break;
      if (end !== ODD) this.#show(this.#row.lines, null);
      at = next;
    }
    this.#rest = bytes.subarray(at);
  }

  /** A record whose quotes have to be guessed at: what parts cells is ASCII, so that bytes are read as letters. */
  #odd(bytes: Buffer, at: number, final: boolean): number {
    const cut = new Scanner(bytes.toString('latin1', at), String.fromCharCode(this.#delimiter), final).cut(0);
    if (cut === null) return MORE;
    const texts = cut.cells.map((cell) => Buffer.from(cell, 'latin1').toString());
    this.#show(cut.lines, texts);
    return at + cut.end;
  }

  #show(lines: number, odd: readonly string[] | null): void {
    if (this.#skip === 0) this.#look(this.#row, this.#line, odd);
    else this.#skip -= 1;
    this.#line += lines;
  }
}
