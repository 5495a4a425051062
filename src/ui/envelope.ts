import {writeSync} from 'node:fs';
import {categoryOf, type ErrorCategory, EXIT_CODES, type KnownError, type Message, message} from '../domain/errors.js';
import type {Answer} from './answer.js';
import {forTerminal} from './format.js';
import type {Io} from './io.js';
import {type Language, render} from './messages/catalogue.js';
import {screenOf} from './screen.js';

/** What the envelope needs of a session. */
interface Speaker {
  readonly io: Io;
  readonly language: Language;
}

/** A failure as the envelope and the error screen show it. */
interface Failure {
  readonly code: string;
  readonly category: ErrorCategory | 'bug';
  readonly message: string;
  readonly hint: string;
  readonly exit: number;
  readonly run?: string;
}

/** Prints an answer, as one JSON document or for a person, and returns the exit code. */
export async function printAnswer({io, language}: Speaker, answer: Answer): Promise<number> {
  const failure = failureIn(language, answer);
  const exit = failure?.exit ?? EXIT_CODES.done;
  const warnings = (answer.warnings ?? []).map((warning) => ({
    code: warning.code,
    ...messageAndHint(language, warning),
  }));
  if (io.json) {
    const document =
      failure === undefined
        ? {ok: true, result: answer.result, warnings}
        : {ok: false, error: failure, result: answer.result, warnings};
    io.out.write(`${JSON.stringify(document)}\n`);
    return exit;
  }
  await answer.show(screenOf(io, language));
  if (!io.quiet)
    for (const warning of warnings)
      io.err.write(forTerminal(`${io.paint.look('Warning:')} ${warning.message}${hintLine(warning.hint)}\n`));
  if (failure !== undefined) printFailure(io, failure);
  return exit;
}

/** Prints a failure that ended the command, and returns its exit code. */
export function printError({io, language}: Speaker, error: KnownError): number {
  const failure = failureOf(language, error.category, {code: error.code, params: error.params} as Message, error.run);
  if (io.json) io.out.write(`${JSON.stringify({ok: false, error: failure})}\n`);
  else printFailure(io, failure);
  return failure.exit;
}

/** Says that the command was ended in the middle, now: whoever reads the output gets its one document all the same. */
export function printAtOnce({io, language}: Speaker): void {
  const failure = failureOf(language, 'interrupted', message('INTERRUPTED_AT_ONCE', {}), undefined);
  if (io.json) put(1, io.out, `${JSON.stringify({ok: false, error: failure})}\n`);
  else printFailure(io, failure);
}

/** Prints a bug: one line for the user, the stack is in the log. */
export function printBug({io, language}: Speaker, said: Message): number {
  const failure: Failure = {code: 'BUG', category: 'bug', ...messageAndHint(language, said), exit: EXIT_CODES.bug};
  if (io.json) io.out.write(`${JSON.stringify({ok: false, error: failure})}\n`);
  else printFailure(io, failure);
  return failure.exit;
}

/** What failed: what the answer names, else that a part of the work ended so. */
function failureIn(language: Language, {failure, exit = EXIT_CODES.done}: Answer): Failure | undefined {
  if (failure !== undefined) return failureOf(language, failure.category, failure.message, failure.run);
  const category = categoryOf(exit);
  return category === undefined ? undefined : failureOf(language, category, message('PARTS_FAILED', {exit}), undefined);
}

function failureOf(language: Language, category: ErrorCategory, said: Message, run: string | undefined): Failure {
  const {message, hint} = messageAndHint(language, said);
  return {code: said.code, category, message, hint, exit: EXIT_CODES[category], ...(run === undefined ? {} : {run})};
}

function messageAndHint(language: Language, said: Message): {message: string; hint: string} {
  const {text, hint} = render(language, said);
  return {message: text, hint};
}

function printFailure(io: Io, {code, message: said, hint, exit}: Failure): void {
  // To be interrupted is what somebody wanted, and no error.
  const stopped = code.startsWith('INTERRUPTED');
  const head = stopped ? said : `${io.paint.harm('Error:')} ${said}`;
  const next = stopped && hint !== '' ? `Go on with:  ${hint}` : hint;
  put(2, io.err, forTerminal(`${head}${hintLine(next)}\n(${code}, exit ${exit})\n`));
}

/** Synchronous, so that it is out even when the process ends at once. */
function put(descriptor: 1 | 2, stream: NodeJS.WritableStream, text: string): void {
  if (stream === (descriptor === 1 ? process.stdout : process.stderr)) {
    try {
      writeSync(descriptor, text);
      return;
    } catch {
      // A full pipe answers EAGAIN; the stream waits for room.
    }
  }
  stream.write(text);
}

function hintLine(hint: string): string {
  // Commands that stand apart are told apart: each on a line of its own.
  return hint === '' ? '' : `\n  ${hint.replace(/ {4,}/gu, '\n  ')}`;
}
