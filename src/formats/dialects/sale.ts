import {amountOrNull} from '../../domain/money.js';
import type {RowDraft} from './row-draft.js';
import {basePrices} from './table.js';
import type {Place} from './types.js';

/**
 * Platforms that hold a regular price and a sale price: what is paid is the sale price where there is one, and the
 * regular one is struck through.
 */
export function applySale({offer, amount}: RowDraft): void {
  const sale = amount('sale', 'none');
  if (sale === undefined || offer.price === undefined || sale === offer.price) return;
  offer.compareAt = offer.price;
  offer.price = sale;
}

/** The regular price: what is struck through, else what is paid. */
export function regularText({offer, setup}: Place): string {
  if (offer === null) return '';
  const {price, compareAt} = basePrices(offer);
  return amountOrNull(compareAt ?? price, setup.currency) ?? '';
}

/** The sale price, where something is struck through beside it. */
export function saleText({offer, setup}: Place): string {
  if (offer === null) return '';
  const {price, compareAt} = basePrices(offer);
  return compareAt === null ? '' : (amountOrNull(price, setup.currency) ?? '');
}
