import type {Selector} from '../../domain/catalog/selector.js';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, type Message, message} from '../../domain/errors.js';
import {amountTerms, percentTerms} from '../../domain/promotions/terms.js';
import type {Promotion, PromotionTerms} from '../../domain/promotions/types.js';
import {type Edge, localText, readEdge} from '../../domain/promotions/window.js';

/** A promotion as a person asks for it, from flags or a file. Times are texts, read in the shop's zone. */
export interface PromotionWish {
  readonly name: string;
  readonly percent?: string | undefined;
  readonly amount?: string | undefined;
  readonly scope: Selector;
  /** Absent: from now on. */
  readonly from?: string | undefined;
  readonly to: string;
  readonly strike: boolean;
  /** When buyers are told of it; absent: at its start. */
  readonly announced?: string | undefined;
  readonly acceptLosses: boolean;
}

/** A promotion that is not stored yet, and what has to be said about how its times were read. */
export interface Wished {
  readonly promotion: Promotion;
  readonly notes: readonly Message[];
}

/**
 * Reads a wish; `id` stands for the promotion until it is stored.
 *
 * @throws KnownError input for terms, names and times that can not be meant.
 */
export function readWish(shop: Shop, wish: PromotionWish, now: number, id: string): Wished {
  const {zone, currency} = shop.terms;
  const from = wish.from ?? 'now';
  const start = from === 'now' ? {at: now, notes: []} : edge(from, zone, 'start');
  const end = edge(wish.to, zone, 'end');
  const told = wish.announced === undefined ? null : edge(wish.announced, zone, 'start');
  if (told !== null && told.at > start.at)
    throw asError(
      message('PROMO_ANNOUNCED_LATE', {announced: localText(told.at, zone), start: localText(start.at, zone)}),
    );
  const terms = {...termsOf(wish, currency), ...(wish.acceptLosses ? {acceptLosses: true as const} : {})};
  const promotion: Promotion = {
    id,
    shopId: shop.id,
    name: nameOf(wish.name),
    terms,
    scope: wish.scope,
    startsAt: start.at,
    endsAt: end.at,
    zone,
    strike: wish.strike,
    ...(told === null ? {} : {announcedAt: told.at}),
    status: 'scheduled',
    createdAt: now,
  };
  return {promotion, notes: [...start.notes, ...(told?.notes ?? []), ...end.notes]};
}

function edge(text: string, zone: string, which: Edge): {readonly at: number; readonly notes: readonly Message[]} {
  const reading = readEdge(text, zone, which);
  if (!reading.ok) throw asError(reading.problem);
  return reading;
}

function asError({code, params}: Message): KnownError {
  return new KnownError('input', code, params);
}

function termsOf({percent, amount}: PromotionWish, currency: string): PromotionTerms {
  if ((percent === undefined) === (amount === undefined)) throw asError(message('PROMO_TERMS_NEEDED', {}));
  if (percent !== undefined) {
    const terms = percentTerms(percent);
    if (terms === null) throw asError(message('PROMO_PERCENT_INVALID', {text: percent}));
    return terms;
  }
  const terms = amountTerms(amount ?? '', currency);
  if (terms === null) throw asError(message('PROMO_AMOUNT_INVALID', {text: amount ?? '', currency}));
  return terms;
}

/** One line, so that it can stand in a table, a CSV file and a journal. */
function nameOf(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 80 || /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(name)) {
    throw new KnownError('input', 'PROMO_NAME_INVALID', {name: name.replace(/\p{Cc}/gu, ' ').slice(0, 80)});
  }
  return name;
}
