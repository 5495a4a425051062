import type {HoldoutResult, Side} from '../../app/experiment/holdout.js';
import type {Shop} from '../../domain/catalog/types.js';
import {formatAmount} from '../../domain/money.js';
import type {Answer} from '../answer.js';
import {experimentJson} from './experiment.js';

/** `souk report price`; null: nothing was ever set aside. */
export function priceReportAnswer(shop: Shop, result: HoldoutResult | null): Answer {
  if (result === null)
    return {result: {holdout: null}, show: (screen) => screen.say('holdout.none', {shop: shop.name})};
  const {holdout, priced, held, uplift, daysOver} = result;
  const {currency} = shop.terms;
  const amount = (value: number) => formatAmount(Math.round(value), currency);
  const sideJson = ({skus, before, since}: Side) => ({
    skus,
    profitADayBefore: amount(before),
    profitADaySince: amount(since),
    currency,
  });
  const bounds =
    uplift === null
      ? null
      : {uplift: uplift.uplift.toFixed(4), low: uplift.low.toFixed(4), high: uplift.high.toFixed(4)};
  return {
    result: {
      holdout: experimentJson(shop, holdout),
      days: daysOver,
      byRules: sideJson(priced),
      oldPrices: sideJson(held),
      uplift: bounds === null ? null : {...bounds, level: '0.95'},
    },
    show: (screen) => {
      const {id, state, from, wait} = holdout;
      const since = new Date(from * 86_400_000).toISOString().slice(0, 10);
      const expected = wait === null ? '' : String(wait);
      screen.say('holdout.head', {id, state, from: since, days: daysOver, wait: expected});
      const columns = ['side', 'skus', 'before', 'since', 'ratio'] as const;
      screen.table(
        columns.map((column) => ({
          label: screen.text('holdout.column', {column}),
          ...(column === 'side' ? {} : {align: 'right' as const}),
        })),
        [priced, held].map(({skus, before, since: now}, row) => [
          screen.text('holdout.side', {held: row === 1}),
          String(skus),
          amount(before),
          amount(now),
          before > 0 ? (now / before).toFixed(3) : '–',
        ]),
      );
      if (bounds === null) screen.say('holdout.no-uplift', {});
      else screen.say('holdout.uplift', bounds);
    },
  };
}
