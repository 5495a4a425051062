import {randomUUID} from 'node:crypto';
import {LOCAL_FIELDS, listingFields, offerFields, sameValue, stockFields} from 'souk/connector';
import {find} from './file.js';
import {LISTING_HELD, listingOf, OFFER_HELD, offerOf} from './product.js';

const HELD = {listing: LISTING_HELD, offer: [...OFFER_HELD, 'stock'], stock: ['stock']};

/** The shop's own words for a change that it does not take: souk shows them to the user. */
const REFUSALS = {
  NOT_FOUND: 'the file has no such product or variant',
  ALREADY_EXISTS: 'the file has it already',
  NOT_SUPPORTED: 'the file has no place for this',
  VALUE_INVALID: 'the file can not hold this value',
};

/**
 * Makes one change in what stands in the file, or leaves it as it was and says why.
 *
 * @param {import('./file.js').Content} content
 * @param {import('souk/connector').Change} change
 * @param {string} currency
 * @returns {import('souk/connector').Outcome}
 */
export function edit(content, change, currency) {
  const done = make(content, change, currency);
  if (done.code === undefined) return {n: change.n, state: 'applied', ...done};
  return {n: change.n, state: 'rejected', message: REFUSALS[done.code], ...done};
}

function make(content, {op, target, fields}, currency) {
  const {kind, key} = target;
  // souk's own fields travel with a change and are no business of the shop.
  const names = Object.keys(fields).filter((name) => !LOCAL_FIELDS.has(name));
  const held = kind === 'stock' && op !== 'update' ? undefined : HELD[kind];
  if (held === undefined || names.some((name) => !held.includes(name))) return {code: 'NOT_SUPPORTED'};
  const {product, row} = find(content, target);
  const rows = kind === 'listing' ? content.products : product?.variants;
  if (op === 'archive') {
    // What is gone already is taken back: archiving twice is no fault.
    if (row !== undefined) rows.splice(rows.indexOf(row), 1);
    return {};
  }
  if (op === 'create' && row !== undefined) return {code: 'ALREADY_EXISTS', existingId: row.id};
  if (rows === undefined || (op === 'update' && row === undefined)) return {code: 'NOT_FOUND'};

  const after = Object.fromEntries(names.map((name) => [name, fields[name].after]));
  const fresh = kind === 'listing' ? {product: key.product, variants: []} : {sku: key.sku};
  const next = {...(row ?? {id: randomUUID(), ...fresh}), ...after};
  const {row: other} = kind === 'listing' ? {row} : find(content, {kind, key: {sku: next.sku}});
  if (other !== undefined && other !== row) return {code: 'ALREADY_EXISTS', existingId: other.id};
  if (!readsBack(kind, next, after, currency)) return {code: 'VALUE_INVALID'};
  if (row === undefined) rows.push(next);
  else Object.assign(row, after);
  return {remoteId: next.id};
}

/** True when values, written and read again, are the same: "twelve" is no price, and "12.5" would come back as "12.50". */
function readsBack(kind, row, after, currency) {
  try {
    const now = kind === 'listing' ? listingFields(listingOf(row, currency)) : variantFields(offerOf(row, currency));
    return Object.entries(after).every(([name, value]) => sameValue(now[name], value));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const variantFields = (offer) => ({...offerFields(offer), ...stockFields(offer)});
