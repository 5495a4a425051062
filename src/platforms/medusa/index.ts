import type {Lane} from '../../ports/limiter.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {keyOrPassword, openLine, optional, secretAddressOf, secretOf, settingOf} from '../web-shop.js';

/** Medusa 2 by its admin API: signs in with a secret API key, or as the `user` (an e-mail address) with a password. */
export const medusa: PlatformKind = {
  name: 'medusa',
  settings: [{name: 'url', required: true}, ...optional('user', 'channel', 'location', 'timeout')],
  secret: keyOrPassword,
  defaultMode: 'observe',
  open,
};

/** Medusa itself sets no limit; what stands before it may answer 429, and is then obeyed. */
const LANE: Lane = {name: 'admin', limit: {kind: 'none'}};

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock} = setup;
  const {name, terms, settings} = shop;
  const baseUrl = secretAddressOf(settings);
  const [{patient}, {signedIn}, {connectorOf}] = await Promise.all([
    import('../http.js'),
    import('./sign-in.js'),
    import('./connector.js'),
  ]);
  const secret = await secretOf(setup, keyOrPassword(settings));
  const line = await openLine(setup, baseUrl, {lane: () => LANE});
  const http = patient(signedIn(line, name, {email: settingOf(settings, 'user'), secret}), clock);
  const chosen = {channel: settingOf(settings, 'channel'), location: settingOf(settings, 'location')};
  return connectorOf({door: {http, shop: name}, terms, chosen, clock});
}
