import {createHmac} from 'node:crypto';

/** What a request is signed with. `at`: seconds since 1970; `nonce`: never the same twice in that second. */
export interface Signing {
  readonly key: string;
  readonly secret: string;
  readonly nonce: string;
  readonly at: number;
}

type Query = readonly (readonly [string, string])[];

/** RFC 3986 unreserved marks stay, all else is written as `%XX` (RFC 5849 §3.6). */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A query with the parameters that sign it: OAuth 1.0a of one leg, HMAC-SHA256, without a token (RFC 5849 §3.1). */
export function signedQuery(method: string, url: string, query: Query, {key, secret, nonce, at}: Signing): Query {
  const whole: Query = [
    ...query,
    ['oauth_consumer_key', key],
    ['oauth_nonce', nonce],
    ['oauth_signature_method', 'HMAC-SHA256'],
    ['oauth_timestamp', String(at)],
  ];
  return [...whole, ['oauth_signature', signatureOf(baseString(method, url, whole), secret)]];
}

/** What is signed: method, address without query, and all parameters in order of their names (RFC 5849 §3.4.1). */
export function baseString(method: string, url: string, query: Query): string {
  const pairs = query.map(([name, value]) => [encoded(name), encoded(value)] as const);
  const sorted = pairs.sort(([a, x], [b, y]) => byBytes(a, b) || byBytes(x, y));
  const text = sorted.map(([name, value]) => `${name}=${value}`).join('&');
  return [method.toUpperCase(), encoded(url), encoded(text)].join('&');
}

/** The signature; there is no token, so the key ends with its `&` (RFC 5849 §3.4.2). */
export function signatureOf(base: string, secret: string): string {
  return createHmac('sha256', `${encoded(secret)}&`)
    .update(base)
    .digest('base64');
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
