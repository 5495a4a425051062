import type {KpiLine} from '../../app/report/kpi.js';
import {isStep} from '../../domain/sales/dimensions.js';
import type {SalesReport} from '../../domain/sales/report.js';
import {FIGURES} from '../../reports/columns.js';
import {kpiKey} from '../../reports/kpi.js';
import {SHOWN, shownCells, shownKey} from '../../reports/shown.js';
import {sparkline} from '../../reports/sparkline.js';
import {type Texts, textsFor} from '../../reports/text.js';
import type {ReportWords} from '../../reports/words.js';
import {plain} from '../format.js';
import type {Screen} from '../screen.js';

/** Most rows on a terminal where they are ordered by sales; a pipe gets all. */
const MOST_ROWS = 50;

/** The sales table: rows, total, the period before, and the course of the GMV. `page`: the command that shows it as a page. */
export function showSales(screen: Screen, report: SalesReport, words: ReportWords, page: string): void {
  const {by, period, before, totals, totalsBefore} = report;
  const texts = textsFor(words.locale, report.currency, words.none, period);
  screen.line(headOf(screen, 'report.sales', report, texts));
  screen.line();
  const rows = screen.terminal && by.every((each) => !isStep(each)) ? report.rows.slice(0, MOST_ROWS) : report.rows;
  const blank = by.slice(1).map(() => '');
  const beforeText = screen.text('report.before', {
    period: textsFor(words.locale, report.currency, words.none, before).shortPeriod(before),
  });
  screen.table(
    [
      ...by.map((key) => ({label: words.label(key), shrink: true})),
      ...SHOWN.map((key) => ({label: shortLabel(screen, words, key), align: 'right' as const})),
    ],
    [
      ...rows.map((row) => [...shownKey(row, by, texts, words.none).map(plain), ...shownCells(row.figures, texts)]),
      [screen.text('report.total', {}), ...blank, ...shownCells(totals, texts)],
      [beforeText, ...blank, ...shownCells(totalsBefore, texts)],
    ],
  );
  if (rows.length < report.rows.length)
    screen.line(`  ${screen.text('report.more', {count: report.rows.length - rows.length})}`);
  screen.line();
  footOf(screen, report, texts, {command: 'souk report sales', page});
}

/** The key figures, a line each, with their course. */
export function showKpis(
  screen: Screen,
  report: SalesReport,
  lines: readonly KpiLine[],
  words: ReportWords,
  page: string,
): void {
  const texts = textsFor(words.locale, report.currency, words.none, report.period);
  const before = textsFor(words.locale, report.currency, words.none, report.before).shortPeriod(report.before);
  const value = ({type}: KpiLine, each: KpiLine['value']) =>
    typeof each === 'string' ? texts.share(each) : type === 'money' ? texts.money(each) : texts.count(each);
  const change = ({type, change: moved}: KpiLine) =>
    moved === null
      ? words.none
      : type === 'share'
        ? screen.text('report.points', {points: texts.points(moved)})
        : texts.change(moved);
  screen.line(headOf(screen, 'report.kpi', report, texts));
  screen.line();
  screen.table(
    [
      {label: words.label('kpi')},
      {label: words.label('value'), align: 'right'},
      {label: screen.text('report.before', {period: before}), align: 'right'},
      {label: words.label('change'), align: 'right'},
      {label: words.label(report.series.step), shrink: true},
    ],
    lines.map((line) => [
      words.label(kpiKey(line.kpi)),
      value(line, line.value),
      value(line, line.before),
      change(line),
      sparkline(line.course.map((each) => (each === null ? null : Number(each)))),
    ]),
  );
  screen.line();
  footOf(screen, report, texts, {command: 'souk report kpi', page});
}

/** Labels that leave room for amounts on 80 columns. */
function shortLabel(screen: Screen, words: ReportWords, key: string): string {
  if (key === 'return_rate') return screen.text('report.short.return-rate', {});
  return key === 'gross_margin' ? screen.text('report.short.margin', {}) : words.label(key);
}

/** What each word of a report means; needs no store. */
export function showMeanings(screen: Screen, words: ReportWords): void {
  for (const [key] of FIGURES) {
    screen.line(screen.paint.strong(words.label(key)));
    screen.line(`  ${words.means(key)}`);
  }
}

/** "Sales, main + amz, October 2026, order date, EUR (USD at 0.9214)". */
function headOf(screen: Screen, title: 'report.sales' | 'report.kpi', report: SalesReport, texts: Texts): string {
  const {shops, period, basis} = report;
  return [
    screen.text(title, {}),
    shops.join(' + '),
    texts.period(period),
    screen.text('report.basis', {basis}),
    currencyText(screen, report),
  ].join(', ');
}

/** The currency of a report and the rates it stands on. */
export function currencyText(screen: Pick<Screen, 'text'>, {currency, rates}: SalesReport): string {
  if (rates.length === 0) return currency;
  return `${currency} (${rates.map(({from, rate}) => screen.text('report.rate', {from, rate})).join(', ')})`;
}

function footOf(
  screen: Screen,
  report: SalesReport,
  texts: Texts,
  {command, page}: {readonly command: string; readonly page: string},
): void {
  const {counts, series} = report;
  if (counts.cancelledOrders > 0) screen.say('report.cancelled', {count: counts.cancelledOrders});
  if (counts.dailyUnits > 0) screen.say('report.daily', {units: texts.count(counts.dailyUnits)});
  if (counts.lines === 0 && report.totals.units === 0) {
    screen.say('report.nothing-sold', {});
    screen.say('report.pull-hint', {shop: report.shops[0] ?? ''});
    return;
  }
  const line = sparkline(series.rows.map(({figures}) => figures.gmv));
  screen.line(`${screen.text('report.spark', {line})}  ·  ${screen.text('report.means', {command})}`);
  screen.say('report.html-hint', {command: page});
}
