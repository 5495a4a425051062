import {KnownError} from '../../domain/errors.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest} from '../http.js';

/** Asks for something that must be answered with 200 for the work to go on at all. */
export async function ask<T>(http: Http, shop: string, request: HttpRequest, signal: AbortSignal): Promise<T> {
  let answer: HttpAnswer;
  try {
    answer = await http.send(request, signal);
  } catch (error) {
    throw shopFailure(shop, error);
  }
  refuseShop(shop, answer);
  if (answer.status !== 200)
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: `HTTP ${answer.status}`});
  return answer.body as T;
}

/** Throws when an answer says that the shop as a whole does not let us in. */
export function refuseShop(shop: string, {status}: HttpAnswer): void {
  if (status === 401 || status === 403) throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: `HTTP ${status}`});
}

/** A failure of the line as the port wants it; anything else as it is. */
export function shopFailure(shop: string, error: unknown): unknown {
  return error instanceof HttpFault
    ? new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: error.message}, {cause: error})
    : error;
}
