import type {Context} from '../app/context.js';
import {type NewShopInput, platformKind, secretNameOf} from '../app/shop/add.js';
import {KnownError, message} from '../domain/errors.js';
import {render} from './messages/catalogue.js';
import type {Session} from './session.js';

/** A password or key is short: what is longer is a file that was meant for something else. */
const MOST_BYTES = 64 * 1024;

/**
 * The secret a shop to be connected signs in with: from standard input, or asked for in a terminal. Undefined where it is
 * in the environment or kept already, and where there is nobody to ask.
 */
export async function givenSecret(
  session: Session,
  context: Context,
  input: Pick<NewShopInput, 'name' | 'platform' | 'settings'>,
  fromStdin: boolean,
): Promise<string | undefined> {
  if (fromStdin) return await readStdin();
  const name = secretNameOf(platformKind(context, input.platform), input);
  if (name === null || !session.io.interactive || (await context.secrets.get(name)) !== null) return undefined;
  const {askSecret} = await import('./prompt.js');
  const question = message('shop.ask-secret', {word: name.slice(name.lastIndexOf('.') + 1), shop: input.name});
  return await askSecret(session, render(session.language, question).text);
}

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.length;
    if (size > MOST_BYTES) break;
  }
  const secret = Buffer.concat(parts).toString('utf8').trim();
  if (secret === '' || size > MOST_BYTES) throw new KnownError('usage', 'SECRET_EMPTY', {});
  return secret;
}
