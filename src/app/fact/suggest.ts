import {Decimal} from 'decimal.js';
import type {Shop} from '../../domain/catalog/types.js';
import {KnownError, type Message} from '../../domain/errors.js';
import type {BoundsRecord} from '../../domain/facts.js';
import {amountOrNull, type Minor} from '../../domain/money.js';
import {breakEven, targetPrice} from '../../domain/pricing/cost.js';
import type {OfferFacts} from '../../domain/pricing/facts.js';
import {writeTable} from '../../formats/csv.js';
import type {Context} from '../context.js';
import {allowOutput} from '../output.js';
import {loadOfferFacts} from '../price/facts.js';
import type {InWords} from './remainder.js';

export interface Suggestion {
  readonly file: string;
  readonly rows: number;
  /** Rows with a floor. */
  readonly floors: number;
  /** Rows without, since a cost or a rate is unknown; the sheet says which. */
  readonly unknown: number;
  /** Rows whose price now lies below the suggested floor. */
  readonly below: number;
}

/** What stands before the columns that `bound import` reads; those with `_` are for the eye. */
const HEADER = [
  'sku',
  'list_price',
  'min_price',
  'max_price',
  'map_price',
  'msrp',
  '_title',
  '_price',
  '_cost',
  '_break_even',
  '_min_price_now',
  '_note',
];

/** A ceiling where nobody named one: twice the regular price (MODEL §5, guard 8). */
const CEILING_TIMES = 2;

/** "15%" or "0.15" as a decimal fraction. @throws KnownError usage MARGIN_INVALID. */
export function readMargin(text: string): string {
  const percent = /^(\d{1,2}(?:\.\d{1,4})?)\s*%$/u.exec(text.trim())?.[1];
  const share =
    percent === undefined
      ? /^(?:0|0?\.\d{1,6})$/u.test(text.trim())
        ? text.trim()
        : null
      : new Decimal(percent).div(100).toFixed();
  if (share === null) throw new KnownError('usage', 'MARGIN_INVALID', {text});
  return share;
}

/**
 * Writes a sheet of floors and ceilings to look through, change and import with `bound import`. Keeps nothing itself.
 *
 * @throws KnownError input OUTPUT_IS_SHOP_FILE, FILE_EXISTS.
 */
export async function suggestBounds(
  context: Context,
  shop: Shop,
  input: {readonly margin: string; readonly file: string; readonly force: boolean; readonly words: InWords},
): Promise<Suggestion> {
  await allowOutput(context, input.file, {replace: input.force});
  const facts = await loadOfferFacts(context, shop);
  const bySku = new Map(
    [...facts.values()].flatMap((each) => (each.offer.sku === null ? [] : [[each.offer.sku, each] as const])),
  );
  const counts = {floors: 0, unknown: 0, below: 0};
  const rows = [...bySku].map(([sku, offer]) => {
    const floor = targetPrice(offer, {margin: input.margin});
    if (typeof floor !== 'number') counts.unknown += 1;
    else {
      counts.floors += 1;
      if (offer.base !== null && offer.base < floor) counts.below += 1;
    }
    return sheetRow(sku, offer, floor, input.words);
  });
  await writeTable(input.file, HEADER, rows, {guardFormulas: true});
  return {file: input.file, rows: rows.length, ...counts};
}

function sheetRow(sku: string, offer: OfferFacts, floor: Minor | Message, words: InWords): string[] {
  const known: Partial<BoundsRecord> = offer.bounds ?? {};
  const list = known.listPrice ?? offer.base;
  const least = typeof floor === 'number' ? floor : (known.minPrice ?? null);
  const ceiling = known.maxPrice ?? (list === null ? null : list * CEILING_TIMES);
  const crossed = ceiling !== null && least !== null && ceiling < least;
  const even = breakEven(offer);
  const money = (amount: Minor | null | undefined) => amountOrNull(amount ?? null, offer.currency) ?? '';
  return [
    sku,
    money(list === 0 ? null : list),
    money(least === 0 ? null : least),
    money(crossed || ceiling === 0 ? null : ceiling),
    money(known.mapPrice),
    money(known.msrp),
    offer.offer.title,
    money(offer.base),
    money(offer.cost?.amount),
    even.known ? money(even.price) : '',
    money(known.minPrice),
    typeof floor === 'number' ? '' : words(floor).text,
  ];
}
