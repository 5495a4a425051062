import {createHmac} from 'node:crypto';
import {No} from './answer.js';
import {KEY, SECRET, type State} from './state.js';

/** What a request says of itself, as PHP sees it. */
export interface Asking {
  readonly method: string;
  /** With scheme and host, without the query. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
}

const cannotView = () => new No(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.');

/** Over https the key itself, over http a signature; then what the key may. */
export function letIn(state: State, asking: Asking): void {
  if (state.ssl) byKey(state, asking);
  else bySignature(state, asking);
  const reads = asking.method === 'GET' || asking.method === 'HEAD';
  if (reads ? state.permission !== 'write' : state.permission !== 'read') return;
  const text = `The API key provided does not have ${reads ? 'read' : 'write'} permissions.`;
  throw new No(401, 'woocommerce_rest_authentication_error', text);
}

function byKey({strips}: State, {query, authorization}: Asking): void {
  const basic = strips ? undefined : authorization?.replace(/^Basic /u, '');
  const shown = basic === undefined ? '' : Buffer.from(basic, 'base64').toString('utf8');
  const asked = `${query['consumer_key'] ?? ''}:${query['consumer_secret'] ?? ''}`;
  if (shown !== `${KEY}:${SECRET}` && asked !== `${KEY}:${SECRET}`) throw cannotView();
}

/** As WC_REST_Authentication does it: every parameter of the query is signed, sorted by its name. */
function bySignature(state: State, {method, url, query}: Asking): void {
  const {oauth_signature: signature, ...signed} = query;
  const {oauth_consumer_key: key, oauth_timestamp: at, oauth_nonce: nonce, oauth_signature_method: way} = signed;
  if (key === undefined || signature === undefined) throw cannotView();
  const no = (text: string) => new No(401, 'woocommerce_rest_authentication_error', text);
  if (key !== KEY) throw cannotView();
  if (way !== 'HMAC-SHA1' && way !== 'HMAC-SHA256') throw no('Invalid signature - signature method is invalid.');
  const pairs = Object.keys(signed)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => `${twice(name)}%3D${twice(signed[name] ?? '')}`);
  const text = `${method}&${raw(url)}&${pairs.join('%26')}`;
  const hash = way.replace('HMAC-', '').toLowerCase();
  if (createHmac(hash, `${SECRET}&`).update(text).digest('base64') !== signature)
    throw no('Invalid signature - provided signature does not match.');
  if (Math.abs(Number(at) - Date.now() / 1000) > 15 * 60) throw no('Invalid timestamp.');
  if (nonce === undefined || state.nonces.has(`${nonce} ${at}`))
    throw no('Invalid nonce - nonce has already been used.');
  state.nonces.add(`${nonce} ${at}`);
}

/** PHP's rawurlencode. */
function raw(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/gu, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function twice(text: string): string {
  return raw(text).replaceAll('%', '%25');
}
