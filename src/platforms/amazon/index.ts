import path from 'node:path';
import {KnownError} from '../../domain/errors.js';
import type {Platform, PlatformKind, PlatformSetup} from '../../ports/platform.js';
import {openLine, optional, secretAddressOf, secretOf, settingOf, timeoutOf} from '../web-shop.js';
import {ENDPOINTS, type Marketplace, marketplaceOf} from './marketplaces.js';
import type {Credentials} from './sign-in.js';

/** Amazon by its Selling Partner API: one seller's listings in one store, through a private application. */
export const amazon: PlatformKind = {
  name: 'amazon',
  settings: [
    ...['marketplace', 'seller', 'client'].map((name) => ({name, required: true})),
    ...optional('region', 'url', 'login', 'product-type', 'feed-from', 'rivals', 'fees', 'order-days', 'timeout'),
  ],
  secret: () => 'key',
  defaultMode: 'observe',
  open,
};

const LOGIN = 'https://api.amazon.com/auth/o2/token';
/** Every order takes a question of its own, at one in two seconds: a month of a thousand is half an hour. */
const ORDER_DAYS = 30;

async function open(setup: PlatformSetup): Promise<Platform> {
  const {shop, clock} = setup;
  const {name, terms, settings} = shop;
  const marketplace = needed(settings, 'marketplace', 'DE');
  const store = marketplaceOf(marketplace);
  const baseUrl = secretAddressOf({url: endpointOf(settings, store)});
  const loginUrl = secretAddressOf({url: settingOf(settings, 'login') || LOGIN});
  const ordersBackMs = 86_400_000 * daysOf(settings);
  const from = feedFromOf(settings);
  const rivalsEveryMs = hoursOf(settings, 'rivals');
  const feesEveryMs = hoursOf(settings, 'fees');
  const clientId = needed(settings, 'client', 'amzn1.application-oa2-client.…');
  const seller = needed(settings, 'seller', 'A1B2C3D4E5');
  const [{patient}, {openHttp}, {signedIn}, {AMAZON_LIMITS}, {connectorOf}, {notesIn}, {quickerFrom}] =
    await Promise.all([
      import('../http.js'),
      import('../http-axios.js'),
      import('./sign-in.js'),
      import('./limits.js'),
      import('./connector.js'),
      import('./feeds/notes.js'),
      import('./feeds/time.js'),
    ]);
  const credentials = credentialsOf(name, clientId, await secretOf(setup, 'key'));
  const line = await openLine(setup, baseUrl, AMAZON_LIMITS);
  const login = patient(await openHttp({baseUrl: loginUrl, timeoutMs: timeoutOf(settings)}), clock);
  const http = patient(signedIn(line, {http: login, shop: name, credentials, clock}), clock);
  const files = patient(await openHttp({baseUrl: '', timeoutMs: timeoutOf(settings)}), clock);
  const self = {door: {http, shop: name}, marketplace: store?.id ?? marketplace, seller};
  const notes = notesIn(path.join(setup.directory, 'feeds'));
  return connectorOf({
    seller: self,
    feeds: {seller: self, files, notes, clock, from: from ?? quickerFrom(), broken: false},
    store,
    terms,
    clock,
    productType: settingOf(settings, 'product-type') || 'PRODUCT',
    ordersBackMs,
    rivalsEveryMs,
    feesEveryMs,
  });
}

type Settings = Readonly<Record<string, string>>;

/** A setting that must be there. @throws KnownError usage SETTING_INVALID */
function needed(settings: Settings, setting: string, wanted: string): string {
  const value = settingOf(settings, setting);
  if (value === '') throw new KnownError('usage', 'SETTING_INVALID', {setting, value, wanted});
  return value;
}

/** Where to ask: as said, else where the region answers, which a known store names. @throws KnownError usage SETTING_INVALID */
function endpointOf(settings: Settings, store: Marketplace | null): string {
  const url = settingOf(settings, 'url');
  if (url !== '') return url;
  const region = settingOf(settings, 'region') || (store?.region ?? '');
  if (region === 'na' || region === 'eu' || region === 'fe') return ENDPOINTS[region];
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'region', value: region, wanted: 'na, eu or fe'});
}

/** @throws KnownError usage SETTING_INVALID: the API goes two years back. */
function daysOf(settings: Settings): number {
  const value = settingOf(settings, 'order-days');
  const days = value === '' ? ORDER_DAYS : Number(value);
  if (Number.isSafeInteger(days) && days >= 1 && days <= 730) return days;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'order-days', value, wanted: String(ORDER_DAYS)});
}

/** From how many listings on a feed is made; null: where it is quicker. @throws KnownError usage SETTING_INVALID */
function feedFromOf(settings: Settings): number | null {
  const value = settingOf(settings, 'feed-from');
  if (value === '') return null;
  if (value === 'never') return Number.MAX_SAFE_INTEGER;
  const listings = Number(value);
  if (Number.isSafeInteger(listings) && listings >= 1) return listings;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'feed-from', value, wanted: '2000, or never'});
}

/** After so many ms rivals or fees are asked for again; null: never. @throws KnownError usage SETTING_INVALID */
function hoursOf(settings: Settings, setting: 'rivals' | 'fees'): number | null {
  const value = settingOf(settings, setting);
  if (value === '' || value === 'no') return null;
  const hours = Number(value);
  if (Number.isSafeInteger(hours) && hours >= 1 && hours <= 720) return 3_600_000 * hours;
  throw new KnownError('usage', 'SETTING_INVALID', {setting, value, wanted: 'hours, such as 12, or no'});
}

/** The two parts of the secret: neither a client secret nor a refresh token has a colon. @throws KnownError auth SHOP_SIGN_IN */
function credentialsOf(shop: string, clientId: string, secret: string): Credentials {
  const [clientSecret = '', refreshToken = '', ...more] = secret.split(':');
  if (clientSecret !== '' && refreshToken !== '' && more.length === 0) return {clientId, clientSecret, refreshToken};
  throw new KnownError('auth', 'SHOP_SIGN_IN', {shop, why: 'its key is CLIENT-SECRET:REFRESH-TOKEN'});
}
