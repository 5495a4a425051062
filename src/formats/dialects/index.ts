import {DIALECT_NAMES, type DialectName} from '../../domain/catalog/choices.js';
import {KnownError} from '../../domain/errors.js';
import {shopify} from './shopify.js';
import {souk} from './souk.js';
import type {Dialect} from './types.js';

const BY_NAME: Readonly<Record<DialectName, Dialect>> = {souk, shopify};

/** Every dialect there is, in the order in which equals are preferred. */
export const DIALECTS: readonly Dialect[] = DIALECT_NAMES.map((name) => BY_NAME[name]);

/** @throws KnownError usage DIALECT_NAME */
export function dialectNamed(name: string): Dialect {
  const found = DIALECTS.find((dialect) => dialect.name === name);
  if (found === undefined) throw new KnownError('usage', 'DIALECT_NAME', {name, known: DIALECT_NAMES.join(', ')});
  return found;
}
