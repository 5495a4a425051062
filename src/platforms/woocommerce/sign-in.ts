import {randomBytes} from 'node:crypto';
import {KnownError} from '../../domain/errors.js';
import type {Clock} from '../../ports/clock.js';
import type {Http, HttpRequest} from '../http.js';
import {encoded, signedQuery} from './oauth.js';

/** The two halves of a key of WooCommerce. */
export interface KeyPair {
  readonly key: string;
  readonly secret: string;
}

export type AuthWay = 'basic' | 'query' | 'oauth';

/** How one comes in: where the shop is, whether its addresses are plain, and how the key is shown. */
export interface Entry {
  readonly baseUrl: string;
  readonly plain: boolean;
  readonly way: AuthWay;
  readonly pair: KeyPair;
}

/** Both halves of "ck_…:cs_…". @throws KnownError auth WOO_KEY_FORM */
export function keyPairOf(shop: string, text: string): KeyPair {
  const match = /^(ck_[^\s:]+):(cs_[^\s:]+)$/u.exec(text);
  const [, key = '', secret = ''] = match ?? [];
  if (match === null) throw new KnownError('auth', 'WOO_KEY_FORM', {shop});
  return {key, secret};
}

type Query = readonly (readonly [string, string])[];

/**
 * HTTP that shows the key with every request: in the header over https, in the query where a host strips that header,
 * and as a signature over plain http, where WooCommerce takes nothing else. A repeated request is signed anew.
 */
export function signedIn(http: Http, entry: Entry, clock: Pick<Clock, 'real'>): Http {
  const {way, pair} = entry;
  return {
    close: () => http.close(),
    send: (request, signal) => {
      const {url, query} = addressOf(entry, request);
      const nonce = randomBytes(16).toString('hex');
      const signing = {...pair, nonce, at: Math.floor(clock.real() / 1000)};
      const shown: Query =
        way === 'oauth'
          ? signedQuery(request.method, url, query, signing)
          : way === 'query'
            ? [...query, ['consumer_key', pair.key], ['consumer_secret', pair.secret]]
            : query;
      const {query: _, ...rest} = request;
      return http.send({...rest, path: pathOf(url, shown), headers: {...rest.headers, ...headersOf(entry)}}, signal);
    },
  };
}

/** Where a request goes. With plain permalinks WordPress knows its API by a parameter of the front page only. */
function addressOf({baseUrl, plain}: Entry, request: HttpRequest): {url: string; query: Query} {
  const query = Object.entries(request.query ?? {});
  const route = `/wc/v3${request.path}`;
  return plain
    ? {url: `${baseUrl}/`, query: [['rest_route', route], ...query]}
    : {url: `${baseUrl}/wp-json${route}`, query};
}

function pathOf(url: string, query: Query): string {
  const text = query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&');
  return `${new URL(url).pathname}${text === '' ? '' : `?${text}`}`;
}

function headersOf({way, pair}: Entry): Readonly<Record<string, string>> {
  if (way !== 'basic') return {};
  return {authorization: `Basic ${Buffer.from(`${pair.key}:${pair.secret}`).toString('base64')}`};
}
