import {KnownError} from '../../domain/errors.js';
import {shopFailure, unreachable, whyOf} from '../answers.js';
import type {Http} from '../http.js';

/** Who comes in: a person of the admin with a password, or without an e-mail address whoever has the secret API key. */
interface Credentials {
  readonly email: string;
  readonly secret: string;
}

/**
 * HTTP that comes in as somebody. An API key goes along as it is; a password is exchanged for a token, which lasts a day:
 * when the server knows it no more, it is got anew, once, and the request sent again; it was not looked at.
 */
export function signedIn(http: Http, shop: string, credentials: Credentials): Http {
  if (credentials.email === '') {
    const authorization = `Basic ${credentials.secret}`;
    return withHeader(http, () => Promise.resolve(authorization));
  }
  let token: Promise<string> | null = null;
  const current = (signal: AbortSignal) => {
    token ??= signIn(http, shop, credentials, signal).catch((error: unknown) => {
      token = null;
      throw error;
    });
    return token;
  };
  const signed = withHeader(http, current);
  return {
    close: () => http.close(),
    send: async (request, signal) => {
      const used = await current(signal);
      const answer = await signed.send(request, signal);
      if (answer.status !== 401) return answer;
      if ((await token) === used) token = null;
      return await signed.send(request, signal);
    },
  };
}

function withHeader(http: Http, authorization: (signal: AbortSignal) => Promise<string>): Http {
  return {
    close: () => http.close(),
    send: async (request, signal) =>
      await http.send({...request, headers: {...request.headers, authorization: await authorization(signal)}}, signal),
  };
}

async function signIn(http: Http, shop: string, {email, secret}: Credentials, signal: AbortSignal): Promise<string> {
  const body = {email, password: secret};
  const request = {method: 'POST' as const, path: '/auth/user/emailpass', body, repeatable: true};
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  const token = (answer.body as {token?: unknown} | null)?.token;
  if (answer.status === 200 && typeof token === 'string') return `Bearer ${token}`;
  if (answer.status === 401) throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: whyOf(answer)});
  throw unreachable(shop, whyOf(answer));
}
