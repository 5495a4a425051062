import {KnownError} from '../../domain/errors.js';
import {shopFailure, unreachable} from '../answers.js';
import type {Http} from '../http.js';

/** How souk shows that it may. */
export interface Pass {
  /** Signs in where need be. */
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** Forgets what was let go of by the server; false where there is nothing to sign in with anew. */
  renew(): boolean;
  readonly aliases: number;
}

/** With a bearer session fifty products are made in one request; with a key each field costs a third of a second. */
const ALIASES = 50;

/** An API key, sent with each request. */
export function byKey(key: string, channel: string): Pass {
  const headers = {'vendure-api-key': key, ...channelHeader(channel)};
  return {headers: async () => headers, renew: () => false, aliases: 1};
}

/** A user and a password: signed in once, and again when the session has run out. */
export function byPassword(http: Http, shop: string, who: {user: string; password: string}, channel: string): Pass {
  let session: Promise<string> | null = null;
  return {
    aliases: ALIASES,
    headers: async (signal) => {
      session ??= signIn(http, shop, who, signal);
      try {
        return {authorization: `Bearer ${await session}`, ...channelHeader(channel)};
      } catch (error) {
        session = null;
        throw error;
      }
    },
    renew: () => {
      session = null;
      return true;
    },
  };
}

function channelHeader(channel: string): Readonly<Record<string, string>> {
  return channel === '' ? {} : {'vendure-token': channel};
}

const SIGN_IN = `mutation SignIn($user: String!, $password: String!) {
  login(username: $user, password: $password) { __typename ... on ErrorResult { message } }
}`;

/** A wrong password is HTTP 200 with an error of the union. */
async function signIn(
  http: Http,
  shop: string,
  variables: {user: string; password: string},
  signal: AbortSignal,
): Promise<string> {
  const request = {method: 'POST' as const, path: '', body: {query: SIGN_IN, variables}, repeatable: true};
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  const token = answer.headers['vendure-auth-token'] ?? '';
  if (token !== '' && answer.status === 200) return token;
  if (answer.status >= 500) throw unreachable(shop, `HTTP ${answer.status}`);
  const {login} = ((answer.body as {data?: unknown} | null)?.data ?? {}) as {login?: {message?: string}};
  const why = login?.message ?? (answer.status === 200 ? 'it gave no session token' : `HTTP ${answer.status}`);
  throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why});
}
