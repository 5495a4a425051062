import {exponentOf} from '../domain/money.js';
import type {Backtest, BacktestRow} from '../domain/pricing/backtest/result.js';
import type {BacktestColumn} from './backtest.js';
import {type ChartData, openPen, type Pen} from './charts.js';
import {barsHeight, drawn} from './figure.js';
import {html, type Markup} from './markup.js';
import {noteList, pageOf, section} from './page.js';
import {type Texts, textsFor} from './text.js';

/** The sentences of a backtest's page, ready to print. */
export interface BacktestWords {
  /** BCP 47 tag: how numbers and dates are written. */
  readonly locale: string;
  readonly none: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly headings: {readonly shop: string; readonly categories: string; readonly notes: string};
  readonly charts: {readonly profit: string; readonly course: string};
  label(key: BacktestColumn): string;
  policy(policy: BacktestRow['policy']): string;
  /** A figure with the ends of its 80 % interval. */
  range(middle: string, low: string, high: string): string;
  /** What is amiss with these figures, and what is to be known of every backtest. */
  readonly warnings: readonly string[];
  readonly notes: readonly string[];
  readonly footer: string;
}

/** A backtest as one HTML page that needs nothing else: no script, no request, every text escaped, drawings inline. */
export async function backtestPage(backtest: Backtest, words: BacktestWords): Promise<string> {
  const texts = textsFor(words.locale, backtest.currency, words.none, backtest.period);
  const {totals, rows} = backtest;
  const body = html`${charts(await openPen(), backtest, words, texts)}
${section(words.headings.shop, table(totals, false, words, texts))}
${rows.length === 0 ? html`` : section(words.headings.categories, table(rows, true, words, texts))}
${section(words.headings.notes, noteList([...words.warnings, ...words.notes]))}`;
  return pageOf(words, body);
}

/** A row's figures as a reader writes them: units and gain with their intervals. */
export function shownRow(row: BacktestRow, words: Pick<BacktestWords, 'range' | 'none'>, texts: Texts): string[] {
  const {units, revenue, profit, gain, changes} = row;
  const pieces = (value: number) => texts.count(Math.round(Math.max(0, value)));
  return [
    row.policy === 'recorded'
      ? pieces(units.middle)
      : words.range(pieces(units.middle), pieces(units.low), pieces(units.high)),
    texts.money(revenue),
    texts.money(profit),
    gain === null ? words.none : words.range(texts.money(gain.middle), texts.money(gain.low), texts.money(gain.high)),
    texts.count(Math.round(changes * 100) / 100),
  ];
}

/** The columns of {@link shownRow}. */
export const SHOWN_COLUMNS: readonly BacktestColumn[] = ['units', 'revenue', 'profit', 'gain', 'changes'];

function table(rows: readonly BacktestRow[], named: boolean, words: BacktestWords, texts: Texts): Markup {
  const head = SHOWN_COLUMNS.map((key) => html`<th scope="col" class="n">${words.label(key)}</th>`);
  return html`<div class="scroll"><table>
<thead><tr>${named ? html`<th scope="col">${words.label('category')}</th>` : html``}<th scope="col">${words.label('policy')}</th>${head}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${named ? html`<td>${row.category ?? words.none}</td>` : html``}<th scope="row">${words.policy(row.policy)}</th>${shownRow(row, words, texts).map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`;
}

function charts(pen: Pen, {totals, course, currency}: Backtest, words: BacktestWords, texts: Texts): Markup {
  const earning = totals.flatMap(({policy, profit}) => (profit === null ? [] : [{policy, profit}]));
  if (earning.length === 0 || course === null) return html``;
  const unit = 10 ** exponentOf(currency);
  const compact = new Intl.NumberFormat(words.locale, {notation: 'compact', maximumFractionDigits: 1});
  const profits: ChartData = {
    name: 'profit',
    labels: earning.map(({policy}) => words.policy(policy)),
    values: earning.map(({profit}) => profit / unit),
    axisText: String,
    valueText: (value) => texts.money(Math.round(value * unit)),
  };
  const gains: ChartData = {
    name: 'gain',
    labels: course.points.map(({key}) => texts.step(key, course.step)),
    values: course.points.map(({gain}) => gain / unit),
    axisText: (value) => compact.format(value),
    valueText: (value) => compact.format(value),
  };
  const high = barsHeight(earning.length);
  return html`<section class="charts">
${drawn(words.charts.profit, (size) => pen.bars(profits, {...size, height: high}))}
${drawn(words.charts.course, (size) => pen.line(gains, size))}
</section>`;
}
