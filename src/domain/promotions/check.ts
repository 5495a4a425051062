import {type Message, message} from '../errors.js';
import {formatAmount, type Minor} from '../money.js';
import {gapAt} from '../pricing/cost.js';
import type {Range} from '../pricing/solve.js';
import {type BaseOffer, lowestOverlay, type NoOverlay, type Overlay, overlayFor} from './overlay.js';
import {claimable} from './reference.js';
import {DEAL_DAYS, type LowestDeal} from './sold.js';
import type {Promotion} from './types.js';
import {bothZones} from './window.js';

/** A discount of this share or more is asked about: 满200减200 was once typed for 满200减20. */
const LARGE_SHARE = 0.5;

/** `error` stops the launch, `warning` is for a person to weigh. */
export type Severity = 'error' | 'warning';

/** One thing found. Its code and its numbers are those of the message. */
export interface Finding {
  readonly severity: Severity;
  /** The offer it is about; null: the promotion as a whole. */
  readonly sku: string | null;
  readonly said: Message;
  /** True for what `--accept-losses` accepts: prices below a bound. */
  readonly loss?: boolean;
}

/** A lower bound of a price, with its source in words of `pricing`: "break-even", "min_price", "map_price" … */
export interface LowerBound {
  readonly source: string;
  readonly at: Minor;
}

/** What the check has to know of an offer in the promotion's scope. */
export interface CheckedOffer extends BaseOffer {
  readonly offerId: number;
  /** SKU, or product and options where there is none. */
  readonly label: string;
  readonly stock: number | null;
  /** Every lower bound that is known; none: neither a cost nor a lowest price is. */
  readonly bounds: readonly LowerBound[];
  /** Prices above them that lose all the same, by a step of a fee. */
  readonly gaps?: readonly Range[];
  /** Lowest price of the 30 days before it is announced; null: no history. */
  readonly lowest: Minor | null;
  /** Where deals count (China): the deal that it is measured by, null when it was never sold; absent: `lowest` counts. */
  readonly deal?: LowestDeal | null;
  /** Why a guard will leave its price alone, when it is known now: pinned, or owned by another. */
  readonly held: Message | null;
}

/** Another promotion that is not over, and the offers in its scope. */
export interface OtherPromotion {
  readonly promotion: Promotion;
  readonly offers: ReadonlySet<number>;
}

export interface CheckInput {
  readonly promotion: Promotion;
  readonly offers: readonly CheckedOffer[];
  readonly others: readonly OtherPromotion[];
  readonly now: number;
  readonly currency: string;
}

/** Everything to know before a launch: errors first, then warnings, each in the order of the offers. */
export function checkPromotion(input: CheckInput): readonly Finding[] {
  const overlapping = input.others.filter(({promotion}) => overlaps(promotion, input.promotion));
  const found = [
    ...windowFindings(input),
    ...scopeFindings(input),
    ...input.offers.flatMap((offer) => offerFindings(input, offer, overlapping)),
  ];
  return [
    ...found.filter(({severity}) => severity === 'error'),
    ...found.filter(({severity}) => severity === 'warning'),
  ];
}

function overlaps(one: Promotion, other: Promotion): boolean {
  return one.id !== other.id && one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

function windowFindings({promotion, now}: CheckInput): Finding[] {
  const start = bothZones(promotion.startsAt, promotion.zone);
  const end = bothZones(promotion.endsAt, promotion.zone);
  if (promotion.endsAt <= promotion.startsAt) {
    return [whole('error', message('PROMO_ENDS_BEFORE_START', {start: start.local, end: end.local}))];
  }
  if (promotion.endsAt <= now)
    return [whole('error', message('PROMO_ALREADY_OVER', {end: end.local, endUtc: end.utc}))];
  if (promotion.startsAt < now && promotion.status === 'scheduled') {
    return [whole('warning', message('PROMO_ALREADY_DUE', {start: start.local}))];
  }
  return [];
}

function scopeFindings({promotion, offers}: CheckInput): Finding[] {
  if (offers.length === 0) return [whole('error', message('PROMO_SCOPE_EMPTY', {}))];
  const {terms} = promotion;
  const large = terms.kind === 'percentage' && Number(terms.percent) >= LARGE_SHARE * 100;
  return large
    ? [whole('warning', message('PROMO_DISCOUNT_LARGE', {percent: terms.percent, limit: LARGE_SHARE * 100}))]
    : [];
}

function offerFindings(input: CheckInput, offer: CheckedOffer, overlapping: readonly OtherPromotion[]): Finding[] {
  const {promotion, currency} = input;
  const {label: sku, basePrice: base} = offer;
  const overlay = overlayFor(promotion, offer);
  if (base === null || overlay === 'no-base')
    return [{severity: 'warning', sku, said: message('PROMO_NO_BASE', {sku})}];
  if (typeof overlay === 'string') return [noPrice(input, sku, base, overlay)];
  const stock = offer.stock;
  return [
    ...(offer.held === null ? [] : [warning(sku, offer.held)]),
    ...boundFindings(offer, overlay, currency),
    ...largeFindings(promotion, offer.label, base, overlay.price, currency),
    ...strikeFindings(offer, overlay, currency),
    ...(stock !== null && stock <= 0 ? [warning(sku, message('PROMO_NO_STOCK', {sku, stock}))] : []),
    ...overlapping.flatMap((other) => overlapFindings(input, offer, overlay, other)),
  ];
}

function noPrice({promotion, currency}: CheckInput, sku: string, base: Minor, why: NoOverlay): Finding {
  if (why === 'no-effect')
    return warning(sku, message('PROMO_NO_EFFECT', {sku, base: formatAmount(base, currency), currency}));
  const off = formatAmount(promotion.terms.kind === 'fixed' ? promotion.terms.amount : base, currency);
  return {
    severity: 'error',
    sku,
    said: message('PROMO_NOT_POSITIVE', {sku, base: formatAmount(base, currency), off, currency}),
  };
}

function boundFindings({label: sku, bounds, gaps = []}: CheckedOffer, {price}: Overlay, currency: string): Finding[] {
  const money = (minor: Minor) => formatAmount(minor, currency);
  if (bounds.length === 0) return [warning(sku, message('PROMO_COST_UNKNOWN', {sku, price: money(price), currency}))];
  const gap = gapAt(gaps, price);
  const all = gap === null ? bounds : [...bounds, {source: 'break_even', at: gap.to + 1}];
  const broken = all.filter(({at}) => price < at);
  return broken.map(({source, at}) => {
    const numbers = {price: money(price), bound: money(at), short: money(at - price), currency};
    return {severity: 'error', sku, said: message('PROMO_BELOW_BOUND', {sku, source, ...numbers}), loss: true};
  });
}

/** A percentage is judged once, for the promotion; an amount weighs differently on each offer. */
function largeFindings({terms}: Promotion, sku: string, base: Minor, price: Minor, currency: string): Finding[] {
  if (terms.kind !== 'fixed' || price > base * (1 - LARGE_SHARE)) return [];
  const percent = (((base - price) / base) * 100).toFixed(0);
  const prices = {base: formatAmount(base, currency), price: formatAmount(price, currency), currency};
  return [warning(sku, message('PROMO_OFFER_LARGE', {sku, percent, ...prices}))];
}

/** What is struck through says how much is off, and that is measured by the reference alone. */
function strikeFindings(
  {label: sku, lowest, deal}: CheckedOffer,
  {price, compareAt}: Overlay,
  currency: string,
): Finding[] {
  const reference = deal === undefined ? lowest : (deal?.price ?? null);
  if (compareAt === null || reference === null || compareAt <= reference) return [];
  const prices = {
    sku,
    strike: formatAmount(compareAt, currency),
    price: formatAmount(price, currency),
    lowest: formatAmount(reference, currency),
    off: claimable(reference, price) ?? '',
    currency,
  };
  if (!deal) return [warning(sku, message('PROMO_STRIKE_ABOVE_LOWEST', prices))];
  return [warning(sku, message('PROMO_STRIKE_ABOVE_DEAL', {...prices, rule: deal.rule, days: DEAL_DAYS}))];
}

function overlapFindings(
  {promotion, currency}: CheckInput,
  offer: CheckedOffer,
  ours: Overlay,
  other: OtherPromotion,
): Finding[] {
  if (!other.offers.has(offer.offerId)) return [];
  const theirs = overlayFor(other.promotion, offer);
  if (typeof theirs === 'string') return [];
  const wins = lowestOverlay([ours, theirs])?.promotion === other.promotion.id ? other.promotion.name : promotion.name;
  const prices = {
    price: formatAmount(ours.price, currency),
    otherPrice: formatAmount(theirs.price, currency),
    currency,
  };
  const {id, name} = other.promotion;
  return [warning(offer.label, message('PROMO_OVERLAP', {sku: offer.label, other: id, name, wins, ...prices}))];
}

function warning(sku: string | null, said: Message): Finding {
  return {severity: 'warning', sku, said};
}

function whole(severity: Severity, said: Message): Finding {
  return {severity, sku: null, said};
}
