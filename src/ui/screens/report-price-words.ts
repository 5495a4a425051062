import type {HoldoutResult} from '../../app/experiment/holdout.js';
import type {Shop} from '../../domain/catalog/types.js';
import {message} from '../../domain/errors.js';
import type {WordCode, Words} from '../../domain/words/index.js';
import type {PriceWords} from '../../reports/price-page.js';
import {type Language, render} from '../messages/catalogue.js';
import {dateText} from './experiment.js';

/** The words of `souk report price`, from the catalogue of a language. */
export function priceWords(language: Language, shop: Shop, result: HoldoutResult | null, version: string): PriceWords {
  const text = <C extends WordCode>(code: C, params: Words[C]): string => render(language, message(code, params)).text;
  const {currency, zone} = shop.terms;
  return {
    locale: text('report.locale', {}),
    none: text('report.none', {}),
    title: text('holdout.title', {shop: shop.name}),
    facts: [...(result === null ? [] : [headOf(text, result)]), currency, text('report.zone', {zone})],
    headings: {rows: text('report.html.rows', {}), notes: text('report.html.notes', {})},
    chart: text('holdout.chart', {}),
    label: (column) => text('holdout.column', {column}),
    side: (side) => text('holdout.side', {held: side === 'old-prices'}),
    verdict: result === null ? text('holdout.none', {shop: shop.name}) : verdictOf(text, result),
    notes: [text('holdout.note.profit', {}), text('holdout.note.uplift', {})],
    footer: text('report.html.made', {version}),
  };
}

type Speaker = <C extends WordCode>(code: C, params: Words[C]) => string;

function headOf(text: Speaker, {holdout, daysOver}: HoldoutResult): string {
  const {id, state, from, wait} = holdout;
  const expected = wait === null ? '' : String(wait);
  return text('holdout.head', {id, state, from: dateText(from), days: daysOver, wait: expected});
}

function verdictOf(text: Speaker, {uplift}: HoldoutResult): string {
  if (uplift === null) return text('holdout.no-uplift', {});
  const part = (value: number) => value.toFixed(4);
  return text('holdout.uplift', {uplift: part(uplift.uplift), low: part(uplift.low), high: part(uplift.high)});
}
