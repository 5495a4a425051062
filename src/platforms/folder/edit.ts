import {LOCAL_FIELDS} from '../../domain/change/fields.js';
import type {Change} from '../../domain/change/types.js';
import type {Outcome} from '../../ports/platform.js';
import {archiveListing, createListing, updateListing} from './edit-listing.js';
import {archiveOffer, createOffer, updateOffer} from './edit-offer.js';
import {type Done, REFUSALS, type Work} from './work.js';

export const LISTING_HELD = ['title', 'description', 'vendor', 'category', 'tags', 'status', 'images'] as const;
export const OFFER_HELD = ['sku', 'options', 'price', 'compare_at_price', 'tax_rate', 'gtin', 'weight_g'] as const;

/** Makes one change in the sheet, or leaves the sheet as it was and says why. */
export function edit(work: Work, change: Change): Outcome {
  const done = doChange(work, change);
  if (!('code' in done)) return {n: change.n, state: 'applied', ...done};
  const {code, existingId} = done;
  return {
    n: change.n,
    state: 'rejected',
    code,
    message: REFUSALS[code],
    ...(existingId === undefined ? {} : {existingId}),
  };
}

function doChange(work: Work, change: Change): Done {
  const {target, op} = change;
  if (target.kind === 'promotion') return {code: 'NOT_SUPPORTED'};
  const held: readonly string[] =
    target.kind === 'listing' ? LISTING_HELD : target.kind === 'offer' ? [...OFFER_HELD, 'stock'] : ['stock'];
  const fields = Object.entries(change.fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  if (fields.some(([name]) => !held.includes(name))) return {code: 'NOT_SUPPORTED'};
  const after = Object.fromEntries(fields.map(([name, {after: value}]) => [name, value]));
  if (target.kind === 'listing') {
    if (op === 'create') return createListing(work, change, after);
    return op === 'archive' ? archiveListing(work, change) : updateListing(work, change, after);
  }
  if (op === 'create') return target.kind === 'stock' ? {code: 'NOT_SUPPORTED'} : createOffer(work, change, after);
  return op === 'archive' ? archiveOffer(work, change) : updateOffer(work, change, after);
}
