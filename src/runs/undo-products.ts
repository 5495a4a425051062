import {LOCAL_FIELDS, sameValue} from '../domain/change/fields.js';
import {type Message, message} from '../domain/errors.js';
import {leftBehind, liveOf, shown, type Taken, type UndoFacts, type UndoRow, undoOf} from './undo-row.js';

/** Create → archive, unless it was changed since the shop made it, be it otherwise than wished. */
export function takeBackCreate({change, live, entry}: UndoRow, facts: UndoFacts): Taken {
  const now = liveOf(change, live);
  if (now === null) return {why: message('UNDO_GONE', {})};
  const left = Object.entries(change.fields)
    .filter(([name]) => !LOCAL_FIELDS.has(name))
    .map(([name, {after}]) => [name, leftBehind(entry, name, after)] as const);
  const moved = left.find(([name, wrote]) => !sameValue(now[name] ?? null, wrote));
  if (moved !== undefined) {
    const [field, wrote] = moved;
    return {why: message('UNDO_LIVE_DIFFERS', {field, wrote: shown(wrote), now: shown(now[field] ?? null)})};
  }
  const back = Object.fromEntries(left.map(([name, before]) => [name, {before, after: null}]));
  return {change: undoOf(change, 'archive', back, facts, entry.n, live)};
}

/** Archive → create again where it was deleted, or the old status where it was unpublished. */
export function takeBackArchive({change, live, entry}: UndoRow, facts: UndoFacts): Taken {
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

/**
 * Products that stay whole, with the reason: one of their variants sold, they have variants that this run did not make,
 * or a part of them was changed since. Half a product helps nobody, and a product that goes takes all its variants along.
 */
export function productsHeld(
  rows: ReadonlyMap<UndoRow, Taken>,
  {sold}: UndoFacts,
): ReadonlyMap<string | undefined, Message> {
  const created = [...rows].filter(([row]) => isCreated(row));
  const made = new Set(created.map(([{live}]) => live.offer?.remoteId));
  const products = created.filter(([{change}, taken]) => change.target.kind === 'listing' && 'change' in taken);
  const going = new Set(products.map(([{change}]) => change.target.key.product));
  const held = new Map<string | undefined, Message>();
  for (const [{change, live}, taken] of created) {
    const {product} = change.target.key;
    const stays = 'why' in taken && liveOf(change, live) !== null;
    if (stays && going.has(product)) held.set(product, message('UNDO_CHANGED', {}));
  }
  for (const [{change, live}] of products) {
    if (live.listing?.offers.some(({remoteId}) => !made.has(remoteId)) === true)
      held.set(change.target.key.product, message('UNDO_GREW', {}));
  }
  for (const [{change, live}] of created) {
    const sku = live.offer?.sku ?? null;
    if (sku !== null && sold.has(sku)) held.set(change.target.key.product, message('UNDO_SOLD', {}));
  }
  return held;
}

/** True for the creation of a product or a variant. */
export function isCreated({change: {op, target}}: UndoRow): boolean {
  return op === 'create' && target.kind !== 'stock';
}
