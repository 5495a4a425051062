import {KnownError} from '../../domain/errors.js';
import type {TableRow} from '../records.js';
import {numberText, type Shown} from './numbers.js';
import {readXml} from './xml.js';

/** What the cells of a sheet refer to. */
export interface Book {
  readonly file: string;
  readonly texts: readonly string[];
  readonly styles: readonly Shown[];
  readonly epoch1904: boolean;
}

/** Excel's own bounds. */
const COLUMNS = 16_384;
const CELL = 1024 * 1024;

/** Rows of a sheet in batches; `line` is the row's number. Cells left out of the file are empty. */
export async function* sheetRows(pieces: AsyncIterable<Buffer>, book: Book): AsyncIterable<readonly TableRow[]> {
  const reader = new RowReader(book);
  for await (const _ of readXml(pieces, reader, book.file)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

class RowReader {
  readonly #book: Book;
  #rows: TableRow[] = [];
  #line = 0;
  #cells: string[] = [];
  #at = 0;
  #type = '';
  #style = 0;
  #text = '';
  #value = false;
  #phonetic = false;

  constructor(book: Book) {
    this.#book = book;
  }

  take(): readonly TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'row') {
      this.#line = Number(attribute('r') ?? this.#line + 1);
      this.#cells = [];
      this.#at = 0;
    } else if (name === 'c') {
      this.#at = columnOf(attribute('r')) ?? this.#at;
      if (this.#at >= COLUMNS)
        throw new KnownError('input', 'FILE_DAMAGED', {file: this.#book.file, why: 'too many columns'});
      this.#type = attribute('t') ?? 'n';
      this.#style = Number(attribute('s') ?? 0);
      this.#text = '';
    } else if (name === 'rPh') this.#phonetic = true;
    else this.#value = name === 'v' || (name === 't' && !this.#phonetic);
  }

  text(text: string): void {
    if (!this.#value) return;
    this.#text += text;
    if (this.#text.length > CELL)
      throw new KnownError('input', 'FILE_DAMAGED', {file: this.#book.file, why: 'a cell without end'});
  }

  close(name: string): void {
    this.#value = false;
    if (name === 'rPh') this.#phonetic = false;
    else if (name === 'c') {
      while (this.#cells.length < this.#at) this.#cells.push('');
      this.#cells[this.#at] = this.#cell();
      this.#at += 1;
    } else if (name === 'row') this.#rows.push({line: this.#line, cells: this.#cells});
  }

  #cell(): string {
    const {texts, styles, epoch1904} = this.#book;
    if (this.#text === '') return '';
    if (this.#type === 's') return texts[Number(this.#text)] ?? '';
    if (this.#type === 'b') return this.#text === '1' ? 'TRUE' : 'FALSE';
    if (this.#type === 'n') return numberText(this.#text, styles[this.#style] ?? null, epoch1904);
    return unescaped(this.#text);
  }
}

/** "BC12" → 54. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/u.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** `_x000D_` stands for a letter that XML can not hold. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/gu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
