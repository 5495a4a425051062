import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {openLine, optional, secretOf, settingOf, timeoutOf} from '../web-shop.js';

/** An app of the Dev Dashboard has a client id and a secret; an older one made in the shop's admin has a token. */
function secretWord(settings: Readonly<Record<string, string>>): 'secret' | 'token' {
  return settingOf(settings, 'client') === '' ? 'token' : 'secret';
}

/** Shopify by its Admin GraphQL API. */
export const shopify: PlatformKind = {
  name: 'shopify',
  settings: [{name: 'url', required: true}, ...optional('client', 'location', 'channels', 'timeout')],
  secret: secretWord,
  defaultMode: 'observe',
  open,
};

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock} = setup;
  const {name, settings} = shop;
  const [{shopAddress}, {patient}, {openHttp}, {costLimits, learning}, {byClient, byToken}, {connectorOf}] =
    await Promise.all([
      import('./address.js'),
      import('../http.js'),
      import('../http-axios.js'),
      import('./cost.js'),
      import('./session.js'),
      import('./connector.js'),
    ]);
  const baseUrl = shopAddress(settings);
  const secret = await secretOf(setup, secretWord(settings));
  const limits = costLimits();
  const http = patient(learning(await openLine(setup, baseUrl, limits), limits), clock);
  // Addresses of files come whole, and wherever they lead no token goes along.
  const files = patient(await openHttp({baseUrl, timeoutMs: timeoutOf(settings)}), clock);
  const id = settingOf(settings, 'client');
  return connectorOf(setup, {http, files, limits}, id === '' ? byToken(secret) : byClient(http, name, {id, secret}));
}
