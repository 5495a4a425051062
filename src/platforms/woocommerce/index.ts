import {KnownError} from '../../domain/errors.js';
import type {Lane} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {addressOf, openLine, optional, secretAddressOf, secretOf, settingOf} from '../web-shop.js';

/** WooCommerce by its REST API v3. The secret is the pair of a key, "ck_…:cs_…". */
export const woocommerce: PlatformKind = {
  name: 'woocommerce',
  settings: [{name: 'url', required: true}, ...optional('auth', 'permalinks', 'cost', 'batch', 'timeout')],
  secret: () => 'key',
  defaultMode: 'observe',
  open,
};

/** WooCommerce has no limit of its own, its hosts have: what they bear is learnt, and never more than two at once. */
const LANE: Lane = {name: 'rest', limit: {kind: 'unknown'}, atOnce: 2};

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock} = setup;
  const {name, terms, settings} = shop;
  const baseUrl = addressOf(settings);
  const auth = oneOf(settings, 'auth', [baseUrl.startsWith('https:') ? 'basic' : 'oauth', 'basic', 'query', 'oauth']);
  // A signature says nothing of the key; the two other ways send it as it is.
  if (auth !== 'oauth') secretAddressOf(settings);
  const permalinks = oneOf(settings, 'permalinks', ['pretty', 'plain']);
  const [{patient}, {signedIn, keyPairOf}, {connectorOf}] = await Promise.all([
    import('../http.js'),
    import('./sign-in.js'),
    import('./connector.js'),
  ]);
  const pair = keyPairOf(name, await secretOf(setup, 'key'));
  const line = await openLine(setup, new URL(baseUrl).origin, {lane: () => LANE});
  const entry = {baseUrl, plain: permalinks === 'plain', way: auth, pair};
  const http = patient(signedIn(line, entry, clock), clock);
  const look = (other: Partial<typeof entry>) => signedIn(line, {...entry, ...other}, clock);
  const cost = oneOf(settings, 'cost', ['no', 'yes']) === 'yes';
  return connectorOf({door: {http, shop: name}, terms, entry, look, cost, rows: rowsOf(settings), clock});
}

/** A setting of which there are only these; the first is meant where it is not set. @throws KnownError usage SETTING_INVALID */
function oneOf<T extends string>(
  settings: Readonly<Record<string, string>>,
  name: string,
  known: readonly [T, ...T[]],
): T {
  const value = settingOf(settings, name);
  const found = value === '' ? known[0] : known.find((each) => each === value);
  if (found !== undefined) return found;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: name, value, wanted: [...new Set(known)].join(' | ')});
}

/** Most items of one request: WooCommerce takes 100, and a slow host fewer in the time it has. */
function rowsOf(settings: Readonly<Record<string, string>>): number {
  const value = settingOf(settings, 'batch');
  const rows = value === '' ? 100 : Number(value);
  if (Number.isSafeInteger(rows) && rows >= 1 && rows <= 100) return rows;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'batch', value, wanted: '50'});
}
