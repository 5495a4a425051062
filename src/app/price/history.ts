import {KnownError} from '../../domain/errors.js';
import type {Minor} from '../../domain/money.js';
import {type LowestPrice, lowestBefore, runningAt} from '../../domain/pricing/history.js';
import {claimable} from '../../domain/promotions/reference.js';
import type {LowestDeal} from '../../domain/promotions/sold.js';
import {readEdge} from '../../domain/promotions/window.js';
import type {LedgerEntry} from '../../ports/data.js';
import type {Context} from '../context.js';
import {findShop} from '../shop/find.js';
import {shopNow} from '../shop/now.js';
import {lowestDeals} from './deals.js';

export interface HistoryInput {
  readonly shop: string | undefined;
  readonly sku: string;
  /** Days to look back for the lowest price: "30d". */
  readonly lowest?: string;
  /** Asks for the deal that a reduction is measured by in China. */
  readonly sold?: boolean;
  /** When a reduction is announced, in the shop's zone; absent: now, or when the running promotion was. */
  readonly announced?: string;
}

export interface PriceHistory {
  readonly shop: string;
  readonly sku: string;
  readonly currency: string;
  readonly zone: string;
  readonly entries: readonly LedgerEntry[];
  readonly lowest: (LowestPrice & {readonly days: number; readonly claim: Claim | null}) | null;
  /** Undefined: not asked for; null: never sold. `until`: the instant before which it was looked for. */
  readonly sold?: {readonly until: number; readonly deal: (LowestDeal & {readonly claim: Claim}) | null};
}

/** What may be told of the price of now beside a reference: `off` percent, or nothing where it is no reduction. */
export interface Claim {
  readonly price: Minor;
  readonly off: string | null;
}

/** The price ledger of one SKU, and, when asked, what a reduction of it is measured by. Writes nothing. */
export async function priceHistory(context: Context, input: HistoryInput): Promise<PriceHistory> {
  const shop = await findShop(context, input.shop);
  const {zone, currency} = shop.terms;
  const sku = input.sku.trim();
  const days = input.lowest === undefined ? null : daysOf(input.lowest);
  const told = input.announced === undefined ? null : instantOf(input.announced, zone);
  const entries = await context.data.ledger.history(shop.id, sku);
  if (entries.length === 0) throw new KnownError('input', 'HISTORY_NONE', {sku, shop: shop.name});
  const now = await shopNow(context, shop);
  const announced = told ?? (await announcementOf(context, entries, now));
  const price = entries.findLast(({at}) => at <= now)?.price ?? null;
  const claimOf = (reference: Minor | null): Claim | null =>
    reference === null || price === null ? null : {price, off: claimable(reference, price)};
  const found = days === null ? null : lowestBefore(entries, now, days, announced);
  const lowest = found === null || days === null ? null : {...found, days, claim: claimOf(found.price)};
  const common = {shop: shop.name, sku, currency, zone, entries, lowest};
  if (input.sold !== true) return common;
  const until = announced ?? lowestBefore(entries, now, 1).until;
  const deal = (await lowestDeals(context, shop, new Set([sku]), until)).get(sku);
  const claim = claimOf(deal?.price ?? null);
  return {...common, sold: {until, deal: deal === undefined || claim === null ? null : {...deal, claim}}};
}

/** When the running promotion was announced, where that was before its start. */
async function announcementOf({data}: Context, entries: readonly LedgerEntry[], now: number): Promise<number | null> {
  const running = runningAt(entries, now);
  return running === null ? null : ((await data.promotions.get(running))?.announcedAt ?? null);
}

function instantOf(text: string, zone: string): number {
  const reading = readEdge(text, zone, 'start');
  if (reading.ok) return reading.at;
  throw new KnownError('usage', reading.problem.code, reading.problem.params);
}

function daysOf(text: string): number {
  const [, figure = ''] = /^(\d{1,4})\s*d?$/u.exec(text.trim()) ?? [];
  const days = Number(figure);
  if (figure === '' || days < 1) throw new KnownError('usage', 'DAYS_INVALID', {text});
  return days;
}
