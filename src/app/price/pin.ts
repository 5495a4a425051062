import {DateTime} from 'luxon';
import {KnownError} from '../../domain/errors.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {shopNow} from '../shop/now.js';
import {pullOnce} from '../shop/pull.js';
import {loadOfferFacts} from './facts.js';
import {typedOffer} from './find.js';

export interface PinInput {
  readonly shop: string | undefined;
  readonly sku: string;
  /** A date (its end) or an instant in the shop's zone; undefined: until it is taken off. */
  readonly until?: string;
  readonly reason: string;
  readonly off: boolean;
}

/** What holds for a SKU after `price pin`. */
export interface Pinned {
  readonly shop: string;
  readonly sku: string;
  readonly pinned: boolean;
  readonly until: number | null;
  readonly reason: string;
  /** The price that is held, as it is now. */
  readonly price: number | null;
  readonly currency: string;
  /** The shop's, in which `until` is told. */
  readonly zone: string;
}

/** Holds a price where it is, or lets it go. Changes souk's own store only. */
export async function pinPrice(context: Context, input: PinInput): Promise<Pinned> {
  const shop = await findShop(context, input.shop);
  await pullOnce(context, shop);
  const facts = await typedOffer(context, shop, (await loadOfferFacts(context, shop)).values(), input.sku);
  const sku = facts.offer.sku ?? input.sku;
  const until =
    input.off || input.until === undefined ? null : untilOf(input.until, shop.terms.zone, await shopNow(context, shop));
  const pin = input.off ? null : {until, reason: input.reason};
  await context.data.catalog.pin(shop.id, sku, pin);
  return {
    shop: shop.name,
    sku,
    pinned: !input.off,
    until,
    reason: input.off ? '' : input.reason,
    price: facts.base,
    currency: shop.terms.currency,
    zone: shop.terms.zone,
  };
}

/** A bare date means its whole day. */
function untilOf(text: string, zone: string, now: number): number {
  const at = DateTime.fromISO(text.trim(), {zone});
  if (!at.isValid) throw new KnownError('usage', 'DATE_INVALID', {text, flag: '--until'});
  const end = /^\d{4}-\d{2}-\d{2}$/u.test(text.trim()) ? at.plus({days: 1}).startOf('day') : at;
  if (end.toMillis() <= now) throw new KnownError('usage', 'PIN_PAST', {until: text});
  return end.toMillis();
}
