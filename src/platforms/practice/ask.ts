import {KnownError} from '../../domain/errors.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest} from '../http.js';
import {Unsent} from '../limited.js';

/**
 * Asks for something that must be answered with 200 for the work to go on at all; `part` is one that every answer of
 * the kind has.
 */
export async function ask<T>(
  http: Http,
  shop: string,
  request: HttpRequest,
  part: keyof T & string,
  signal: AbortSignal,
): Promise<T> {
  let answer: HttpAnswer;
  try {
    answer = await http.send(request, signal);
  } catch (error) {
    throw shopFailure(shop, error);
  }
  refuseShop(shop, answer);
  if (answer.status !== 200)
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: `HTTP ${answer.status}`});
  const {body} = answer;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, part))
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: `no "${part}" in the answer`});
  return body as T;
}

/** Throws when an answer says that the shop as a whole does not let us in. */
export function refuseShop(shop: string, {status}: HttpAnswer): void {
  if (status === 401 || status === 403) throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: `HTTP ${status}`});
}

/** A failure of the line as the port wants it; anything else as it is. */
export function shopFailure(shop: string, error: unknown): unknown {
  if (error instanceof Unsent) return error.reason;
  return error instanceof HttpFault
    ? new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: error.message}, {cause: error})
    : error;
}
