import {expect} from 'chai';
import {LOCAL_FIELDS, sameValue, targetText} from '../../src/domain/change/fields.js';
import type {JournalEntry} from '../../src/domain/change/run.js';
import type {Change, FieldValue, Target, TargetKey} from '../../src/domain/change/types.js';
import type {Hand, Lane, Step} from './lane.js';
import {type Logged, type Shown, tookEffect} from './shop.js';

/** Refusals that a request earns when it, or another like it, was there before. */
const REPEATED = /^(DUPLICATE_\w+|NOT_FOUND)$/u;

/** States in which a run may leave a change that nobody touched; the others need a hand to explain them. */
const WELL: ReadonlySet<string> = new Set(['verified']);
const BY_HAND: ReadonlySet<string> = new Set(['drifted', 'mismatched']);

/**
 * Judges a run by the shop's own log: each change took effect exactly once, with the values that were wished; nothing
 * else did; and the journal says so.
 */
export function judgeRun(lane: Lane, step: Step): void {
  const {run, plan, journal, name} = step;
  const log = lane.shop.log(step.from).filter(({byHand}) => !byHand);
  const at = `seed ${lane.seed}, ${name}, ${run?.id ?? 'no run'}`;
  const effects = new Map<string, Logged[]>();
  for (const row of log) {
    if (!tookEffect(row)) {
      lane.tally.repeats += 1;
      if (row.result !== 'applied') expect(row.result, `${at}: ${JSON.stringify(row.key)}`).to.match(REPEATED);
      continue;
    }
    const thing = nameOfRow(row);
    effects.set(thing, [...(effects.get(thing) ?? []), row]);
  }
  for (const change of plan?.changes ?? []) {
    const entry = journal.get(change.n);
    if (run === null || entry === undefined) continue;
    const thing = nameOf(change.op, change.target);
    const found = effects.get(thing) ?? [];
    effects.delete(thing);
    judgeChange(`${at}: ${thing} is ${entry.state}`, change, entry, found, touchedIn(lane, step, change.target.key));
  }
  expect([...effects.keys()], `${at}: written without a change`).to.deep.equal([]);
  judgeShelf(lane, step, at);
}

/** What is verified, and nobody touched, is what the shop shows. */
function judgeShelf(lane: Lane, step: Step, at: string): void {
  const prices = pricesOn(lane.shop.shelf());
  for (const {n, op, target, fields} of step.plan?.changes ?? []) {
    const {price} = fields;
    if (
      step.journal.get(n)?.state !== 'verified' ||
      target.kind !== 'offer' ||
      touchedIn(lane, step, target.key).length > 0
    )
      continue;
    const wished = op === 'archive' ? undefined : price?.after;
    if (op === 'archive' || price !== undefined)
      expect(prices.get(target.key.sku ?? null), `${at}: ${targetText(target)} in the end`).to.equal(wished);
  }
}

function pricesOn(shelf: readonly Shown[]): ReadonlyMap<string | null, string | null> {
  return new Map(shelf.map(({sku, price}) => [sku, price === null ? null : (price / 100).toFixed(2)]));
}

function judgeChange(
  at: string,
  change: Change,
  entry: JournalEntry,
  found: readonly Logged[],
  hands: readonly Hand[],
): void {
  const {state} = entry;
  if (hands.length === 0) expect(WELL.has(state), `${at} ${entry.code ?? ''}`).to.equal(true);
  else expect(WELL.has(state) || BY_HAND.has(state) || entry.code === 'ROW_VARIANT_STAYS', at).to.equal(true);
  const wished = Object.entries(change.fields).filter(([field]) => !LOCAL_FIELDS.has(field));
  const sent = entry.attempts > 0 && (wished.length > 0 || change.op !== 'update');
  if (state === 'verified' || state === 'mismatched') expect(found.length, `${at}: times`).to.equal(sent ? 1 : 0);
  else expect(found.length, `${at}: times`).to.be.at.most(sent ? 1 : 0);
  for (const {after} of found) {
    if (change.op === 'archive') expect(after, at).to.equal(null);
    else
      for (const [field, {after: value}] of wished)
        expect(sameValue((after?.[field] ?? null) as FieldValue, value), `${at}: ${field}`).to.equal(true);
  }
}

/**
 * Judges an undo: what the run wrote and nobody touched since is put back; whatever is not is listed with its reason.
 * Judged by what the shop held when the undo began.
 */
export function judgeUndo(lane: Lane, undone: Step, undo: Step): void {
  judgeRun(lane, undo);
  const at = `seed ${lane.seed}, ${undo.name}`;
  const prices = pricesOn(undo.shelf);
  const back = new Map((undo.plan?.changes ?? []).map((change) => [change.undoes, change]));
  const listed = new Set((undo.plan?.skipped ?? []).map(({target}) => `${target.kind} ${targetText(target)}`));
  for (const change of undone.plan?.changes ?? []) {
    const entry = undone.journal.get(change.n);
    if (entry === undefined || entry.code === 'ROW_NOT_CHOSEN') continue;
    const thing = `${change.target.kind} ${targetText(change.target)}`;
    const taken = back.get(change.n);
    const {price} = change.fields;
    expect(taken !== undefined || listed.has(thing), `${at}: ${thing} is neither put back nor listed`).to.equal(true);
    if (listed.has(thing)) lane.tally.listed += 1;
    if (price === undefined || entry.attempts === 0 || change.op !== 'update') continue;
    const live = prices.get(change.target.key.sku ?? null);
    if (entry.state === 'verified' && live === price.after)
      expect(taken?.fields['price'], `${at}: ${thing} stands as written`).to.deep.equal({
        before: price.after,
        after: price.before,
      });
    else expect(taken?.fields['price'], `${at}: ${thing} was touched since`).to.equal(undefined);
  }
}

/** What was done by hand, from the step's beginning on, to a thing or to the product it belongs to. */
function touchedIn(lane: Lane, {from}: Step, {product, sku}: TargetKey): readonly Hand[] {
  return lane.hands.filter(
    (hand) => hand.seq > from && (hand.product === product || (hand.sku !== null && hand.sku === sku)),
  );
}

function nameOf(op: string, {kind, key}: Target): string {
  return `${op} ${kind} ${targetText({kind, key})}`;
}

/** A price that was renamed or moved keeps its name here: no step of the story renames anything. */
function nameOfRow({op, kind, key}: Logged): string {
  return nameOf(op, {kind: kind === 'listing' ? 'listing' : 'offer', key});
}
