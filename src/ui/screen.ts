import {type Message, message} from '../domain/errors.js';
import type {WordCode, Words} from '../domain/words/index.js';
import {forTerminal} from './format.js';
import type {Io, Paint} from './io.js';
import {type Language, type Rendered, render} from './messages/catalogue.js';
import {type Column, tableLines} from './table.js';

/** What a command prints on: lines on standard output, in the user's language. */
export interface Screen {
  readonly width: number;
  readonly terminal: boolean;
  readonly paint: Paint;
  line(text?: string): void;
  /** Prints a sentence of the catalogue. */
  say<C extends WordCode>(code: C, params: Words[C]): void;
  /** A sentence of the catalogue, for use in a cell. */
  text<C extends WordCode>(code: C, params: Words[C]): string;
  words(message: Message): Rendered;
  table(columns: readonly Column[], rows: readonly (readonly string[])[], options?: {readonly indent?: number}): void;
}

/** The screen of an io in a language. */
export function screenOf(io: Io, language: Language): Screen {
  const write = (text: string) => io.out.write(`${forTerminal(text)}\n`);
  const words = (said: Message) => render(language, said);
  return {
    width: io.width,
    terminal: io.terminal,
    paint: io.paint,
    line: (text = '') => {
      write(text);
    },
    say: (code, params) => {
      write(words(message(code, params)).text);
    },
    text: (code, params) => words(message(code, params)).text,
    words,
    table: (columns, rows, options) => {
      for (const line of tableLines(columns, rows, {width: io.width, indent: options?.indent ?? 2, fit: io.terminal}))
        write(line);
    },
  };
}
