import type {RivalRecord} from '../../../domain/facts.js';
import {type Minor, parseAmount} from '../../../domain/money.js';
import {type Condition, MOST_OFFERS, type WireOffers, type WirePrice} from './wire.js';

/** Begins the name of every rival that Amazon tells of: merchants name others in their own files. */
export const RIVAL_PREFIX = 'amazon:';

/** For whom offers are read, and when they were seen (ms UTC). */
export interface Seen {
  readonly seller: string;
  readonly currency: string;
  readonly at: number;
}

/** An offer of a seller for a SKU, whoever told of it: an answer or a message. Money as in the shop's currency. */
export interface Sighting {
  readonly seller: string;
  readonly price: Minor;
  readonly shipping: Minor;
}

/** The rivals of one SKU: not ourselves, nothing in another currency, and of each the offer that a buyer would take. */
export function rivalsOf(
  sku: string,
  condition: Condition,
  {Offers = []}: WireOffers,
  {seller, currency, at}: Seen,
): readonly RivalRecord[] {
  const sightings = Offers.flatMap(({SellerId = '', MyOffer, ListingPrice, Shipping}): Sighting[] => {
    if (MyOffer === true || SellerId === seller || SellerId === '') return [];
    const [price, shipping] = [minorOf(ListingPrice, currency), minorOf(Shipping, currency)];
    return price === null || shipping === null ? [] : [{seller: SellerId, price, shipping}];
  });
  return recordsOf(sku, condition, sightings, at);
}

/** One record a seller: of several offers the cheapest with its shipping. */
export function recordsOf(
  sku: string,
  condition: string,
  sightings: readonly Sighting[],
  seenAt: number,
): readonly RivalRecord[] {
  const best = new Map<string, Sighting>();
  for (const each of sightings) {
    const known = best.get(each.seller);
    if (known === undefined || landed(each) < landed(known)) best.set(each.seller, each);
  }
  return [...best.values()].map(({seller, price, shipping}) => ({
    ...{sku, rival: `${RIVAL_PREFIX}${seller}`, price, shipping},
    ...{inStock: true, condition: condition.toLowerCase(), seenAt},
  }));
}

/** True where all offers are told, and who is not among them offers nothing. */
export function isWhole({Offers = []}: WireOffers): boolean {
  return Offers.length < MOST_OFFERS;
}

function landed({price, shipping}: Sighting): Minor {
  return price + shipping;
}

/** Money of Amazon's as minor units; null: none, finer than the currency, or another one. */
export function minorOf({CurrencyCode, Amount}: WirePrice, currency: string): Minor | null {
  if (typeof Amount !== 'number' || (CurrencyCode ?? currency) !== currency) return null;
  return parseAmount(String(Amount), currency);
}
