import type {Change, FieldChange, FieldChanges, GuardVerdict, Skipped, Source} from '../change/types.js';
import {type Message, message} from '../errors.js';
import {amountOrNull, formatAmount, type Minor} from '../money.js';
import {hardBounds} from './bounds.js';
import type {OfferFacts} from './facts.js';
import {guardAuthority, largeMove, nameOf, type Origin} from './guards.js';
import {type Rules, rulesFor} from './rules.js';
import {type Settled, settleComputed, settleGiven, settleRestored, softGuards} from './settle.js';

/** A price that someone or something wants for one offer. */
export interface PriceWish {
  /** The price without a promotion; undefined: stays. */
  readonly basePrice?: Minor;
  readonly baseCompareAt?: Minor | null;
  /** A promotion's price. Undefined: as it is; null: taken back, the base shows again. */
  readonly overlay?: {readonly promotion: string; readonly price: Minor; readonly compareAt: Minor | null} | null;
  readonly manual: boolean;
  readonly overrideBounds: boolean;
  readonly strategy: string;
  readonly reasons: readonly Message[];
  readonly source?: Source;
}

/** What became of a wish. `guards` are every verdict, in the order of MODEL.md §5. */
export type Composed =
  | {readonly kind: 'change'; readonly change: Omit<Change, 'n'>}
  | {readonly kind: 'unchanged'; readonly guards: readonly GuardVerdict[]}
  | {readonly kind: 'skipped'; readonly skipped: Skipped};

/**
 * The one function through which every price goes: applies and validates the guards of MODEL.md §5 in their order and
 * says what would be written. A change it returns passes `recheck` on the same facts.
 */
export function composePrice(wish: PriceWish, facts: OfferFacts, rules: Rules): Composed {
  const restoring = wish.overlay === null && facts.overlay !== null;
  const composed = composeOnce(wish, facts, rules, restoring);
  if (composed.kind !== 'skipped' || !restoring || wish.basePrice === undefined) return composed;
  // The end of a promotion is never held up by a new base: the old one comes back.
  const {basePrice: _held, ...rest} = wish;
  return composeOnce({...rest, reasons: [...wish.reasons, composed.skipped.reason]}, facts, rules, true);
}

function composeOnce(wish: PriceWish, facts: OfferFacts, rules: Rules, restoring: boolean): Composed {
  const effective = rulesFor(rules, facts.offer);
  const bounds = hardBounds(facts, effective.guards);
  const origin: Origin = {manual: wish.manual, overrideBounds: wish.overrideBounds, file: wish.source !== undefined};
  let base = facts.base;
  const verdicts: GuardVerdict[] = [];
  const settle = (settled: Settled): Minor | null => {
    verdicts.push(...settled.verdicts);
    return settled.price;
  };
  if (wish.basePrice !== undefined && !(wish.manual && wish.basePrice === facts.base)) {
    const whose = wish.overlay === undefined ? origin : {...origin, overlay: true};
    const settled = wish.manual
      ? settleGiven(wish.basePrice, facts, bounds, effective, whose)
      : settleComputed(
          wish.basePrice,
          facts,
          bounds,
          effective,
          whose,
          softGuards(facts, bounds, effective, wish.strategy),
        );
    base = settle(settled);
    if (base === null) return skipped(facts, verdicts);
  } else if (restoring) {
    base = settle(settleRestored(facts, bounds, effective));
    if (base === null) return skipped(facts, verdicts);
  } else if (wish.baseCompareAt !== undefined && wish.baseCompareAt !== facts.baseCompareAt) {
    const verdict = guardAuthority(facts, origin);
    verdicts.push(verdict);
    if (verdict.verdict === 'hold') return skipped(facts, verdicts);
  }
  if (wish.overlay) {
    const shown = settle(settleGiven(wish.overlay.price, facts, bounds, effective, {...origin, overlay: true}));
    if (shown === null) return skipped(facts, verdicts);
  }
  return outcome(wish, facts, base, verdicts, restoring);
}

/** The fields that differ, with what a buyer will see: base plus overlay. */
function outcome(
  wish: PriceWish,
  facts: OfferFacts,
  base: Minor | null,
  verdicts: readonly GuardVerdict[],
  restoring: boolean,
): Composed {
  const wanted = wish.baseCompareAt === undefined ? facts.baseCompareAt : wish.baseCompareAt;
  const touched = base !== facts.base || wanted !== facts.baseCompareAt || wish.overlay !== undefined;
  if (!touched) return turnedBack(wish, facts, verdicts) ?? {kind: 'unchanged', guards: verdicts};
  const baseCompareAt = above(wanted, base);
  const overlay = wish.overlay === undefined ? facts.overlay : wish.overlay;
  const price = overlay === null ? base : overlay.price;
  const compareAt = overlay === null ? baseCompareAt : above(overlay.compareAt, overlay.price);
  const fields = differing(facts.currency, [
    ['price', facts.live, price],
    ['compare_at_price', facts.liveCompareAt, compareAt],
    ['base_price', facts.base, base],
    ['base_compare_at_price', facts.baseCompareAt, baseCompareAt],
  ]);
  if (Object.keys(fields).length === 0) return {kind: 'unchanged', guards: verdicts};
  const large = restoring || price === null ? null : largeMove(facts.live, price, facts.currency);
  const cleared =
    wanted !== null && baseCompareAt === null
      ? [message('COMPARE_AT_CLEARED', {compareAt: formatAmount(wanted, facts.currency), currency: facts.currency})]
      : [];
  const change: Omit<Change, 'n'> = {
    target: {kind: 'offer', key: facts.key},
    op: 'update',
    fields,
    reasons: [...wish.reasons, ...cleared, ...overridden(verdicts)],
    guards: large === null ? verdicts : [...verdicts, {code: 'move', verdict: 'pass', why: large}],
    ...(wish.source === undefined ? {} : {source: wish.source}),
    ...(large === null ? {} : {largeMove: true}),
    ...(wish.overlay === undefined
      ? {}
      : {overlay: wish.overlay?.promotion ?? null, overlayBefore: facts.overlay?.promotion ?? null}),
  };
  return {kind: 'change', change};
}

/** A computed price that guards brought back to the present one: held, with the guard that had the last word. Rounding alone holds nothing. */
function turnedBack(wish: PriceWish, facts: OfferFacts, verdicts: readonly GuardVerdict[]): Composed | null {
  if (wish.manual || wish.basePrice === undefined || wish.basePrice === facts.base) return null;
  const reason = verdicts.findLast(({verdict, code}) => verdict === 'clamp' && code !== 'rounding')?.why;
  if (reason === undefined) return null;
  return {kind: 'skipped', skipped: {target: {kind: 'offer', key: facts.key}, fate: 'held', reason, guards: verdicts}};
}

/** A struck-through price stands only above the price. */
function above(compareAt: Minor | null, price: Minor | null): Minor | null {
  return compareAt !== null && price !== null && compareAt <= price ? null : compareAt;
}

/** Bounds that a person overrode are reasons too, so that the journal names them. */
function overridden(verdicts: readonly GuardVerdict[]): Message[] {
  const found: Message[] = [];
  for (const {why} of verdicts) if (why?.code === 'BOUND_OVERRIDDEN') found.push(why);
  return found;
}

type Pair = readonly [name: string, before: Minor | null, after: Minor | null];

function differing(currency: string, pairs: readonly Pair[]): FieldChanges {
  const fields: Record<string, FieldChange> = {};
  for (const [name, before, after] of pairs)
    if (before !== after) fields[name] = {before: amountOrNull(before, currency), after: amountOrNull(after, currency)};
  return fields;
}

/** Held, with the first verdict that holds it as the reason. */
function skipped(facts: OfferFacts, verdicts: readonly GuardVerdict[]): Composed {
  const reason =
    verdicts.find(({verdict}) => verdict === 'hold')?.why ?? message('PRICE_UNKNOWN', {sku: nameOf(facts)});
  return {kind: 'skipped', skipped: {target: {kind: 'offer', key: facts.key}, fate: 'held', reason, guards: verdicts}};
}
