import type {Message} from '../../domain/errors.js';
import type {WordCode, Words} from '../../domain/words/index.js';

/** One sentence: its text, and, for failures and warnings, the command that mends it. */
export interface Entry<P> {
  readonly text: (params: P) => string;
  readonly hint?: (params: P) => string;
}

/** The sentences of an area in one language; a code without an entry does not compile. */
export type Catalogue<W> = {readonly [C in keyof W]: Entry<W[C]>};

/** A language: the sentences of every area. */
export type Language = Catalogue<Words>;

/** A message in words. */
export interface Rendered {
  readonly text: string;
  readonly hint: string;
}

/** Turns a message into words of the given language. */
export function render(language: Language, message: Message): Rendered {
  const entry = language[message.code] as Entry<Words[WordCode]>;
  const params = message.code === 'USAGE' ? message.params : inOneLine(message.params);
  return {text: entry.text(params), hint: entry.hint?.(params) ?? ''};
}

/**
 * What a shop, a file or a command line says stays inside its line: a title or a file name with a line break could write a
 * whole sentence of ours. Only the parser's own words (USAGE) come in several lines.
 */
function inOneLine<T>(value: T): T {
  if (typeof value === 'string') return value.replace(/[\r\n\u0085\u2028\u2029]+/gu, ' ') as T;
  if (Array.isArray(value)) return value.map(inOneLine) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, inOneLine(part)])) as T;
}
