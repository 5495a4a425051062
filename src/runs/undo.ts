import type {StoredOffer} from '../domain/catalog/types.js';
import {localFields} from '../domain/change/compare.js';
import {LOCAL_FIELDS, sameValue, targetText} from '../domain/change/fields.js';
import type {JournalEntry} from '../domain/change/run.js';
import type {Change, FieldChange, FieldValue, Skipped, Target} from '../domain/change/types.js';
import {type Message, message} from '../domain/errors.js';
import {isCreated, productsHeld, takeBackArchive, takeBackCreate} from './undo-products.js';
import {leftBehind, liveOf, shown, type Taken, type UndoFacts, type UndoRow, undoOf} from './undo-row.js';

/** What can be put back, as changes, and what can not, each with its reason. Together they are all of `rows`. */
export interface Undo {
  readonly changes: readonly Omit<Change, 'n'>[];
  readonly left: readonly Skipped[];
}

/**
 * Takes back a run, field by field, only where the shop still holds what the run wrote. The last change is taken back
 * first, so that variants go before the product they belong to.
 */
export function planUndo(rows: readonly UndoRow[], facts: UndoFacts): Undo {
  const changes: Omit<Change, 'n'>[] = [];
  const left: Skipped[] = [];
  const made = madeBy(rows);
  const alone = new Map(rows.map((row) => [row, takeBack(row, facts, made)]));
  const held = productsHeld(alone, facts);
  for (const row of [...rows].reverse()) {
    const {target} = row.change;
    const taken = unlessHeld(row, alone.get(row), held.get(target.key.product));
    if ('why' in taken) left.push({target, fate: taken.fate ?? 'skipped', reason: taken.why, guards: []});
    else {
      changes.push(taken.change);
      if (taken.left !== undefined) left.push({target, fate: 'skipped', reason: taken.left, guards: []});
    }
  }
  return {changes, left};
}

function unlessHeld(row: UndoRow, taken: Taken | undefined, held: Message | undefined): Taken {
  if (taken === undefined) throw new RangeError(`no row ${row.change.n}`);
  return held !== undefined && 'change' in taken && isCreated(row) ? {why: held, fate: 'held'} : taken;
}

function takeBack(row: UndoRow, facts: UndoFacts, made: Made): Taken {
  const {change, entry} = row;
  const refusal = refused(row, facts, made);
  if (refusal !== null) return {why: refusal};
  if (isCreated(row)) return takeBackCreate(row, facts);
  if (change.op === 'archive') return takeBackArchive(row, facts);
  return takeBackFields(row, facts, entry);
}

/** Rows the run did not write, or that are not asked for. */
function refused(row: UndoRow, {stock}: UndoFacts, made: Made): Message | null {
  const {change, entry} = row;
  if (change.target.kind === 'stock' && !stock) return message('UNDO_STOCK', {});
  if (entry.state === 'undone') return message('UNDO_DONE_BEFORE', {});
  if (isAnother(row, made)) return message('UNDO_OTHER_THING', {});
  if (!written(row)) return message('UNDO_NOT_WRITTEN', {state: entry.state});
  if (entry.code === 'ROW_ALREADY') return message('UNDO_ALREADY', {});
  return null;
}

/**
 * What the run wrote. In one that was abandoned before the shop could be read, also what it had a yes for, and what it
 * sent without an answer: whether that is there is seen by the shop itself.
 */
function written({change, entry: {state, attempts}, live}: UndoRow): boolean {
  if (state === 'unknown') return attempts > 0 && (change.op === 'archive' || liveOf(change, live) !== null);
  return state === 'verified' || state === 'mismatched' || state === 'applied';
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

/**
 * Update → before, per field, where the live value is still the one that was written. A row that was never sent wrote
 * nothing to the shop: somebody else had set what it wished; only souk's own fields are the run's doing.
 */
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
    const wrote = leftBehind(entry, change.overlay === undefined ? (SHOWN_AS.get(name) ?? name) : name, after);
    if (entry.attempts === 0 && !LOCAL_FIELDS.has(name)) kept ??= message('UNDO_ALREADY', {});
    else if (sameValue(found, wrote)) fields[name] = {before: found, after: before};
    else kept ??= message('UNDO_LIVE_DIFFERS', {field: name, wrote: shown(wrote), now: shown(found)});
  }
  const overlaid = local !== null && facts.overlaid.has(local.id);
  if (kept !== undefined && change.fields['price'] !== undefined && fields['price'] === undefined && !overlaid)
    dropBase(fields);
  if (Object.keys(fields).length === 0) return {why: kept ?? message('UNDO_NOTHING_LEFT', {})};
  return {change: undoOf(change, 'update', fields, facts, entry.n, live), ...(kept === undefined ? {} : {left: kept})};
}

/** What the shop made of a price is the price without a promotion too, where none is at work. */
const SHOWN_AS: ReadonlyMap<string, string> = new Map([
  ['base_price', 'price'],
  ['base_compare_at_price', 'compare_at_price'],
]);

/** Without a promotion the base is the live price: it stays with a price that is not put back. */
function dropBase(fields: Record<string, FieldChange>): void {
  for (const name of LOCAL_FIELDS) delete fields[name];
}

function foundIn(name: string, now: Readonly<Record<string, FieldValue>>, local: StoredOffer | null): FieldValue {
  if (!LOCAL_FIELDS.has(name)) return now[name] ?? null;
  return local === null ? null : (localFields(local)[name] ?? null);
}
