import {KnownError} from '../../domain/errors.js';
import {shopSecret} from '../../domain/secret-name.js';
import type {Lane} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';

const DEFAULT_TIMEOUT_MS = 120_000;
/** Vendure itself sets no limit; what stands before it may answer 429, and is then obeyed. */
const LANE: Lane = {name: 'admin', limit: {kind: 'none'}};

/** Vendure by its admin API. A shop is a channel; souk signs in as a user with a password, or with an API key. */
export const vendure: PlatformKind = {
  name: 'vendure',
  settings: [
    {name: 'url', required: true},
    ...['user', 'channel', 'location', 'timeout'].map((name) => ({name, required: false})),
  ],
  secret: secretWord,
  defaultMode: 'observe',
  open,
};

/** A user has a password; without one it is an API key. */
function secretWord({user}: Readonly<Record<string, string>>): string {
  return user === undefined || user.trim() === '' ? 'key' : 'password';
}

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock, limiter} = setup;
  const setting = (name: string) => (shop.settings[name] ?? '').trim();
  const secret = await secretOf(setup);
  const baseUrl = adminUrl(setting('url'));
  const timeoutMs = setting('timeout') === '' ? DEFAULT_TIMEOUT_MS : Number(setting('timeout'));
  if (!Number.isSafeInteger(timeoutMs) || timeoutMs < 1)
    throw new KnownError('usage', 'SETTING_INVALID', {setting: 'timeout', value: setting('timeout'), wanted: '120000'});
  const [{openHttp}, {patient}, {limited}, {byKey, byPassword}, {connectorOf}] = await Promise.all([
    import('../http-axios.js'),
    import('../http.js'),
    import('../limited.js'),
    import('./session.js'),
    import('./connector.js'),
  ]);
  const http = patient(limited(await openHttp({baseUrl, timeoutMs}), limiter, {lane: () => LANE}), clock);
  const channel = setting('channel');
  const user = setting('user');
  const pass = user === '' ? byKey(secret, channel) : byPassword(http, shop.name, {user, password: secret}, channel);
  return connectorOf(setup, http, pass);
}

async function secretOf({shop, secrets}: PlatformSetup): Promise<string> {
  const name = shopSecret(shop.name, secretWord(shop.settings));
  const secret = await secrets.get(name);
  if (secret === null) throw new KnownError('auth', 'SHOP_SECRET_MISSING', {shop: shop.name, secret: name});
  return secret;
}

/** The address of the admin API: `admin-api` is added to an address without a path. */
function adminUrl(text: string): string {
  if (!/^https?:\/\//u.test(text) || !URL.canParse(text))
    throw new KnownError('usage', 'SETTING_INVALID', {setting: 'url', value: text, wanted: 'https://shop.example.com'});
  const url = new URL(text);
  return url.pathname === '/' ? new URL('/admin-api', url).href : url.href;
}
