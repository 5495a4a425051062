import {KnownError} from '../../domain/errors.js';
import {shopSecret} from '../../domain/secret-name.js';
import type {Secrets} from '../../ports/secrets.js';

/** Who comes in: a secret API key, or a person of the admin with a password. */
export type Credentials =
  | {readonly kind: 'key'; readonly key: string}
  | {readonly kind: 'person'; readonly email: string; readonly password: string};

/** What the secret is called: a person has a password, and without one it is an API key. */
export function secretWord({user}: Readonly<Record<string, string>>): 'key' | 'password' {
  return user === undefined || user.trim() === '' ? 'key' : 'password';
}

/** Whom the settings and the secret of a shop name. @throws KnownError auth SHOP_SECRET_MISSING. */
export async function credentialsOf(
  secrets: Secrets,
  shop: string,
  settings: Readonly<Record<string, string>>,
): Promise<Credentials> {
  const word = secretWord(settings);
  const name = shopSecret(shop, word);
  const secret = (await secrets.get(name))?.trim() ?? '';
  if (secret === '') throw new KnownError('auth', 'SHOP_SECRET_MISSING', {shop, secret: name});
  return word === 'key'
    ? {kind: 'key', key: secret}
    : {kind: 'person', email: (settings['user'] ?? '').trim(), password: secret};
}
