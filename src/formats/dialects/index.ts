import {DIALECT_NAMES, type DialectName} from '../../domain/catalog/choices.js';
import {KnownError} from '../../domain/errors.js';
import {amazon} from './amazon.js';
import {bigcommerce} from './bigcommerce.js';
import {ebay} from './ebay.js';
import {etsy} from './etsy.js';
import {google} from './google.js';
import {magento} from './magento.js';
import {meta} from './meta.js';
import {prestashop} from './prestashop.js';
import {shopify} from './shopify.js';
import {souk} from './souk.js';
import {square} from './square.js';
import {squarespace} from './squarespace.js';
import type {Dialect} from './types.js';
import {wix} from './wix.js';
import {woocommerce} from './woocommerce.js';

const BY_NAME: Readonly<Record<DialectName, Dialect>> = {
  souk,
  shopify,
  woocommerce,
  google,
  etsy,
  ebay,
  amazon,
  magento,
  prestashop,
  bigcommerce,
  meta,
  square,
  wix,
  squarespace,
};

/** Every dialect there is, in the order in which equals are preferred. */
export const DIALECTS: readonly Dialect[] = DIALECT_NAMES.map((name) => BY_NAME[name]);

/** @throws KnownError usage DIALECT_NAME */
export function dialectNamed(name: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.name === name);
  if (found === undefined) throw new KnownError('usage', 'DIALECT_NAME', {name, known: DIALECT_NAMES.join(', ')});
  return found;
}
