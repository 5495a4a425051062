import {KnownError} from '../../domain/errors.js';
import type {Clock} from '../../ports/clock.js';
import {shopFailure, unreachable, whyOf} from '../answers.js';
import {backoff, type Http, type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import type {Told} from '../results.js';
import {affordable, isThrottled, pointsAsked} from './cost.js';
import {codeOf, type GraphQlError, notLooked, scopeOf} from './errors.js';
import type {Session} from './session.js';

/** The version of the Admin API that every request names. */
export const API_VERSION = '2026-07';
export const API_PATH = `/admin/api/${API_VERSION}/graphql.json`;

/** A query or mutation by its name; the text begins with `query NAME` or `mutation NAME`. */
export interface Operation {
  readonly name: string;
  readonly text: string;
}

/** The Admin API of one shop. */
export interface Door {
  /** Asks for something without which the work can not go on; again while the shop is busy or the line is bad. */
  ask<T>(operation: Operation, variables: object, signal: AbortSignal): Promise<T>;
  /** How many rows (`first`, or as many `ids`) to ask for, by what the last answer to this operation said of its cost. */
  rows(operation: Operation, usual: number): number;
  /** Sends a mutation, once. */
  tell(operation: Operation, variables: object, signal: AbortSignal): Promise<Told>;
}

interface Body {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQlError[] | string;
}

/** So many tokens one request may need. */
const MOST_RENEWALS = 5;
/** So often a question is put again that the shop was too busy for, or choked on. */
const ATTEMPTS = 5;

/** Opens the Admin API: `http` waits and repeats, `session` signs in. */
export function openDoor(http: Http, session: Session, shop: string, clock: Clock): Door {
  async function send(
    {name, text}: Operation,
    variables: object,
    repeatable: boolean,
    signal: AbortSignal,
  ): Promise<HttpAnswer> {
    for (let renewals = 0; ; renewals += 1) {
      const token = await session.token(signal);
      const headers = {'x-shopify-access-token': token};
      const body = {query: text, operationName: name, variables};
      const answer = await http.send({method: 'POST', path: API_PATH, body, headers, repeatable}, signal);
      if (answer.status !== 401) return answer;
      // A token that ran out is refused before the shop looks at the request, so it may be sent again.
      if (renewals === MOST_RENEWALS || !session.renew(token))
        throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: whyOf(answer)});
      // Another souk may get one in the very moment, and end ours by it: whoever waits lets the other through.
      if (renewals > 0) await clock.sleep(backoff(renewals), signal);
    }
  }

  const sizes = new Map<string, number>();
  return {
    rows: ({name}, usual) => sizes.get(name) ?? usual,
    ask: async <T>(operation: Operation, variables: object, signal: AbortSignal): Promise<T> => {
      for (let attempt = 1; ; attempt++) {
        const answer = await send(operation, variables, true, signal).catch((error: unknown) => {
          throw shopFailure(shop, error);
        });
        refuse(shop, answer);
        const {data, errors} = bodyOf(answer);
        const [error] = errors;
        if (error === undefined && answer.status === 200 && data !== null) {
          const size = affordable(variables, pointsAsked(answer));
          if (size !== null) sizes.set(operation.name, size);
          return data as T;
        }
        const choked = error !== undefined && codeOf(error) === 'INTERNAL_SERVER_ERROR';
        if ((isThrottled(answer) || choked) && answer.status === 200 && attempt < ATTEMPTS) {
          // Who has no points left waits for the limiter; who choked is given time as after any 5xx.
          if (choked) await clock.sleep(backoff(attempt), signal);
          continue;
        }
        throw unreachable(shop, error === undefined ? `HTTP ${answer.status}` : `${codeOf(error)}: ${error.message}`);
      }
    },
    tell: async (operation, variables, signal) => {
      try {
        const answer = await send(operation, variables, false, signal);
        refuse(shop, answer);
        return toldBy(answer);
      } catch (error) {
        return lostBy(error, shop);
      }
    },
  };
}

/** Throws when the shop as a whole, or for want of a scope, does not let us do it: then nothing was done. */
function refuse(shop: string, answer: HttpAnswer): void {
  const {status} = answer;
  // 402: the shop is frozen for want of payment; 423: locked. Both before anything is looked at.
  if (status === 402 || status === 403 || status === 423)
    throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: whyOf(answer)});
  if (status === 404) throw unreachable(shop, 'HTTP 404, there is no shop of this name');
  const denied = bodyOf(answer).errors.find((error) => codeOf(error) === 'ACCESS_DENIED');
  if (denied !== undefined) throw new KnownError('auth', 'SHOPIFY_SCOPE', {shop, ...scopeOf(denied)});
}

/** What came of a mutation, by its answer; or by the line of a bulk operation's result, which is such an answer. */
export function toldBy(answer: Pick<HttpAnswer, 'status' | 'body'>): Told {
  const {data, errors} = bodyOf(answer);
  if (answer.status === 429 || errors.some((each) => codeOf(each) === 'THROTTLED'))
    return {kind: 'unsent', code: 'THROTTLED', message: 'the shop is busy'};
  const [error] = errors;
  if (error === undefined)
    return answer.status === 200 && data !== null
      ? {kind: 'done', data}
      : {kind: 'lost', code: 'SERVER_ERROR', message: `HTTP ${answer.status}`};
  const code = codeOf(error);
  if (!notLooked(error)) return {kind: 'lost', code, message: error.message};
  return {kind: 'refused', code, message: error.message, field: String(error.path?.[0] ?? '')};
}

function lostBy(error: unknown, shop: string): Told {
  if (error instanceof Unsent) return {kind: 'unsent', code: 'NOT_SENT', message: error.message, reason: error.reason};
  if (error instanceof KnownError) return {kind: 'unsent', code: error.code, message: error.message, reason: error};
  if (!(error instanceof HttpFault)) throw error;
  const {kind, message} = error;
  if (kind !== 'refused') return {kind: 'lost', code: kind.toUpperCase(), message};
  return {kind: 'unsent', code: 'NOT_SENT', message, reason: unreachable(shop, message, error)};
}

function bodyOf({body}: Pick<HttpAnswer, 'body'>): {
  data: Readonly<Record<string, unknown>> | null;
  errors: readonly GraphQlError[];
} {
  const {data = null, errors = []} = (typeof body === 'object' && body !== null ? body : {}) as Body;
  return {data, errors: typeof errors === 'string' ? [{message: errors}] : errors};
}
