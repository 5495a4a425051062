import type {Dimension} from '../domain/sales/dimensions.js';
import {changeOf, KPIS, type Kpi, kpiType} from '../domain/sales/figures.js';
import type {ReportRow, SalesReport} from '../domain/sales/report.js';
import {openPen} from './charts.js';
import {FIGURES} from './columns.js';
import {chartsOfPage} from './drawings.js';
import {kpiKey} from './kpi.js';
import {html, type Markup} from './markup.js';
import {noteList, pageOf, section} from './page.js';
import {partly, SHOWN, shownCells, shownKey} from './shown.js';
import {type Texts, textsFor} from './text.js';
import type {PageWords} from './words.js';

/** Most rows of a table on the page; the rest is for files. */
const MOST_ROWS = 1000;
const TOP_PRODUCTS = 25;

/** Figures where more is worse. */
const WORSE_UP: readonly Kpi[] = ['returnRate'];

/**
 * A sales report as one HTML page that needs nothing else: no script, no request, every text escaped, drawings inline. It
 * reads on a phone and prints on A4.
 */
export async function htmlPage(report: SalesReport, words: PageWords): Promise<string> {
  const texts = textsFor(words.locale, report.currency, words.none, report.period);
  const charts = chartsOfPage(await openPen(), report, words, texts);
  const products = report.by.length === 1 && report.by[0] === 'product' ? [] : report.products.slice(0, TOP_PRODUCTS);
  const body = html`<section class="tiles">${KPIS.map((kpi) => tile(kpi, report, words, texts))}</section>
${report.counts.lines === 0 && report.totals.units === 0 ? html`<p class="empty">${words.empty}</p>` : charts}
${section(words.headings.rows, table(report.rows, report.by, report, words, texts, true))}
${products.length === 0 ? html`` : section(words.headings.products, table(products, ['product'], report, words, texts, false))}
${words.notes.length === 0 ? html`` : section(words.headings.notes, noteList(words.notes))}
${section(words.headings.words, html`<dl>${FIGURES.map(([key]) => html`<dt>${words.label(key)}</dt><dd>${words.means(key)}</dd>`)}</dl>`)}`;
  return pageOf(words, body);
}

function tile(kpi: Kpi, {totals, totalsBefore, currency}: SalesReport, words: PageWords, texts: Texts): Markup {
  const type = kpiType(kpi);
  const show = (value: number | string | null) =>
    typeof value === 'string' ? texts.share(value) : type === 'money' ? texts.money(value) : texts.count(value);
  const change = changeOf(kpi, totals, totalsBefore);
  const text = type === 'share' ? words.points(texts.points(change)) : texts.change(change);
  const unit = type === 'money' ? html` <small>${currency}</small>` : html``;
  const part =
    kpi === 'grossMargin' && partly(totals)
      ? html`<p class="part">${words.coverage(texts.share(totals.marginCoverage))}</p>`
      : html``;
  return html`<article>
<h3>${words.label(kpiKey(kpi))}${unit}</h3>
<p class="value">${show(totals[kpi])}</p>
<p class="change ${mood(kpi, change)}">${change === null ? '' : `${arrow(change)} ${text}`}</p>
<p class="before">${words.label('before')} ${show(totalsBefore[kpi])}</p>${part}
</article>`;
}

/** A change too small to be written is none: it gets no colour and no arrow. */
function moved(change: string | null): number {
  return Math.round(Number(change ?? 0) * 1000);
}

function arrow(change: string): string {
  const value = moved(change);
  return value > 0 ? '▲' : value < 0 ? '▼' : '■';
}

function mood(kpi: Kpi, change: string | null): string {
  const value = moved(change);
  if (value === 0) return 'same';
  return value > 0 === WORSE_UP.includes(kpi) ? 'worse' : 'better';
}

function table(
  rows: readonly ReportRow[],
  by: readonly Dimension[],
  report: SalesReport,
  words: PageWords,
  texts: Texts,
  totals: boolean,
): Markup {
  const left = rows.length - MOST_ROWS;
  const blank = by.slice(1).map(() => html`<td></td>`);
  const sum = (label: string, cells: readonly string[]) =>
    html`<tr><th scope="row">${label}</th>${blank}${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>`;
  return html`<div class="scroll"><table>
<thead><tr>${by.map((dimension) => html`<th scope="col">${words.label(dimension)}</th>`)}${SHOWN.map((key) => html`<th scope="col" class="n">${words.label(key)}</th>`)}</tr></thead>
<tbody>${rows.slice(0, MOST_ROWS).map((row) => bodyRow(row, by, words, texts))}</tbody>
${totals ? html`<tfoot>${sum(words.total, shownCells(report.totals, texts))}${sum(words.before, shownCells(report.totalsBefore, texts))}</tfoot>` : html``}
</table></div>${left > 0 ? html`<p class="more">${words.more(left)}</p>` : html``}`;
}

function bodyRow(row: ReportRow, by: readonly Dimension[], words: PageWords, texts: Texts): Markup {
  const [first = '', ...others] = shownKey(row, by, texts, words.none);
  return html`<tr><th scope="row">${first}</th>${others.map((text) => html`<td>${text}</td>`)}${shownCells(row.figures, texts).map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`;
}
