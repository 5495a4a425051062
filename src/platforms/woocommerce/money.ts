import type {FieldValue} from '../../domain/change/types.js';
import {formatAmount, type Minor, parseAmount} from '../../domain/money.js';
import type {Body} from './edits.js';
import {Refused} from './refused.js';
import type {WireOffer} from './wire.js';

type Priced = Pick<
  WireOffer,
  'price' | 'regular_price' | 'sale_price' | 'date_on_sale_from_gmt' | 'date_on_sale_to_gmt'
>;

/** What a buyer pays, and what is struck through beside it: the regular price where it is above. */
export function pricesOf(
  offer: Priced,
  currency: string,
): {readonly price: Minor | null; readonly compareAt: Minor | null} {
  const price = parsed(offer.price, currency);
  const regular = parsed(offer.regular_price, currency);
  return {price, compareAt: price !== null && regular !== null && regular > price ? regular : null};
}

/** A text of the shop that is no price in this currency (10.999 USD, which WooCommerce takes without a word); null: all can be read. */
export function unreadablePrice({price, regular_price}: Priced, currency: string): string | null {
  return [price, regular_price].find((text) => text !== '' && parsed(text, currency) === null) ?? null;
}

function parsed(text: string, currency: string): Minor | null {
  const minor = text === '' ? null : parseAmount(text, currency);
  return minor === null || minor < 0 ? null : minor;
}

/** Wishes for price and compare-at price; undefined: it stays as it is. */
export interface PriceWish {
  readonly price?: FieldValue | undefined;
  readonly compareAt?: FieldValue | undefined;
}

/**
 * Prices as WooCommerce keeps them: the price alone as `regular_price`, or struck through as `regular_price` with the
 * price as `sale_price`. Texts are checked here because it loses what it can not read ("abc" becomes none, "10,50"
 * becomes 1050), and a sale price that is not below the regular one. Dates are taken away with "": null leaves them.
 *
 * @throws Refused for what is no price, and where a sale with dates of the shop's own would be lost.
 */
export function pricesBody(wish: PriceWish, live: Priced | null, currency: string, now: number): Body {
  if (wish.price === undefined && wish.compareAt === undefined) return {};
  if (live !== null) keepSchedule(live, now);
  const held = live === null ? {price: null, compareAt: null} : pricesOf(live, currency);
  const price = wish.price === undefined ? held.price : amountOf(wish.price, currency);
  const compareAt = wish.compareAt === undefined ? held.compareAt : amountOf(wish.compareAt, currency);
  const struck = compareAt !== null && price !== null && compareAt > price;
  if (!struck && compareAt !== null && wish.compareAt !== undefined)
    throw new Refused('COMPARE_AT_NOT_ABOVE', 'WooCommerce keeps a compare-at price above the price only');
  const text = (minor: Minor | null) => (minor === null ? '' : formatAmount(minor, currency));
  return {
    regular_price: text(struck ? compareAt : price),
    sale_price: struck ? text(price) : '',
    ...(hasDates(live) ? {date_on_sale_from: '', date_on_sale_to: ''} : {}),
  };
}

function amountOf(value: FieldValue, currency: string): Minor | null {
  if (value === null || value === '') return null;
  const minor = typeof value === 'string' ? parseAmount(value, currency) : null;
  if (minor === null || minor < 0)
    throw new Refused('PRICE_INVALID', `${JSON.stringify(value)} is no price in ${currency}`);
  return minor;
}

function hasDates(live: Priced | null): boolean {
  return live !== null && [live.date_on_sale_from_gmt, live.date_on_sale_to_gmt].some((date) => (date ?? '') !== '');
}

/** A sale that the shop itself will begin or end would be gone with a price of ours, and no undo would bring it back. */
function keepSchedule(live: Priced, now: number): void {
  const {date_on_sale_from_gmt: from, date_on_sale_to_gmt: to} = live;
  if (live.sale_price === '' || !hasDates(live)) return;
  const over = to !== null && to !== '' && Date.parse(`${to}Z`) <= now;
  const endless = (to ?? '') === '' && from !== null && from !== '' && Date.parse(`${from}Z`) <= now;
  if (over || endless) return;
  throw new Refused(
    'SALE_SCHEDULED',
    `WooCommerce has a sale of its own on it (${from ?? ''} to ${to ?? ''} GMT): end that first`,
  );
}

/** Cost as WooCommerce keeps it; it knows no "none" and keeps 0 for it. @throws Refused for what is no amount. */
export function costBody(value: FieldValue, currency: string, variation: boolean): Body {
  const cost = amountOf(value, currency);
  const values = cost === null ? [] : [{defined_value: Number(formatAmount(cost, currency))}];
  return {cost_of_goods_sold: {values, ...(variation ? {defined_value_is_additive: false} : {})}};
}

/** 0 stands for "not given". */
export function costOf({cost_of_goods_sold: cost}: WireOffer, currency: string): Minor | null {
  const value = cost?.values?.[0]?.defined_value ?? 0;
  return value > 0 ? rounded(String(value), currency) : null;
}

/** A decimal text rounded to the currency, half away from zero: WooCommerce keeps more decimals than there are coins. */
export function rounded(text: string, currency: string): Minor {
  const exact = parseAmount(text, currency);
  if (exact !== null) return exact;
  const digits = formatAmount(0, currency).split('.')[1]?.length ?? 0;
  const [, sign = '', whole = '0', part = ''] = /^(-?)(\d*)\.?(\d*)$/u.exec(plain(text)) ?? [];
  const minor =
    Number(`${whole}${part.slice(0, digits).padEnd(digits, '0')}`) + (Number(part.charAt(digits)) >= 5 ? 1 : 0);
  return sign === '-' && minor !== 0 ? -minor : minor;
}

function plain(text: string): string {
  return /e/iu.test(text)
    ? Number(text)
        .toFixed(20)
        .replace(/\.?0+$/u, '')
    : text.trim();
}
