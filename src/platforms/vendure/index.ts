import type {Lane} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {keyOrPassword, openLine, optional, secretAddressOf, secretOf, settingOf} from '../web-shop.js';

/** Vendure itself sets no limit; what stands before it may answer 429, and is then obeyed. */
const LANE: Lane = {name: 'admin', limit: {kind: 'none'}};

/** Vendure by its admin API. A shop is a channel; souk signs in as a user with a password, or with an API key. */
export const vendure: PlatformKind = {
  name: 'vendure',
  settings: [{name: 'url', required: true}, ...optional('user', 'channel', 'location', 'timeout')],
  secret: keyOrPassword,
  defaultMode: 'observe',
  open,
};

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock} = setup;
  const {name, settings} = shop;
  const baseUrl = adminUrl(secretAddressOf(settings));
  const [{patient}, {byKey, byPassword}, {connectorOf}] = await Promise.all([
    import('../http.js'),
    import('./session.js'),
    import('./connector.js'),
  ]);
  const secret = await secretOf(setup, keyOrPassword(settings));
  const http = patient(await openLine(setup, baseUrl, {lane: () => LANE}), clock);
  const [user, channel] = [settingOf(settings, 'user'), settingOf(settings, 'channel')];
  const pass = user === '' ? byKey(secret, channel) : byPassword(http, name, {user, password: secret}, channel);
  return connectorOf(setup, http, pass);
}

/** The address of the admin API: `admin-api` is added to an address without a path. */
function adminUrl(address: string): string {
  const url = new URL(address);
  return url.pathname === '/' ? new URL('/admin-api', url).href : url.href;
}
