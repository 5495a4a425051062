import {KnownError} from '../../domain/errors.js';
import {shopFailure, unreachable} from '../answers.js';
import {type Http, type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import type {Told} from '../results.js';
import type {Pass} from './session.js';

/** The admin API of one shop. */
export interface Door {
  /** Asks for something without which the work can not go on; again while the line is bad. */
  ask<T>(query: string, variables: object, signal: AbortSignal): Promise<T>;
  /** Sends a mutation, once. */
  tell(query: string, variables: object, signal: AbortSignal): Promise<Told>;
  /** Most aliased fields of one request: with an API key each one costs the server a bcrypt round. */
  readonly aliases: number;
}

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQlError[];
}

interface GraphQlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {readonly code?: string};
}

/** Who may not, whatever is asked: the server looks at this before it does anything. */
const NOT_LET_IN: ReadonlySet<string> = new Set(['FORBIDDEN', 'UNAUTHORIZED', 'CHANNEL_NOT_FOUND', 'NO_VALID_CHANNEL']);
/** A no of the server's own, after which an array mutation has been taken back whole. */
const REFUSALS: ReadonlySet<string> = new Set([
  'ENTITY_NOT_FOUND',
  'USER_INPUT_ERROR',
  'BAD_USER_INPUT',
  'GRAPHQL_VALIDATION_FAILED',
  'ILLEGAL_OPERATION',
  'LANGUAGE_NOT_AVAILABLE_ERROR',
]);

/** Opens the admin API: `http` waits and repeats, `pass` signs in. */
export function openDoor(http: Http, pass: Pass, shop: string): Door {
  async function send(query: string, variables: object, repeatable: boolean, signal: AbortSignal): Promise<HttpAnswer> {
    for (let again = true; ; again = false) {
      const headers = await pass.headers(signal);
      const answer = await http.send({method: 'POST', path: '', body: {query, variables}, headers, repeatable}, signal);
      const refusal = notLetIn(answer);
      if (refusal === null) return answer;
      // A session that has run out is refused before the server looks at the request, so it may be sent once more.
      if (!again || !pass.renew()) throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: refusal});
    }
  }
  return {
    aliases: pass.aliases,
    ask: async <T>(query: string, variables: object, signal: AbortSignal): Promise<T> => {
      const answer = await send(query, variables, true, signal).catch((error: unknown) => {
        throw shopFailure(shop, error);
      });
      const {data, errors} = bodyOf(answer);
      const [error] = errors;
      if (error !== undefined) throw unreachable(shop, `${codeOf(error)}: ${error.message}`);
      if (answer.status !== 200 || data === null) throw unreachable(shop, `HTTP ${answer.status}`);
      return data as T;
    },
    tell: async (query, variables, signal) => {
      let answer: HttpAnswer;
      try {
        answer = await send(query, variables, false, signal);
      } catch (error) {
        return lostBy(error, shop);
      }
      return toldBy(answer);
    },
  };
}

function toldBy(answer: HttpAnswer): Told {
  const {status} = answer;
  if (status === 429) return {kind: 'unsent', code: 'RATE_LIMITED', message: 'HTTP 429'};
  const {data, errors} = bodyOf(answer);
  const [error] = errors;
  if (error === undefined)
    return status === 200 && data !== null
      ? {kind: 'done', data}
      : {kind: 'lost', code: 'SERVER_ERROR', message: `HTTP ${status}`};
  const code = codeOf(error);
  if (!REFUSALS.has(code)) return {kind: 'lost', code, message: error.message};
  return {kind: 'refused', code, message: error.message, field: String(error.path?.[0] ?? '')};
}

function lostBy(error: unknown, shop: string): Told {
  if (error instanceof Unsent) return {kind: 'unsent', code: 'NOT_SENT', message: error.message, reason: error.reason};
  if (!(error instanceof HttpFault)) throw error;
  const {kind, message} = error;
  if (kind !== 'refused') return {kind: 'lost', code: kind.toUpperCase(), message};
  throw unreachable(shop, message, error);
}

/** Why the server does not let us in; null: it does. */
function notLetIn(answer: HttpAnswer): string | null {
  if (answer.status === 401 || answer.status === 403) return `HTTP ${answer.status}`;
  const refused = bodyOf(answer).errors.find((error) => NOT_LET_IN.has(codeOf(error)));
  if (refused === undefined) return null;
  const field = refused.path?.[0];
  return field === undefined ? refused.message : `${String(field)}: ${refused.message}`;
}

function bodyOf({body}: HttpAnswer): {data: Readonly<Record<string, unknown>> | null; errors: readonly GraphQlError[]} {
  const {data = null, errors = []} = (typeof body === 'object' && body !== null ? body : {}) as Body;
  return {data, errors};
}

function codeOf({extensions}: GraphQlError): string {
  return extensions?.code ?? 'ERROR';
}
