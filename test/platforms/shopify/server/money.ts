import {Decimal} from 'decimal.js';

/** Decimal text with the currency's digits, as Shopify keeps a price. */
export function money(text: string, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', {style: 'currency', currency}).resolvedOptions().maximumFractionDigits ?? 2;
  return new Decimal(text).toFixed(digits);
}

/** The scalar `Decimal` as Shopify writes it: one digit after the point at least, and no zeros that say nothing. */
export function decimal(text: string): string {
  const plain = new Decimal(text).toFixed();
  return plain.includes('.') ? plain : `${plain}.0`;
}

export function isPrice(text: unknown): boolean {
  return typeof text === 'string' && /^-?\d+(?:\.\d+)?$/u.test(text) && !text.startsWith('-');
}
