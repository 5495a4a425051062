import {KnownError} from '../../domain/errors.js';
import type {Lane} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {credentialsOf, secretWord} from './credentials.js';

const DEFAULT_TIMEOUT_MS = 120_000;

/** Medusa 2 by its admin API: signs in with a secret API key, or as the `user` (an e-mail address) with a password. */
export const medusa: PlatformKind = {
  name: 'medusa',
  settings: [
    {name: 'url', required: true},
    ...['user', 'channel', 'location', 'timeout'].map((name) => ({name, required: false})),
  ],
  secret: secretWord,
  defaultMode: 'observe',
  open,
};

/** Medusa itself sets no limit; what stands before it may answer 429, and is then obeyed. */
const LANE: Lane = {name: 'admin', limit: {kind: 'none'}};

async function open({shop: {name, terms, settings}, clock, secrets, limiter}: PlatformSetup): Promise<Platform> {
  const setting = (key: string) => (settings[key] ?? '').trim();
  const [baseUrl, timeoutMs] = [urlOf(setting('url')), timeoutOf(setting('timeout'))];
  const [{openHttp}, {patient}, {limited}, {signedIn}, {connectorOf}] = await Promise.all([
    import('../http-axios.js'),
    import('../http.js'),
    import('../limited.js'),
    import('./sign-in.js'),
    import('./connector.js'),
  ]);
  const credentials = await credentialsOf(secrets, name, settings);
  const line = limited(await openHttp({baseUrl, timeoutMs}), limiter, {lane: () => LANE});
  const http = patient(signedIn(line, name, credentials), clock);
  const chosen = {channel: setting('channel'), location: setting('location')};
  return connectorOf({door: {http, shop: name}, terms, chosen, clock});
}

function urlOf(value: string): string {
  if (/^https?:\/\//u.test(value) && URL.canParse(value)) return value.replace(/\/+$/u, '');
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'url', value, wanted: 'https://shop.example.com'});
}

function timeoutOf(value: string): number {
  const timeoutMs = value === '' ? DEFAULT_TIMEOUT_MS : Number(value);
  if (Number.isSafeInteger(timeoutMs) && timeoutMs >= 1) return timeoutMs;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'timeout', value, wanted: '120000'});
}
