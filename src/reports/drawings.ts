import {exponentOf} from '../domain/money.js';
import type {Figures} from '../domain/sales/figures.js';
import type {SalesReport} from '../domain/sales/report.js';
import {type ChartData, type ChartSize, lyingLabelRoom, type Pen} from './charts.js';
import {barsHeight, drawn} from './figure.js';
import {html, type Markup, plain} from './markup.js';
import type {Texts} from './text.js';
import type {PageWords} from './words.js';

const TOP = 10;

/** Width of a letter of the charts' type, and of a Chinese, Japanese or Korean one, in pixels; a little more than most. */
const LETTER = 7.4;
const WIDE_LETTER = 12.5;

/** The charts of a report's page: net sales, orders and margin over time, and the products that sell most. */
export function chartsOfPage(pen: Pen, report: SalesReport, words: PageWords, texts: Texts): Markup {
  const over = (
    name: string,
    pick: (figures: Figures) => number | null,
    axisText: ChartData['axisText'],
  ): ChartData => ({
    name,
    labels: report.series.rows.map(({key}) => texts.step(key.values[0] ?? '', report.series.step)),
    values: report.series.rows.map(({figures}) => pick(figures)),
    axisText,
    valueText: axisText,
  });
  const unit = 10 ** exponentOf(report.currency);
  const compact = new Intl.NumberFormat(words.locale, {notation: 'compact', maximumFractionDigits: 1});
  const short = (value: number) => compact.format(value);
  const percent = (value: number) => `${compact.format(value)} %`;
  const sales = over('net-sales', ({netSales}) => netSales / unit, short);
  const orders = over(
    'orders',
    (figures) => figures.orders,
    (value) => (Number.isInteger(value) ? short(value) : ''),
  );
  const margin = over('margin', ({grossMargin}) => (grossMargin === null ? null : Number(grossMargin) * 100), percent);
  return html`<section class="charts">
${drawn(words.charts.sales, (size) => pen.columns(sales, size))}
${drawn(words.charts.orders, (size) => pen.columns(orders, {...size, height: Math.round(size.height * 0.7)}))}
${margin.values.every((value) => value === null) ? html`` : drawn(words.charts.margin, (size) => pen.line(margin, {...size, height: Math.round(size.height * 0.8)}))}
${report.products.every(({figures}) => figures.netSales <= 0) ? html`` : drawn(words.charts.products, (size) => drawTop(pen, topProducts(report, texts, unit, size), size))}
</section>`;
}

function drawTop(pen: Pen, top: ChartData, {width}: ChartSize): string {
  return pen.bars(top, {width, height: barsHeight(top.values.length)});
}

function topProducts({products}: SalesReport, texts: Texts, unit: number, {width}: ChartSize): ChartData {
  const selling = products.filter(({figures}) => figures.netSales > 0);
  const top = selling.sort((a, b) => b.figures.netSales - a.figures.netSales).slice(0, TOP);
  return {
    name: 'products',
    labels: top.map(({key}) => fitting(key.title ?? key.values[0] ?? '', lyingLabelRoom(width) - 14)),
    values: top.map(({figures}) => figures.netSales / unit),
    axisText: String,
    valueText: (value) => texts.money(Math.round(value * unit)),
  };
}

/** A title on one line that fits so many pixels. */
function fitting(text: string, pixels: number): string {
  const flat = plain(text).replace(/\s+/gu, ' ').trim();
  let width = 0;
  let kept = '';
  for (const mark of flat) {
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u.test(mark)
        ? WIDE_LETTER
        : LETTER;
    if (width > pixels - LETTER) return `${kept.trimEnd()}…`;
    kept += mark;
  }
  return flat;
}
