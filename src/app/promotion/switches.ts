import type {Change, Skipped} from '../../domain/change/types.js';
import {type Message, message} from '../../domain/errors.js';
import {amountOrNull, formatAmount, type Minor} from '../../domain/money.js';
import {type Composed, composePrice, type PriceWish} from '../../domain/pricing/compose.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {type Decision, decide} from '../../domain/promotions/decide.js';
import type {NoOverlay, Overlay} from '../../domain/promotions/overlay.js';
import {type Due, dueAt, standing} from '../../domain/promotions/schedule.js';
import type {Promotion} from '../../domain/promotions/types.js';
import {localText} from '../../domain/promotions/window.js';
import type {Shelf, ShelfOffer} from './shelf.js';

/** What souk would do to one offer: a change to the shop, a switch in the store alone, or nothing with its reason. */
export type Step =
  | {readonly kind: 'change'; readonly offer: ShelfOffer; readonly change: Omit<Change, 'n'>}
  /** The shop shows the right price already: only the store has to learn whose it is. */
  | {readonly kind: 'local'; readonly offer: ShelfOffer; readonly before: string | null; readonly after: Overlay | null}
  | {readonly kind: 'skipped'; readonly offer: ShelfOffer; readonly skipped: Skipped; readonly release?: string}
  | {readonly kind: 'stands'; readonly offer: ShelfOffer};

/** Everything that is due in a shop at one instant. */
export interface Switching {
  readonly now: number;
  readonly due: Due;
  readonly steps: readonly Step[];
  /** What a person should know: missed windows, late switches, a clock that went back. */
  readonly warnings: readonly Message[];
}

/** A price that holds when a promotion ends, where it is made in the same plan. */
export interface NewBase {
  readonly basePrice: Minor;
  readonly reasons: readonly Message[];
}

/**
 * Finds what is due; with `cancel` that promotion no longer stands, whatever its window says. `newBase` says what an
 * offer costs from now on when its promotion ends (null: its base stays); without it every base stays.
 */
export function switchesOn(
  shelf: Shelf,
  currency: string,
  cancel?: string,
  newBase: (facts: OfferFacts) => NewBase | null = () => null,
): Switching {
  const due = dueAt(shelf.promotions, shelf.now);
  const stand = standing(due).filter(({id}) => id !== cancel);
  const names = new Map(shelf.promotions.map((promotion) => [promotion.id, promotion]));
  const steps = shelf.offers.flatMap((offer): readonly Step[] => {
    const overlay = shelf.overlays.get(offer.offerId);
    const decision = decide(offer, stand, overlay);
    if (decision.kind === 'leave') return overlay === undefined ? [] : [{kind: 'stands', offer}];
    return [stepOf(decision, offer, {shelf, names, currency, cancel, newBase})];
  });
  return {now: shelf.now, due, steps, warnings: warningsOf(due, shelf.now)};
}

interface Around {
  readonly shelf: Shelf;
  readonly names: ReadonlyMap<string, Promotion>;
  readonly currency: string;
  readonly cancel: string | undefined;
  readonly newBase: (facts: OfferFacts) => NewBase | null;
}

type Act = Exclude<Decision, {readonly kind: 'leave'}>;

function stepOf(decision: Act, offer: ShelfOffer, around: Around): Step {
  const {currency, names, cancel} = around;
  const name = (id: string) => names.get(id)?.name ?? '';
  switch (decision.kind) {
    case 'none':
      return left(offer, noOverlay(decision.why, offer, names.get(decision.promotion), currency));
    case 'edited': {
      const {promotion, expected, live, over} = decision;
      const said = {
        promotion,
        expected: formatAmount(expected, currency),
        live: amountOrNull(live, currency) ?? '',
        currency,
      };
      const step = left(offer, message('PROMO_EDITED', said));
      return over ? {...step, release: promotion} : step;
    }
    case 'take-back': {
      const {promotion} = decision;
      const said = {promotion, name: name(promotion)};
      const reason = promotion === cancel ? message('PROMO_CANCELLED', said) : message('PROMO_ENDS', said);
      return compose(offer, around, {before: promotion, after: null, reasons: [reason]});
    }
    case 'set': {
      const {overlay, replaces} = decision;
      const said = {promotion: overlay.promotion, name: name(overlay.promotion)};
      const other = replaces === null || replaces === overlay.promotion ? null : replaces;
      const reason = other === null ? message('PROMO_STARTS', said) : message('PROMO_REPLACES', {...said, other});
      return compose(offer, around, {before: replaces, after: overlay, reasons: [reason]});
    }
  }
}

interface Wanted {
  readonly before: string | null;
  readonly after: Overlay | null;
  readonly reasons: readonly Message[];
}

/** Through the guards, as every price goes. */
function compose(offer: ShelfOffer, {shelf, names, newBase}: Around, {before, after, reasons}: Wanted): Step {
  const overrideBounds = after !== null && names.get(after.promotion)?.terms.acceptLosses === true;
  const base = after === null ? newBase(offer.facts) : null;
  const wish: PriceWish = {
    overlay: after,
    ...(base === null ? {} : {basePrice: base.basePrice}),
    manual: base === null,
    overrideBounds,
    strategy: 'promotion',
    reasons: base === null ? reasons : [...reasons, ...base.reasons],
  };
  const composed: Composed = composePrice(wish, offer.facts, shelf.rules);
  if (composed.kind === 'skipped') return {kind: 'skipped', offer, skipped: composed.skipped};
  if (composed.kind === 'unchanged') return {kind: 'local', offer, before, after};
  const overlay = after?.promotion ?? null;
  return {kind: 'change', offer, change: {...composed.change, overlay, overlayBefore: before}};
}

function left(offer: ShelfOffer, reason: Message): Extract<Step, {readonly kind: 'skipped'}> {
  const skipped: Skipped = {target: {kind: 'offer', key: offer.facts.key}, fate: 'skipped', reason, guards: []};
  return {kind: 'skipped', offer, skipped};
}

function noOverlay(
  why: NoOverlay,
  {label: sku, basePrice}: ShelfOffer,
  promotion: Promotion | undefined,
  currency: string,
): Message {
  if (why === 'no-base' || basePrice === null) return message('PROMO_NO_BASE', {sku});
  const base = formatAmount(basePrice, currency);
  if (why === 'no-effect') return message('PROMO_NO_EFFECT', {sku, base, currency});
  const terms = promotion?.terms;
  const off = terms?.kind === 'fixed' ? formatAmount(terms.amount, currency) : `${terms?.percent ?? ''} %`;
  return message('PROMO_NOT_POSITIVE', {sku, base, off, currency});
}

/** A night's job is due once a day, and a night may have 25 hours: what is later than this was missed at least once. */
const LATE_MS = 26 * 3_600_000;

function warningsOf({starts, ends, missed, early}: Due, now: number): readonly Message[] {
  const named = ({id, name}: Promotion) => ({promotion: id, name});
  const late = (promotions: readonly Promotion[], what: 'start' | 'end') =>
    promotions.flatMap((each) => {
      const at = what === 'start' ? each.startsAt : each.endsAt;
      return now - at > LATE_MS
        ? [message('PROMO_CAUGHT_UP', {...named(each), what, due: localText(at, each.zone)})]
        : [];
    });
  return [
    ...missed.map((each) => {
      const window = {start: localText(each.startsAt, each.zone), end: localText(each.endsAt, each.zone)};
      return message('PROMO_MISSED', {...named(each), ...window});
    }),
    ...late(starts, 'start'),
    ...late(ends, 'end'),
    ...early.map((each) => message('PROMO_CLOCK_BACK', {...named(each), start: localText(each.startsAt, each.zone)})),
  ];
}
