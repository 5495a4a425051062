import {KnownError} from '../../domain/errors.js';
import {type LowestPrice, lowestBefore} from '../../domain/pricing/history.js';
import type {LedgerEntry} from '../../ports/data.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {shopNow} from '../shop/now.js';

export interface HistoryInput {
  readonly shop: string | undefined;
  readonly sku: string;
  /** Days to look back for the lowest price: "30d". */
  readonly lowest?: string;
}

export interface PriceHistory {
  readonly shop: string;
  readonly sku: string;
  readonly currency: string;
  readonly zone: string;
  readonly entries: readonly LedgerEntry[];
  readonly lowest: (LowestPrice & {readonly days: number}) | null;
}

/** The price ledger of one SKU, and, when asked, its lowest price before now. Writes nothing. */
export async function priceHistory(context: Context, input: HistoryInput): Promise<PriceHistory> {
  const shop = await findShop(context, input.shop);
  const sku = input.sku.trim();
  const days = input.lowest === undefined ? null : daysOf(input.lowest);
  const entries = await context.data.ledger.history(shop.id, sku);
  if (entries.length === 0) throw new KnownError('input', 'HISTORY_NONE', {sku, shop: shop.name});
  return {
    shop: shop.name,
    sku,
    currency: shop.terms.currency,
    zone: shop.terms.zone,
    entries,
    lowest: days === null ? null : {...lowestBefore(entries, await shopNow(context, shop), days), days},
  };
}

function daysOf(text: string): number {
  const [, figure = ''] = /^(\d{1,4})\s*d?$/u.exec(text.trim()) ?? [];
  const days = Number(figure);
  if (figure === '' || days < 1) throw new KnownError('usage', 'DAYS_INVALID', {text});
  return days;
}
