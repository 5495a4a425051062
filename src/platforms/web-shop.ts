import {KnownError} from '../domain/errors.js';
import {shopSecret} from '../domain/secret-name.js';
import type {PlatformSetup} from '../ports/platform.js';
import type {Http} from './http.js';
import type {Limits} from './limited.js';

type Settings = Readonly<Record<string, string>>;

/** Names of settings a shop may have, as the port wants them. */
export const optional = (...names: readonly string[]) => names.map((name) => ({name, required: false}));

/** What stands in a setting; '' where it is not set. */
export function settingOf(settings: Settings, name: string): string {
  return (settings[name] ?? '').trim();
}

/** What an address looks like. */
const WANTED = 'https://shop.example.com';

/** The address of a shop, without a slash at its end. @throws KnownError usage SETTING_INVALID */
export function addressOf(settings: Settings, wanted = WANTED): string {
  const value = settingOf(settings, 'url');
  if (/^https?:\/\//u.test(value) && URL.canParse(value)) return value.replace(/\/+$/u, '');
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'url', value, wanted});
}

/**
 * The address of a shop to which a secret goes as it is. @throws KnownError usage SETTING_INVALID, PLAIN_HTTP: anybody on
 * the way to another network could read it.
 */
export function secretAddressOf(settings: Settings, wanted = WANTED): string {
  const address = addressOf(settings, wanted);
  const {protocol, hostname} = new URL(address);
  if (protocol === 'http:' && !isNear(hostname)) throw new KnownError('usage', 'PLAIN_HTTP', {url: address});
  return address;
}

/** A host of this machine or of one's own network: by name without a dot, by a name kept for that, or by a private number. */
export function isNear(host: string): boolean {
  if (!host.includes('.') && !host.startsWith('[')) return true;
  return NEAR.some((pattern) => pattern.test(host));
}

/** RFC 6761 and 6762 names; RFC 1122, 1918 and 4193 numbers. */
const NEAR = [
  /\.(?:localhost|local|internal|test)$/u,
  /^(?:127|10)(?:\.\d+){3}$/u,
  /^192\.168(?:\.\d+){2}$/u,
  /^172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}$/u,
  /^\[(?:::1|f[cd][0-9a-f:]+)\]$/u,
];

/** Longest wait for an answer, in ms. @throws KnownError usage SETTING_INVALID */
export function timeoutOf(settings: Settings, usual = 120_000): number {
  const value = settingOf(settings, 'timeout');
  const timeoutMs = value === '' ? usual : Number(value);
  if (Number.isSafeInteger(timeoutMs) && timeoutMs >= 1) return timeoutMs;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'timeout', value, wanted: String(usual)});
}

/** What the secret is called: a user has a password, and without one it is an API key. */
export function keyOrPassword(settings: Settings): 'key' | 'password' {
  return settingOf(settings, 'user') === '' ? 'key' : 'password';
}

/** Of which shop, and where secrets are. */
interface SecretSetup extends Pick<PlatformSetup, 'secrets'> {
  readonly shop: {readonly name: string};
}

/** A secret of the shop. @throws KnownError auth SHOP_SECRET_MISSING */
export async function secretOf({shop, secrets}: SecretSetup, word: string): Promise<string> {
  const name = shopSecret(shop.name, word);
  const secret = (await secrets.get(name))?.trim() ?? '';
  if (secret === '') throw new KnownError('auth', 'SHOP_SECRET_MISSING', {shop: shop.name, secret: name});
  return secret;
}

/** The line to a shop, under its limits. */
export async function openLine({shop, limiter}: PlatformSetup, baseUrl: string, limits: Limits): Promise<Http> {
  const timeoutMs = timeoutOf(shop.settings);
  const [{openHttp}, {limited}] = await Promise.all([import('./http-axios.js'), import('./limited.js')]);
  return limited(await openHttp({baseUrl, timeoutMs}), limiter, limits);
}
