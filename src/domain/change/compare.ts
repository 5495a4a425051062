import type {ListingContent, OfferContent} from '../catalog/types.js';
import {amountOrNull, type Minor} from '../money.js';
import {LOCAL_FIELDS, liveFields, sameValue} from './fields.js';
import type {Change, FieldChange, FieldValue} from './types.js';

/**
 * How the shop stands to a change. `before`: as the plan saw it, the change can be sent. `after`: as the change leaves
 * it, nothing to send. `other`: neither. `gone`: the thing to write to is no longer there.
 */
export type Standing = 'before' | 'after' | 'other' | 'gone';

/** One field that is neither as planned nor as wished. */
export interface FieldDrift {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
  readonly found: FieldValue;
}

export interface Comparison {
  readonly standing: Standing;
  /** The fields that are `other`. */
  readonly drift: readonly FieldDrift[];
  /** What the shop holds of the change's fields; null when it does not have the target. */
  readonly observed: Readonly<Record<string, FieldValue>> | null;
}

/** A target as a shop holds it: as the platform port reads it. */
export interface LiveTarget {
  readonly listing: ListingContent | null;
  readonly offer: OfferContent | null;
}

/**
 * Compares the shop with a change. `archive` says how the platform takes back a create. `made`: the variant is one that the
 * same plan makes, and the stock that a shop gives a new one is as the plan saw it.
 */
export function compareLive(
  change: Change,
  live: LiveTarget,
  archive: 'delete' | 'unpublish',
  made = false,
): Comparison {
  const found = foundOf(change, live);
  const fields = Object.entries(change.fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  const observed = found === null ? null : Object.fromEntries(fields.map(([name]) => [name, found[name] ?? null]));
  if (change.op === 'archive') return compareArchive(fields, live, found, archive, observed);
  const create = change.op === 'create' && change.target.kind !== 'stock';
  if (found === null) {
    const fresh = create || (fields.length > 0 && fields.every(([, {before}]) => before === null));
    return {standing: fresh ? 'before' : 'gone', drift: [], observed};
  }
  const elsewhere = create && change.target.kind === 'offer' ? elsewhereOf(change, live) : [];
  const drift = [...driftOf(fields, found, create), ...elsewhere];
  const done = fields.every(([name, {after}]) => sameValue(found[name] ?? null, after));
  if (done && elsewhere.length === 0) return {standing: 'after', drift: [], observed};
  if (made && isUnstocked(change, found)) return {standing: 'before', drift: [], observed};
  return {standing: create || drift.length > 0 ? 'other' : 'before', drift, observed};
}

/** A variant whose stock nobody has set yet: shops give a new one none, or 0. */
function isUnstocked({target, fields}: Change, found: Readonly<Record<string, FieldValue>>): boolean {
  return target.kind === 'stock' && fields['stock']?.before === null && (found['stock'] ?? 0) === 0;
}

/** A variant to be made whose SKU another product has already: it is not the one that was wished. */
function elsewhereOf({target: {key}}: Change, {listing}: LiveTarget): readonly FieldDrift[] {
  if (key.product === undefined || listing === null || listing.product === key.product) return [];
  return [{field: 'product', before: null, after: key.product, found: listing.product}];
}

function compareArchive(
  fields: readonly (readonly [string, FieldChange])[],
  live: LiveTarget,
  found: Readonly<Record<string, FieldValue>> | null,
  archive: 'delete' | 'unpublish',
  observed: Comparison['observed'],
): Comparison {
  const unpublished = archive === 'unpublish' && live.listing?.status !== 'active';
  if (found === null || unpublished) return {standing: 'after', drift: [], observed};
  const drift = driftOf(fields, found, false);
  return {standing: drift.length > 0 ? 'other' : 'before', drift, observed};
}

/** A field counts as drifted when it is neither before nor after; for a create, when it is not what was asked for. */
function driftOf(
  fields: readonly (readonly [string, FieldChange])[],
  found: Readonly<Record<string, FieldValue>>,
  create: boolean,
): FieldDrift[] {
  return fields.flatMap(([field, {before, after}]) => {
    const value = found[field] ?? null;
    const known = sameValue(value, after) || (!create && sameValue(value, before));
    return known ? [] : [{field, before, after, found: value}];
  });
}

function foundOf({target}: Change, {listing, offer}: LiveTarget): Readonly<Record<string, FieldValue>> | null {
  if (listing === null) return null;
  return liveFields(target, offer === null ? {listing} : {listing, offer});
}

/** The price without promotion, as souk keeps it. */
export interface LocalOffer {
  readonly basePrice: Minor | null;
  readonly baseCompareAt: Minor | null;
  readonly currency: string;
}

/** Compares souk's own fields of a change with the store. A change without such fields is `after`: there is nothing to do. */
export function compareLocal(change: Change, offer: LocalOffer | null): Comparison {
  const fields = Object.entries(change.fields).filter(([name]) => LOCAL_FIELDS.has(name));
  if (fields.length === 0 || change.op !== 'update') return {standing: 'after', drift: [], observed: null};
  if (offer === null) return {standing: 'gone', drift: [], observed: null};
  const found = localFields(offer);
  const drift = driftOf(fields, found, false);
  const done = fields.every(([name, {after}]) => sameValue(found[name] ?? null, after));
  return {standing: done ? 'after' : drift.length > 0 ? 'other' : 'before', drift, observed: found};
}

export function localFields({basePrice, baseCompareAt, currency}: LocalOffer): Readonly<Record<string, FieldValue>> {
  return {base_price: amountOrNull(basePrice, currency), base_compare_at_price: amountOrNull(baseCompareAt, currency)};
}

/** True when a change holds nothing that is sent to a shop. */
export function localOnly(change: Change): boolean {
  return change.op === 'update' && Object.keys(change.fields).every((name) => LOCAL_FIELDS.has(name));
}
