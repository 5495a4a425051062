import {formatAmount, type Minor, parseAmount} from '../../domain/money.js';

/**
 * A decimal number of major units in minor units; null when the currency can not count it (10.999 USD), which Medusa
 * takes without a word.
 */
export function minorOf(amount: number, currency: string): Minor | null {
  return parseAmount(plain(amount), currency);
}

/** Minor units as the number that Medusa takes: the double nearest to the decimal text, which comes back as that text. */
export function majorOf(minor: Minor, currency: string): number {
  return Number(formatAmount(minor, currency));
}

/** Rounded to the currency, half away from zero: totals of Medusa's are not (37.997). Half a cent is told by the decimal text. */
export function roundedMinor(amount: number, currency: string): Minor {
  const exact = minorOf(amount, currency);
  if (exact !== null) return exact;
  const digits = formatAmount(0, currency).split('.')[1]?.length ?? 0;
  const [whole = '0', part = ''] = plain(Math.abs(amount)).split('.');
  const kept = Number(`${whole}${part.slice(0, digits).padEnd(digits, '0')}`);
  const minor = kept + (Number(part.charAt(digits)) >= 5 ? 1 : 0);
  return amount < 0 && minor !== 0 ? -minor : minor;
}

/** A number's shortest text, without an exponent. */
function plain(amount: number): string {
  const text = String(amount);
  return /e/iu.test(text) ? amount.toFixed(20).replace(/\.?0+$/u, '') : text;
}
