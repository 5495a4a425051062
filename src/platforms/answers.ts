import {KnownError} from '../domain/errors.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest} from './http.js';
import {Unsent} from './limited.js';

/** What speaks to one shop. */
export interface Door {
  readonly http: Http;
  readonly shop: string;
}

/**
 * Sends what must be answered with 200 (or the status that says yes to it) for the work to go on at all, and answers its
 * body. `part` is one that every right answer has: what a server in front of the shop says of itself has not.
 */
export async function tell<T>(
  {http, shop}: Door,
  request: HttpRequest,
  part: keyof T & string,
  signal: AbortSignal,
  yes = 200,
): Promise<T> {
  const answer = await http.send(request, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  refuseShop(shop, answer);
  const {status, body} = answer;
  if (status !== yes) throw unreachable(shop, whyOf(answer));
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, part))
    throw unreachable(shop, `no "${part}" in the answer`);
  return body as T;
}

/** Throws when an answer says that the shop as a whole does not let us in. */
export function refuseShop(shop: string, answer: HttpAnswer): void {
  if (answer.status === 401 || answer.status === 403)
    throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: whyOf(answer)});
}

/** A failure of the line as the port wants it; anything else as it is. */
export function shopFailure(shop: string, error: unknown): unknown {
  if (error instanceof Unsent) return error.reason;
  return error instanceof HttpFault ? unreachable(shop, error.message, error) : error;
}

/** The shop can not be worked with now. */
export function unreachable(shop: string, why: string, cause?: unknown): KnownError {
  return new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why}, cause === undefined ? undefined : {cause});
}

/** An answer in a few words: its status, and what the server says of its no. */
export function whyOf(answer: HttpAnswer): string {
  return `HTTP ${answer.status} ${reasonOf(answer)}`.trim();
}

/** What the server says of its no. */
export function reasonOf({body}: HttpAnswer): string {
  const {message, errors} = (body ?? {}) as {readonly message?: unknown; readonly errors?: unknown};
  if (typeof message === 'string') return message;
  const [first] = (Array.isArray(errors) ? errors : []) as readonly {readonly [name: string]: unknown}[];
  const said = [first?.['code'], first?.['message'], first?.['details']];
  return [...new Set(said.filter((each) => typeof each === 'string' && each !== ''))].join(': ');
}
