import {KnownError} from '../../domain/errors.js';
import {type Http, type HttpAnswer, HttpFault, type HttpRequest} from '../http.js';
import {Unsent} from '../limited.js';

/** What speaks to one shop. */
export interface Door {
  readonly http: Http;
  readonly shop: string;
}

type Query = Readonly<Record<string, string | readonly string[]>>;

/** A question's address. Lists are `name[]=…`, once for each value, as Medusa reads them. */
export function pathOf(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') params.append(name, value);
    else for (const each of value) params.append(`${name}[]`, each);
  }
  return `${path}?${params.toString()}`;
}

/** Asks for something without which the work can not go on. `part` is one that every right answer has. */
export async function ask<T>(
  {http, shop}: Door,
  path: string,
  query: Query,
  part: keyof T & string,
  signal: AbortSignal,
): Promise<T> {
  return await tell<T>({http, shop}, {method: 'GET', path: pathOf(path, query), repeatable: true}, part, signal);
}

/** Sends what must be answered with 200, and answers its body. */
export async function tell<T>(
  {http, shop}: Door,
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
  const {status, body} = answer;
  if (status !== 200) {
    const why = `HTTP ${status} ${reasonOf(answer)}`.trim();
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why});
  }
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, part))
    throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: `no "${part}" in the answer`});
  return body as T;
}

/** Throws when an answer says that the shop as a whole does not let us in. */
export function refuseShop(shop: string, answer: HttpAnswer): void {
  if (answer.status === 401 || answer.status === 403) {
    const why = `HTTP ${answer.status} ${reasonOf(answer)}`.trim();
    throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why});
  }
}

/** A failure of the line as the port wants it; anything else as it is. */
export function shopFailure(shop: string, error: unknown): unknown {
  if (error instanceof Unsent) return error.reason;
  return error instanceof HttpFault
    ? new KnownError('unreachable', 'SHOP_UNREACHABLE', {shop, why: error.message}, {cause: error})
    : error;
}

/** What the server says of its no. */
export function reasonOf({body}: HttpAnswer): string {
  const said = (body as {message?: unknown} | null)?.message;
  return typeof said === 'string' ? said : '';
}
