import {canonicalJson} from '../../../domain/change/canonical.js';
import type {WireChange, WireResult} from '../wire.js';
import {Refusal} from './fields.js';
import {nowOf, type ShopFile} from './file.js';
import {createListing, type Done, removeListing, updateListing} from './listing.js';
import {createOffer, removeOffer, updateOffer} from './offer.js';

/**
 * Applies the rows of one request in one transaction, each row for itself, and writes every one of them into the
 * shop's own log: request id, what was asked, what the shop held before and after, what it answered.
 */
export function applyBatch(file: ShopFile, request: string, changes: readonly WireChange[]): WireResult[] {
  return file.db.transaction(() => changes.map((change) => applyLogged(file, request, change))).immediate();
}

function applyLogged(file: ShopFile, request: string, change: WireChange): WireResult {
  const {n} = change;
  try {
    const {id, before, after} = applyChange(file, change);
    log(file, request, change, before, after, 'applied');
    return {n, status: 'applied', id: String(id)};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log(file, request, change, null, null, error.code);
    const existing = error.existing === undefined ? {} : {existing_id: String(error.existing)};
    return {n, status: 'rejected', code: error.code, message: error.message, ...existing};
  }
}

function log(
  {db}: ShopFile,
  request: string,
  change: WireChange,
  before: unknown,
  after: unknown,
  result: string,
): void {
  db.prepare(
    'INSERT INTO write_log (at, request, n, kind, op, key, before, after, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  ).run(
    nowOf(db),
    request,
    change.n,
    change.kind,
    change.op,
    canonicalJson(change.key),
    before === null ? null : canonicalJson(before),
    after === null ? null : canonicalJson(after),
    result,
  );
}

/** Does one row or throws a {@link Refusal} before anything of it is written. */
export function applyChange(file: ShopFile, change: WireChange): Done {
  const {kind, op} = change;
  if (kind === 'listing') {
    if (op === 'create') return createListing(file, change);
    return op === 'update' ? updateListing(file, change) : removeListing(file, change);
  }
  if (kind === 'stock' && op === 'update') return updateOffer(file, change, ['stock']);
  if (kind === 'offer') {
    if (op === 'create') return createOffer(file, change);
    return op === 'update' ? updateOffer(file, change) : removeOffer(file, change);
  }
  throw new Refusal('UNSUPPORTED', `this shop can not ${op} a ${kind}`);
}
