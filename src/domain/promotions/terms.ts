import {Decimal} from 'decimal.js';
import {formatAmount, parseAmount} from '../money.js';
import type {PromotionTerms} from './types.js';

/** "15", "15%" or "12.5 %" as a percentage above 0 and below 100 with at most two decimals; null for anything else. */
export function percentTerms(text: string): PromotionTerms | null {
  const match = /^(\d{1,2}(?:\.\d{1,2})?)\s*%?$/u.exec(text.trim());
  const percent = new Decimal(match?.[1] ?? 0);
  return percent.greaterThan(0) ? {kind: 'percentage', percent: percent.toString()} : null;
}

/** "2.00" as an amount off each unit, above zero; null for anything else. */
export function amountTerms(text: string, currency: string): PromotionTerms | null {
  const amount = parseAmount(text, currency);
  return amount !== null && amount > 0 ? {kind: 'fixed', amount} : null;
}

/** "−15 %" or "−2.00 EUR". */
export function termsText(terms: PromotionTerms, currency: string): string {
  return terms.kind === 'percentage' ? `−${terms.percent} %` : `−${formatAmount(terms.amount, currency)} ${currency}`;
}

/** Terms as JSON shows them: money as decimal text. */
export function termsJson(terms: PromotionTerms, currency: string) {
  return terms.kind === 'percentage'
    ? terms
    : {kind: terms.kind, amount: formatAmount(terms.amount, currency), currency};
}
