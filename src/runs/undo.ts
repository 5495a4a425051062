import type {StoredOffer} from '../domain/catalog/types.js';
import {localFields} from '../domain/change/compare.js';
import {LOCAL_FIELDS, listingFields, liveFields, offerFields, sameValue, targetText} from '../domain/change/fields.js';
import type {JournalEntry} from '../domain/change/run.js';
import type {Change, FieldChange, FieldValue, Skipped, Target} from '../domain/change/types.js';
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

/** What can be put back, as changes, and what can not, each with its reason. Together they are all of `rows`. */
export interface Undo {
  readonly changes: readonly Omit<Change, 'n'>[];
  readonly left: readonly Skipped[];
}

type Taken =
  | {readonly change: Omit<Change, 'n'>; readonly left?: Message}
  | {readonly why: Message; readonly fate?: 'held'};

/**
 * Takes back a run, field by field, only where the shop still holds what the run wrote. The last change is taken back
 * first, so that variants go before the product they belong to.
 */
export function planUndo(rows: readonly UndoRow[], facts: UndoFacts): Undo {
  const changes: Omit<Change, 'n'>[] = [];
  const left: Skipped[] = [];
  const heldProducts = productsHeld(rows, facts);
  const made = madeBy(rows);
  for (const row of [...rows].reverse()) {
    const taken = takeBack(row, facts, heldProducts, made);
    const {target} = row.change;
    if ('why' in taken) left.push({target, fate: taken.fate ?? 'skipped', reason: taken.why, guards: []});
    else {
      changes.push(taken.change);
      if (taken.left !== undefined) left.push({target, fate: 'skipped', reason: taken.left, guards: []});
    }
  }
  return {changes, left};
}

function takeBack(row: UndoRow, facts: UndoFacts, heldProducts: ReadonlyMap<string, Message>, made: Made): Taken {
  const {change, entry} = row;
  const refusal = refused(row, facts, made);
  if (refusal !== null) return {why: refusal};
  if (change.op === 'create' && change.target.kind !== 'stock') return takeBackCreate(row, facts, heldProducts);
  if (change.op === 'archive') return takeBackArchive(row, facts);
  return takeBackFields(row, facts, entry);
}

/** Rows the run did not write, or that are not asked for. */
function refused(row: UndoRow, {stock}: UndoFacts, made: Made): Message | null {
  const {change, entry} = row;
  if (change.target.kind === 'stock' && !stock) return message('UNDO_STOCK', {});
  if (entry.state === 'undone') return message('UNDO_DONE_BEFORE', {});
  if (isAnother(row, made)) return message('UNDO_OTHER_THING', {});
  const written = entry.state === 'verified' || entry.state === 'mismatched';
  if (!written) return message('UNDO_NOT_WRITTEN', {state: entry.state});
  if (entry.code === 'ROW_ALREADY') return message('UNDO_ALREADY', {});
  return null;
}

/** The shop's ids of what the run wrote to, by kind and name. */
type Made = ReadonlyMap<string, string>;

function madeBy(rows: readonly UndoRow[]): Made {
  return new Map(
    rows.flatMap(({change: {target}, entry}) => {
      const id = entry.remoteId ?? target.key.remoteId;
      return id === undefined ? [] : [[nameOf(target), id] as const];
    }),
  );
}

/** Stock is a field of its offer. */
function nameOf(target: Target): string {
  return `${target.kind === 'listing' ? 'listing' : 'offer'} ${targetText(target)}`;
}

/** True when the shop now has another thing under the same name: made again since, by a later run or a person. */
function isAnother({change, live}: UndoRow, made: Made): boolean {
  const written = made.get(nameOf(change.target));
  const now = change.target.kind === 'listing' ? live.listing?.remoteId : live.offer?.remoteId;
  return written !== undefined && now !== undefined && written !== now;
}

/** Update → before, per field, where the live value is still the one that was written. */
function takeBackFields({change, live}: UndoRow, facts: UndoFacts, entry: JournalEntry): Taken {
  const now = liveOf(change, live);
  const local = facts.offers.find(change.target, live.offer?.remoteId);
  if (now === null) return {why: message('UNDO_GONE', {})};
  const fields: Record<string, FieldChange> = {};
  let kept: Message | undefined;
  for (const [name, {before, after}] of Object.entries(change.fields)) {
    if (sameValue(before, after)) continue;
    const found = foundIn(name, now, local);
    if (sameValue(found, before)) continue;
    if (sameValue(found, after)) fields[name] = {before: found, after: before};
    else kept ??= message('UNDO_LIVE_DIFFERS', {field: name, wrote: shown(after), now: shown(found)});
  }
  const overlaid = local !== null && facts.overlaid.has(local.id);
  if (kept !== undefined && change.fields['price'] !== undefined && fields['price'] === undefined && !overlaid)
    dropBase(fields);
  if (Object.keys(fields).length === 0) return {why: kept ?? message('UNDO_NOTHING_LEFT', {})};
  return {change: undoOf(change, 'update', fields, facts, entry.n, live), ...(kept === undefined ? {} : {left: kept})};
}

/** Without a promotion the base is the live price: it stays with a price that is not put back. */
function dropBase(fields: Record<string, FieldChange>): void {
  for (const name of LOCAL_FIELDS) delete fields[name];
}

/** Create → archive, unless it sold, was changed since, or someone added to it. */
function takeBackCreate(
  {change, live, entry}: UndoRow,
  facts: UndoFacts,
  heldProducts: ReadonlyMap<string, Message>,
): Taken {
  const now = liveOf(change, live);
  if (now === null) return {why: message('UNDO_GONE', {})};
  const held = heldProducts.get(change.target.key.product ?? '');
  if (held !== undefined) return {why: held, fate: 'held'};
  const fields = Object.entries(change.fields).filter(([name]) => !LOCAL_FIELDS.has(name));
  const moved = fields.find(([name, {after}]) => !sameValue(now[name] ?? null, after));
  if (moved !== undefined) {
    const [field, {after}] = moved;
    return {why: message('UNDO_LIVE_DIFFERS', {field, wrote: shown(after), now: shown(now[field] ?? null)})};
  }
  const back = Object.fromEntries(fields.map(([name, {after}]) => [name, {before: after, after: null}]));
  return {change: undoOf(change, 'archive', back, facts, entry.n, live)};
}

/** Archive → create again where it was deleted, or the old status where it was unpublished. */
function takeBackArchive({change, live, entry}: UndoRow, facts: UndoFacts): Taken {
  const now = liveOf(change, live);
  if (now === null) {
    const fields = Object.fromEntries(
      Object.entries(change.fields).map(([name, {before}]) => [name, {before: null, after: before}]),
    );
    return {change: undoOf(change, 'create', fields, facts, entry.n, live)};
  }
  const status = change.fields['status']?.before;
  if (change.target.kind !== 'listing' || status === undefined || sameValue(now['status'] ?? null, status)) {
    return {why: message('UNDO_NOTHING_LEFT', {})};
  }
  return {
    change: undoOf(change, 'update', {status: {before: now['status'] ?? null, after: status}}, facts, entry.n, live),
  };
}

/** Products whose creation stays: one of their offers sold, or has offers that this run did not make. */
function productsHeld(rows: readonly UndoRow[], {sold}: UndoFacts): ReadonlyMap<string, Message> {
  const created = rows.filter(({change}) => change.op === 'create' && change.target.kind !== 'stock');
  const made = new Set(
    created.filter(({change}) => change.target.kind === 'offer').map(({live}) => live.offer?.remoteId),
  );
  const held = new Map<string, Message>();
  for (const {change, live} of created) {
    const product = change.target.key.product ?? '';
    const offers = live.listing?.offers ?? [];
    if (change.target.kind === 'listing' && offers.some(({remoteId}) => !made.has(remoteId)))
      held.set(product, message('UNDO_GREW', {}));
    if (live.offer?.sku !== null && live.offer?.sku !== undefined && sold.has(live.offer.sku))
      held.set(product, message('UNDO_SOLD', {}));
  }
  return held;
}

function undoOf(
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

function liveOf({target}: Change, {listing, offer}: LiveState): Readonly<Record<string, FieldValue>> | null {
  if (listing === null) return null;
  if (target.kind === 'listing') return listingFields(listing);
  if (offer === null) return null;
  return target.kind === 'stock' ? liveFields(target, {listing, offer}) : offerFields(offer);
}

function foundIn(name: string, now: Readonly<Record<string, FieldValue>>, local: StoredOffer | null): FieldValue {
  if (!LOCAL_FIELDS.has(name)) return now[name] ?? null;
  return local === null ? null : (localFields(local)[name] ?? null);
}

function shown(value: FieldValue): string {
  return value === null ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
