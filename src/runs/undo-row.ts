import {listingFields, liveFields, offerFields} from '../domain/change/fields.js';
import type {JournalEntry} from '../domain/change/run.js';
import type {Change, FieldValue} from '../domain/change/types.js';
import {type Message, message} from '../domain/errors.js';
import type {LiveState} from '../ports/platform.js';
import type {OfferIndex} from './engine/inspect.js';

/** A change of the run to take back, and how the shop and the store stand now. */
export interface UndoRow {
  readonly change: Change;
  readonly entry: JournalEntry;
  readonly live: LiveState;
}

export interface UndoFacts {
  readonly run: string;
  readonly offers: OfferIndex;
  readonly archive: 'delete' | 'unpublish';
  /** SKUs that have orders: what was created for them is not taken down. */
  readonly sold: ReadonlySet<string>;
  readonly stock: boolean;
  /** Offers whose price a promotion makes now, by local id. */
  readonly overlaid: ReadonlySet<number>;
}

/** What becomes of one row: put back, in part where `left` says what is not; or left as it is. */
export type Taken =
  | {readonly change: Omit<Change, 'n'>; readonly left?: Message}
  | {readonly why: Message; readonly fate?: 'held'};

/** The change that takes back another. */
export function undoOf(
  change: Change,
  op: Change['op'],
  fields: Change['fields'],
  {run}: UndoFacts,
  undoes: number,
  live: LiveState,
): Omit<Change, 'n'> {
  const remoteId = change.target.kind === 'listing' ? live.listing?.remoteId : live.offer?.remoteId;
  const {remoteId: _old, ...key} = change.target.key;
  const target = {kind: change.target.kind, key: remoteId === undefined ? key : {...key, remoteId}};
  const overlay =
    change.overlay === undefined ? {} : {overlay: change.overlayBefore ?? null, overlayBefore: change.overlay};
  return {target, op, fields, reasons: [message('UNDO_OF', {run})], guards: [], undoes, ...overlay};
}

/** What the shop holds of a row; null when it does not have the thing. */
export function liveOf({target}: Change, {listing, offer}: LiveState): Readonly<Record<string, FieldValue>> | null {
  if (listing === null) return null;
  if (target.kind === 'listing') return listingFields(listing);
  if (offer === null) return null;
  return target.kind === 'stock' ? liveFields(target, {listing, offer}) : offerFields(offer);
}

/**
 * What the run left in the shop: what it wrote, or what the shop made of it. What was read back by a later process may
 * be somebody's own change, and is not taken for the shop's doing.
 */
export function leftBehind({state, code, observed}: JournalEntry, name: string, after: FieldValue): FieldValue {
  if (state !== 'mismatched' || code !== 'ROW_MISMATCHED' || observed === null) return after;
  const seen = JSON.parse(observed) as Readonly<Record<string, FieldValue>>;
  return Object.hasOwn(seen, name) ? (seen[name] ?? null) : after;
}

/** A value as reasons show it. */
export function shown(value: FieldValue): string {
  return value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
