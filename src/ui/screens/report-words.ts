import type {Message} from '../../domain/errors.js';
import {message} from '../../domain/errors.js';
import type {SalesReport} from '../../domain/sales/report.js';
import type {WordCode, Words} from '../../domain/words/index.js';
import type {ReportColumnWord, ReportFigureWord} from '../../domain/words/report.js';
import {textsFor} from '../../reports/text.js';
import type {PageWords, ReportWords} from '../../reports/words.js';
import {type Language, render} from '../messages/catalogue.js';
import {currencyText} from './report.js';

/** The words of every report, from the catalogue of a language. */
export function reportWords(language: Language): ReportWords {
  const text = speaker(language);
  return {
    locale: text('report.locale', {}),
    label: (key) => text(`report.label.${key as ReportColumnWord}`, {}),
    means: (key) => text(`report.means.${key as ReportFigureWord}`, {}),
    none: text('report.none', {}),
  };
}

/** The sentences of a report's page. */
export function pageWords(
  language: Language,
  report: SalesReport,
  warnings: readonly Message[],
  version: string,
): PageWords {
  const text = speaker(language);
  const words = reportWords(language);
  const texts = textsFor(words.locale, report.currency, words.none, report.period);
  const before = textsFor(words.locale, report.currency, words.none, report.before).period(report.before);
  const step = words.label(report.series.step);
  const {basis, counts, shops, zones} = report;
  const notes = [
    text('report.basis-means', {basis}),
    ...warnings.map((warning) => render(language, warning).text),
    ...(counts.cancelledOrders > 0 ? [text('report.cancelled', {count: counts.cancelledOrders})] : []),
    ...(counts.dailyUnits > 0 ? [text('report.daily', {units: texts.count(counts.dailyUnits)})] : []),
  ];
  return {
    ...words,
    title: text('report.html.title', {shops: shops.join(' + '), period: texts.period(report.period)}),
    facts: [
      `${report.period.from} – ${texts.lastDay(report.period)}`,
      text('report.basis', {basis}),
      currencyText({text}, report),
      text('report.html.compared', {period: before}),
      ...zones.map((zone) => text('report.zone', {zone})),
    ],
    charts: {
      sales: `${text('report.html.chart.sales', {step})} (${report.currency})`,
      orders: text('report.html.chart.orders', {step}),
      margin: text('report.html.chart.margin', {step}),
      products: `${text('report.html.chart.products', {})} (${report.currency})`,
    },
    headings: {
      rows: text('report.html.rows', {}),
      products: text('report.html.products', {}),
      words: text('report.html.words', {}),
      notes: text('report.html.notes', {}),
    },
    total: text('report.total', {}),
    before: text('report.before', {period: before}),
    points: (points) => text('report.points', {points}),
    coverage: (share) => text('report.html.coverage', {share}),
    more: (count) => text('report.more', {count}),
    notes,
    empty: text('report.nothing-sold', {}),
    footer: text('report.html.made', {version}),
  };
}

function speaker(language: Language) {
  return <C extends WordCode>(code: C, params: Words[C]): string => render(language, message(code, params)).text;
}
