import {LISTING_FIELDS, LOCAL_FIELDS, OFFER_FIELDS} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import type {Values} from './edits.js';
import {Refused} from './refused.js';

/** What a WooCommerce product has a place for, or souk beside it. */
export const WOO_LISTING_FIELDS = LISTING_FIELDS;

/** WooCommerce has tax classes and no rate; cost is there where the shop has switched its feature on. */
export function wooOfferFields(cost: boolean) {
  return OFFER_FIELDS.filter((name) => name !== 'tax_rate' && (cost || name !== 'cost'));
}

/** The values a change wishes, without souk's own. @throws Refused for a field that has no place in this shop. */
export function valuesOf({target, fields, op}: Change, cost: boolean): Values {
  const offer: readonly string[] = wooOfferFields(cost);
  const known: readonly string[] =
    target.kind === 'listing'
      ? WOO_LISTING_FIELDS
      : target.kind === 'stock'
        ? ['stock']
        : [...offer, ...(op === 'create' ? ['stock'] : [])];
  const own = Object.entries(fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  const strange = own.find(([name]) => !known.includes(name));
  if (strange !== undefined) throw new Refused('FIELD_UNKNOWN', `this shop has no ${strange[0]} on a ${target.kind}`);
  return Object.fromEntries(own.map(([name, {after}]) => [name, after]));
}
