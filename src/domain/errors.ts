import type {WordCode, Words} from './words/index.js';

/**
 * What kind of failure it is. Each category has one exit code, the same with and without `--json`.
 *
 * `usage` a flag or argument · `rows` some rows failed · `auth` sign-in · `blocked` a breaker or check said no ·
 * `input` bad input, nothing written · `drift` plan stale or shop moved · `unreachable` platform not answering ·
 * `locked` another run holds the shop · `interrupted` stopped by a signal, journal closed.
 */
export type ErrorCategory =
  | 'usage'
  | 'rows'
  | 'auth'
  | 'blocked'
  | 'input'
  | 'drift'
  | 'unreachable'
  | 'locked'
  | 'interrupted';

/** Exit code of each category; 0 is success and 1 a bug. `souk help exit-codes` prints this table. */
export const EXIT_CODES: Readonly<Record<ErrorCategory | 'done' | 'bug', number>> = {
  done: 0,
  bug: 1,
  usage: 2,
  rows: 3,
  auth: 4,
  blocked: 5,
  input: 6,
  drift: 7,
  unreachable: 8,
  locked: 9,
  interrupted: 130,
};

/** The category with this exit code; undefined for done, a bug, and codes souk does not use. */
export function categoryOf(exit: number): ErrorCategory | undefined {
  return FAILING.find((category) => EXIT_CODES[category] === exit);
}

const FAILING: readonly ErrorCategory[] = [
  'usage',
  'rows',
  'auth',
  'blocked',
  'input',
  'drift',
  'unreachable',
  'locked',
  'interrupted',
];

const WORST_FIRST: readonly number[] = [1, 130, 4, 8, 9, 7, 5, 3, 2, 6, 0];

/** The exit code that stands for several: 1 > 130 > 4 > 8 > 9 > 7 > 5 > 3 > 2 > 6 > 0. */
export function worstExit(codes: Iterable<number>): number {
  const seen = new Set(codes);
  return WORST_FIRST.find((code) => seen.has(code)) ?? 0;
}

/** Words as data: a code of the message catalogue and its parameters. Rendered in the user's language by `ui`. */
export type Message = {
  readonly [C in WordCode]: {readonly code: C; readonly params: Words[C]};
}[WordCode];

/** Builds a message; the compiler checks the parameters against the code. */
export function message<C extends WordCode>(code: C, params: Words[C]): Message {
  return {code, params} as Message;
}

const BRAND: unique symbol = Symbol.for('souk.KnownError');

/**
 * A failure that souk knows and can explain. Its text and hint come from the message catalogue, so the layers below
 * `ui` never hold words for users.
 *
 * @example throw new KnownError('input', 'FILE_NOT_FOUND', {file: 'spring.csv'});
 */
export class KnownError<C extends WordCode = WordCode> extends Error {
  /** A connector may have brought a copy of souk of its own: its known errors are known too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  readonly [BRAND] = true;
  readonly category: ErrorCategory;
  readonly code: C;
  readonly params: Words[C];
  /** The run that was written to before this failure, when there was one. */
  readonly run: string | undefined;

  constructor(category: ErrorCategory, code: C, params: Words[C], options: {cause?: unknown; run?: string} = {}) {
    super(code, options.cause === undefined ? undefined : {cause: options.cause});
    this.name = 'KnownError';
    this.category = category;
    this.code = code;
    this.params = params;
    this.run = options.run;
  }

  get exit(): number {
    return EXIT_CODES[this.category];
  }
}
