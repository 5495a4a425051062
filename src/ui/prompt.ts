import {KnownError, message} from '../domain/errors.js';
import {render} from './messages/catalogue.js';
import type {Session} from './session.js';

/** What a question needs to know of a session. */
type Asker = Pick<Session, 'io' | 'signal' | 'language'>;

/** A choice of a list: what is shown and what it stands for. */
export interface Choice<T extends string> {
  readonly name: string;
  readonly value: T;
}

/**
 * Asks yes or no; no is the default. Ask only when `io.interactive`: without a terminal souk never asks.
 *
 * @throws KnownError interrupted when the question is left with Ctrl-C.
 */
export async function confirm(session: Asker, question: string): Promise<boolean> {
  return await ask(session, {type: 'confirm', name: 'answer', message: question, default: false});
}

/** Asks for a line of text, again while `check` fails with a KnownError, whose words are shown. */
export async function askText(
  session: Asker,
  question: string,
  preset: string,
  check: (text: string) => void = () => undefined,
): Promise<string> {
  const validate = (text: string) => problemOf(session, text.trim(), check) ?? true;
  const answer = await ask<string>(session, {
    type: 'input',
    name: 'answer',
    message: question,
    default: preset,
    validate,
  });
  return answer.trim();
}

function problemOf({language}: Asker, text: string, check: (text: string) => void): string | null {
  try {
    check(text);
    return null;
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return render(language, message(error.code, error.params)).text;
  }
}

/** Asks for a secret, which is not shown. */
export async function askSecret(session: Asker, question: string): Promise<string> {
  return (await ask<string>(session, {type: 'password', name: 'answer', message: question, mask: true})).trim();
}

/** Asks for one of several. */
export async function askChoice<T extends string>(
  session: Asker,
  question: string,
  choices: readonly Choice<T>[],
  preset?: T,
): Promise<T> {
  const given = preset === undefined ? {} : {default: preset};
  return await ask<T>(session, {type: 'select', name: 'answer', message: question, choices: [...choices], ...given});
}

async function ask<T>(
  session: Asker,
  question: {readonly name: 'answer'; readonly type: string; readonly [key: string]: unknown},
): Promise<T> {
  const {default: inquirer} = await import('inquirer');
  const prompt = inquirer.createPromptModule({signal: session.signal});
  try {
    const answers: Readonly<Record<string, unknown>> = await prompt([question] as unknown as Parameters<
      typeof prompt
    >[0]);
    return answers['answer'] as T;
  } catch (error) {
    if (error instanceof Error && /^(Exit|Abort)Prompt/u.test(error.name)) {
      throw new KnownError('interrupted', 'INTERRUPTED_BEFORE', {}, {cause: error});
    }
    throw error;
  }
}
