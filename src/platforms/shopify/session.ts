import {KnownError} from '../../domain/errors.js';
import {shopFailure, unreachable, whyOf} from '../answers.js';
import type {Http} from '../http.js';

/** How souk shows that it may. */
export interface Session {
  /** The access token to send; asked for where need be. */
  token(signal: AbortSignal): Promise<string>;
  /** Forgets a token that the shop took no more; false where there is nothing to get another with. */
  renew(refused: string): boolean;
}

/** Where a client id and its secret become a token. */
export const TOKEN_PATH = '/admin/oauth/access_token';

/** A token that does not end (`shpat_…`), of an app made in the shop's admin. */
export function byToken(token: string): Session {
  return {token: async () => token, renew: () => false};
}

/** A client id and its secret: a token for 24 hours, asked for once, and again when the shop takes it no more. */
export function byClient(http: Http, shop: string, client: {readonly id: string; readonly secret: string}): Session {
  let asked: Promise<string> | null = null;
  let held: string | null = null;
  return {
    token: async (signal) => {
      asked ??= askToken(http, shop, client, signal);
      try {
        held = await asked;
        return held;
      } catch (error) {
        asked = null;
        throw error;
      }
    },
    renew: (refused) => {
      // Of several requests that are refused at once the first one's renewal serves them all.
      if (refused === held) asked = null;
      return true;
    },
  };
}

async function askToken(
  http: Http,
  shop: string,
  {id, secret}: {readonly id: string; readonly secret: string},
  signal: AbortSignal,
): Promise<string> {
  const form = {grant_type: 'client_credentials', client_id: id, client_secret: secret};
  const request = {
    method: 'POST' as const,
    path: TOKEN_PATH,
    body: new URLSearchParams(form).toString(),
    headers: {'content-type': 'application/x-www-form-urlencoded'},
    repeatable: true,
  };
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  const {access_token: token, error_description: said} = (answer.body ?? {}) as {
    readonly access_token?: unknown;
    readonly error_description?: unknown;
  };
  if (answer.status === 200 && typeof token === 'string' && token !== '') return token;
  if (answer.status === 429 || answer.status >= 500) throw unreachable(shop, whyOf(answer));
  const why = typeof said === 'string' ? said : `no token for this client id and secret, HTTP ${answer.status}`;
  throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why});
}
