import {type Message, message} from '../errors.js';
import type {RivalRecord} from '../facts.js';
import {amountOrNull, formatAmount, type Minor} from '../money.js';
import {breakEven} from './cost.js';
import type {OfferFacts} from './facts.js';

/** A rival's offer that may be compared with: what a buyer pays there, shipping included. */
export interface RivalOffer {
  readonly rival: string;
  readonly total: Minor;
  readonly seenAt: number;
}

/** The rivals of one offer, cleaned; those set aside come with the reason. `offers` are cheapest first. */
export interface CleanRivals {
  readonly offers: readonly RivalOffer[];
  readonly aside: readonly Message[];
}

export interface Cleaning {
  readonly condition: string;
  readonly maxAgeHours: number;
  /** Set rivals below our break-even aside: following them loses money on every sale. */
  readonly dropBelowBreakEven: boolean;
}

const HOUR = 3_600_000;

/**
 * Drops ourselves, what is not offered, out of stock, stale, in another condition, or outside half to double the median
 * of the others and our own list price (without both: of our price), and, where asked, below our break-even (PRICING.md §3.5).
 */
export function cleanRivals(facts: OfferFacts, cleaning: Cleaning): CleanRivals {
  const aside: Message[] = [];
  const kept: RivalOffer[] = [];
  for (const record of facts.rivals) {
    const why = unfit(record, facts, cleaning);
    if (typeof why === 'string') aside.push(setAside(record, why, facts));
    else kept.push({rival: record.rival, total: why.total, seenAt: record.seenAt});
  }
  const even = cleaning.dropBelowBreakEven ? breakEven(facts) : null;
  const {near, far} = parted(kept, facts);
  const offers = near.filter(({total}) => even?.known !== true || total >= even.price);
  const apart = [
    ...far.map((each) => [each, 'outlier'] as const),
    ...near.filter((each) => !offers.includes(each)).map((each) => [each, 'below-break-even'] as const),
  ];
  for (const [{rival, total}, why] of apart) {
    const price = formatAmount(total, facts.currency);
    aside.push(message('RIVAL_ASIDE', {rival, price, currency: facts.currency, why}));
  }
  return {offers: offers.sort((a, b) => a.total - b.total || (a.rival < b.rival ? -1 : 1)), aside};
}

/** Why a sighting can not be compared with at all, or the price with shipping. */
function unfit(
  record: RivalRecord,
  facts: OfferFacts,
  {condition, maxAgeHours}: Cleaning,
): string | {readonly total: Minor} {
  const same = record.rival.trim().toLowerCase();
  if (facts.self.some((own) => own.trim().toLowerCase() === same)) return 'self';
  if (record.price === null) return 'not-offered';
  if (!record.inStock) return 'out-of-stock';
  if (record.seenAt > facts.now || facts.now - record.seenAt > maxAgeHours * HOUR) return 'stale';
  if (
    record.condition !== null &&
    record.condition.trim() !== '' &&
    record.condition.trim().toLowerCase() !== condition.toLowerCase()
  ) {
    return 'condition';
  }
  const total = record.price + (record.shipping ?? 0);
  return Number.isSafeInteger(total) && record.price > 0 && total > 0 ? {total} : 'no-price';
}

/**
 * Parts off what is further than half or double from the others and our own list price: the furthest first, and each time
 * anew, so that one absurd price takes no honest one along.
 */
function parted(
  offers: readonly RivalOffer[],
  facts: OfferFacts,
): {readonly near: readonly RivalOffer[]; readonly far: readonly RivalOffer[]} {
  let near = offers;
  const far: RivalOffer[] = [];
  for (;;) {
    const found = furthestOf(near, facts);
    if (found === null) return {near, far};
    far.push(found);
    near = near.filter((each) => each !== found);
  }
}

/** Of two that are as far from each other, the one further from our own price; null: none is too far. */
function furthestOf(offers: readonly RivalOffer[], facts: OfferFacts): RivalOffer | null {
  let furthest: {readonly offer: RivalOffer; readonly distance: number; readonly own: number} | null = null;
  for (const offer of offers) {
    const distance = distanceOf(offer, offers, facts);
    if (distance <= Math.LN2) continue;
    const own = facts.base === null || facts.base <= 0 ? 0 : Math.abs(Math.log(offer.total / facts.base));
    const further = furthest === null ? 1 : distance - furthest.distance;
    if (furthest === null || further > NEARLY || (further > -NEARLY && own > furthest.own))
      furthest = {offer, distance, own};
  }
  return furthest?.offer ?? null;
}

/** Logarithms of a ratio and of its inverse differ by their last digits. */
const NEARLY = 1e-9;

/** How far an offer is from what the others and our own list price say, without both from our price: |ln| of the ratio. */
function distanceOf(offer: RivalOffer, all: readonly RivalOffer[], facts: OfferFacts): number {
  const others = all.filter((each) => each !== offer).map(({total}) => total);
  const list = facts.bounds?.listPrice ?? null;
  const known = list === null || list <= 0 ? others : [...others, list];
  const reference = known.length > 0 ? median(known) : facts.base;
  return reference === null || reference <= 0 ? 0 : Math.abs(Math.log(offer.total / reference));
}

function setAside({rival, price}: RivalRecord, why: string, {currency}: OfferFacts): Message {
  const figure = price !== null && !Number.isSafeInteger(price) ? String(price) : (amountOrNull(price, currency) ?? '');
  return message('RIVAL_ASIDE', {rival, price: figure, currency, why});
}

/** The middle value; of two middle ones their mean, which may end in a half. Of nothing: zero. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Mean of own price over median rival price by category (lower case), of the watched categories. */
export function categoryIndices(
  facts: Iterable<OfferFacts>,
  watched: ReadonlySet<string>,
  now: number,
  maxAgeHours: number,
): ReadonlyMap<string, number> {
  const ratios = new Map<string, number[]>();
  for (const each of facts) {
    const category = each.offer.category.toLowerCase();
    if (!watched.has(category) || each.base === null) continue;
    const {offers} = cleanRivals({...each, now}, {condition: 'new', maxAgeHours, dropBelowBreakEven: false});
    if (offers.length === 0) continue;
    const ratio = each.base / median(offers.map(({total}) => total));
    ratios.set(category, [...(ratios.get(category) ?? []), ratio]);
  }
  return new Map(
    [...ratios].map(([category, all]) => [category, all.reduce((sum, ratio) => sum + ratio, 0) / all.length]),
  );
}
