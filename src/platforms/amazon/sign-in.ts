import {KnownError} from '../../domain/errors.js';
import type {Clock} from '../../ports/clock.js';
import {shopFailure, unreachable} from '../answers.js';
import {backoff, type Http, type HttpAnswer, type HttpRequest} from '../http.js';

/** What a private application signs in with ("Authorize Private Applications"). */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
}

/** Login with Amazon, and the shop for its words. */
export interface Login {
  readonly http: Http;
  readonly shop: string;
  readonly credentials: Credentials;
  readonly clock: Clock;
}

interface Token {
  readonly text: string;
  /** Real instant from which another one is got, before this one ends. */
  readonly until: number;
}

/** Another process may sign in for the same seller in the very moment; not time after time. */
const MOST_RENEWALS = 5;
/** A token is renewed so long before it ends: a request under way must not outlive it. */
const EARLY_MS = 5 * 60_000;

/**
 * HTTP that comes in as the seller. The access token lasts an hour and stays in memory; before its end, or when Amazon
 * knows it no more, another is got. A refresh token is not used up by that, so that two processes do not disturb each other.
 */
export function signedIn(http: Http, login: Login): Http {
  let token: Promise<Token> | null = null;
  const current = async (signal: AbortSignal): Promise<Token> => {
    const mine = token;
    const held = await mine?.catch(() => null);
    if (held && held.until > login.clock.real()) return held;
    if (token === mine) token = null;
    token ??= accessToken(login, signal).catch((error: unknown) => {
      token = null;
      throw error;
    });
    return await token;
  };
  const send = async (request: HttpRequest, {text}: Token, signal: AbortSignal): Promise<HttpAnswer> =>
    await http.send({...request, headers: {...request.headers, 'x-amz-access-token': text}}, signal);
  return {
    close: () => {
      http.close();
      login.http.close();
    },
    send: async (request, signal) => {
      for (let renewals = 0; ; renewals += 1) {
        const used = await current(signal);
        const answer = await send(request, used, signal);
        if (!isStale(answer) || renewals === MOST_RENEWALS) return answer;
        // It was refused at the door and not looked at: a write may be sent again as well.
        if ((await token?.catch(() => null)) === used) token = null;
        if (renewals > 0) await login.clock.sleep(backoff(renewals), signal);
      }
    },
  };
}

/** The token is at fault, and not what the seller let the application do. */
function isStale({status, body}: HttpAnswer): boolean {
  if (status !== 401 && status !== 403) return false;
  const {errors} = (body ?? {}) as {errors?: readonly {details?: unknown}[]};
  return Array.isArray(errors) && errors.some(({details}) => /token.*expired|expired.*token/iu.test(String(details)));
}

async function accessToken({http, shop, credentials, clock}: Login, signal: AbortSignal): Promise<Token> {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: credentials.refreshToken,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
  });
  const headers = {'content-type': 'application/x-www-form-urlencoded;charset=UTF-8'};
  const request = {method: 'POST' as const, path: '', body: form.toString(), headers, repeatable: true};
  const asked = clock.real();
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  const body = (answer.body ?? {}) as {access_token?: unknown; expires_in?: unknown; error?: unknown};
  if (answer.status === 200 && typeof body.access_token === 'string') {
    const lasts = typeof body.expires_in === 'number' ? 1000 * body.expires_in : 3_600_000;
    return {text: body.access_token, until: asked + Math.max(lasts / 2, lasts - EARLY_MS)};
  }
  const why = `Login with Amazon: HTTP ${answer.status} ${typeof body.error === 'string' ? body.error : ''}`.trim();
  if (answer.status === 400 || answer.status === 401) throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why});
  throw unreachable(shop, why);
}
