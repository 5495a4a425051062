import {KnownError} from '../../domain/errors.js';
import {type Door, refuseShop, shopFailure, unreachable, whyOf} from '../answers.js';
import type {HttpAnswer} from '../http.js';
import {PAGE_ROWS} from './wire.js';

type Query = Readonly<Record<string, string>>;

/** Asks for something without which the work can not go on. */
export async function ask<T>(door: Door, path: string, query: Query, signal: AbortSignal): Promise<T> {
  const answer = await door.http
    .send({method: 'GET', path, query, repeatable: true}, signal)
    .catch((error: unknown) => {
      throw shopFailure(door.shop, error);
    });
  mustAnswer(door.shop, answer);
  return answer.body as T;
}

/** Asks for a list. */
export async function askList<T>(door: Door, path: string, query: Query, signal: AbortSignal): Promise<readonly T[]> {
  const body = await ask<unknown>(door, path, {per_page: String(PAGE_ROWS), ...query}, signal);
  if (!Array.isArray(body)) throw unreachable(door.shop, `no list in the answer to ${path}`);
  return body as T[];
}

/** Every page of a list whose rows do not change their places meanwhile. */
export async function askAll<T>(door: Door, path: string, query: Query, signal: AbortSignal): Promise<readonly T[]> {
  const rows: T[] = [];
  for (let page = 1; ; page++) {
    const part = await askList<T>(door, path, {...query, page: String(page)}, signal);
    rows.push(...part);
    if (part.length < PAGE_ROWS) return rows;
  }
}

/**
 * Throws unless WooCommerce itself said yes. What stands before it answers with pages: a firewall with 403, a host that
 * is down with 502, a shop without pretty permalinks with the 404 of its theme.
 *
 * @throws KnownError auth SHOP_SIGN_IN, WOO_BLOCKED; unreachable SHOP_UNREACHABLE, WOO_ELSEWHERE, WOO_NO_API
 */
export function mustAnswer(shop: string, answer: HttpAnswer): void {
  const {status, headers} = answer;
  if (status === 200 && typeof answer.body === 'object' && answer.body !== null) return;
  if (isBlocked(answer)) throw new KnownError('auth', 'WOO_BLOCKED', {shop, status});
  refuseShop(shop, answer);
  if (status >= 300 && status < 400)
    throw new KnownError('unreachable', 'WOO_ELSEWHERE', {shop, to: originOf(headers['location'] ?? '')});
  if (status === 404 && !isOwn(answer)) throw new KnownError('unreachable', 'WOO_NO_API', {shop});
  throw unreachable(shop, whyOf(answer));
}

/** A no that is a page: WooCommerce's own are JSON with a code. */
export function isBlocked(answer: HttpAnswer): boolean {
  return (answer.status === 401 || answer.status === 403 || answer.status === 406) && !isOwn(answer);
}

/** True for an error in WordPress' own form. */
export function isOwn({body}: HttpAnswer): boolean {
  return typeof (body as {code?: unknown} | null)?.code === 'string';
}

/** The address without what was asked: a query may hold the key. */
function originOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : (location.split('?')[0] ?? '');
}
