import {KnownError} from '../../domain/errors.js';
import {secretAddressOf, settingOf} from '../web-shop.js';

type Settings = Readonly<Record<string, string>>;

const WANTED = 'https://NAME.myshopify.com';
const OWN = '.myshopify.com';

/**
 * The address of a shop's API: always its own myshopify.com name, since other domains answer with a page. The bare name,
 * the host and the address of the admin are understood; an address of this machine or one's own network is kept.
 *
 * @throws KnownError usage SETTING_INVALID, PLAIN_HTTP
 */
export function shopAddress(settings: Settings): string {
  const value = settingOf(settings, 'url');
  const name = /^(?:https:\/\/admin\.shopify\.com\/store\/)?([a-z0-9][a-z0-9-]*)(?:\.myshopify\.com)?\/?$/iu.exec(
    value,
  )?.[1];
  if (name !== undefined) return `https://${name.toLowerCase()}${OWN}`;
  const address = secretAddressOf(settings, WANTED);
  const {protocol, hostname, origin} = new URL(address);
  if (protocol === 'http:' || hostname.endsWith(OWN)) return origin;
  throw new KnownError('usage', 'SETTING_INVALID', {setting: 'url', value, wanted: WANTED});
}
