import type {HoldoutResult, Side} from '../../app/experiment/holdout.js';
import type {Shop} from '../../domain/catalog/types.js';
import {formatAmount} from '../../domain/money.js';
import {addDays} from '../../domain/sales/calendar.js';
import {type PriceComparison, priceDocument} from '../../reports/price.js';
import {type PriceWords, SHOWN_OF_SIDE, shownSide} from '../../reports/price-page.js';
import {textsFor} from '../../reports/text.js';
import {plain} from '../format.js';
import type {Screen} from '../screen.js';
import {dateText, experimentJson} from './experiment.js';

/** A holdout's result as reports take it; null: nothing was ever set aside. `today` is a day of the shop's zone. */
export function comparisonOf(shop: Shop, result: HoldoutResult | null, today: string): PriceComparison {
  const {currency, zone} = shop.terms;
  const common = {shop: shop.name, currency, zone};
  if (result === null) return {...common, period: {from: today, to: today}, sides: [], uplift: null};
  const {holdout, priced, held, uplift, daysOver} = result;
  const from = dateText(holdout.from);
  return {
    ...common,
    period: {from, to: addDays(from, daysOver)},
    sides: [
      {side: 'by-rules', ...priced, since: sinceOf(priced, daysOver)},
      {side: 'old-prices', ...held, since: sinceOf(held, daysOver)},
    ],
    uplift,
  };
}

/** Of no day nothing is known: that is not zero. */
function sinceOf({since}: Side, daysOver: number): number | null {
  return daysOver > 0 ? since : null;
}

/** What `--json` says of it: the holdout itself, and the columns and rows of the other forms. */
export function priceJson(
  shop: Shop,
  result: HoldoutResult | null,
  comparison: PriceComparison,
  words: PriceWords,
): object {
  const table = priceDocument(comparison, words.label);
  if (result === null) return {...table, holdout: null};
  const {holdout, priced, held, uplift, daysOver} = result;
  const {currency} = shop.terms;
  const amount = (value: number | null) => (value === null ? null : formatAmount(Math.round(value), currency));
  const side = (each: Side) => ({
    skus: each.skus,
    profitADayBefore: amount(each.before),
    profitADaySince: amount(sinceOf(each, daysOver)),
    currency,
  });
  const part = (value: number) => value.toFixed(4);
  return {
    ...table,
    holdout: experimentJson(shop, holdout),
    days: daysOver,
    byRules: side(priced),
    oldPrices: side(held),
    uplift:
      uplift === null
        ? null
        : {uplift: part(uplift.uplift), low: part(uplift.low), high: part(uplift.high), level: '0.95'},
  };
}

/** Both sides, and what the rules bring. */
export function showPriceReport(screen: Screen, {currency, period, sides}: PriceComparison, words: PriceWords): void {
  if (sides.length > 0) {
    const texts = textsFor(words.locale, currency, words.none, period);
    screen.line(words.facts.map(plain).join(', '));
    screen.table(
      [
        {label: words.label('side')},
        ...SHOWN_OF_SIDE.map((key) => ({label: words.label(key), align: 'right' as const})),
      ],
      sides.map((side) => [words.side(side.side), ...shownSide(side, texts)]),
    );
  }
  screen.line(plain(words.verdict));
}
