import {openPen} from './charts.js';
import {barsHeight, drawn} from './figure.js';
import {html, type Markup} from './markup.js';
import {noteList, pageOf, section} from './page.js';
import {type PriceColumn, type PriceComparison, type PriceSide, ratioOf} from './price.js';
import {type Texts, textsFor} from './text.js';

/** The sentences of the page of `souk report price`, ready to print. */
export interface PriceWords {
  /** BCP 47 tag: how numbers are written. */
  readonly locale: string;
  readonly none: string;
  readonly title: string;
  readonly facts: readonly string[];
  readonly headings: {readonly rows: string; readonly notes: string};
  readonly chart: string;
  label(key: PriceColumn): string;
  side(side: PriceSide['side']): string;
  /** The uplift with its interval, or why there is none. */
  readonly verdict: string;
  readonly notes: readonly string[];
  readonly footer: string;
}

/** The figures of a side that a reader sees; the uplift is said in words. */
export const SHOWN_OF_SIDE: readonly PriceColumn[] = ['skus', 'profit_a_day_before', 'profit_a_day_since', 'ratio'];

/** Those figures as a reader writes them. */
export function shownSide(side: PriceSide, texts: Texts): string[] {
  const ratio = ratioOf(side);
  return [
    texts.count(side.skus),
    texts.money(Math.round(side.before)),
    texts.money(side.since === null ? null : Math.round(side.since)),
    texts.share(ratio === null ? null : String(ratio)),
  ];
}

/** What the rules bring as one HTML page that needs nothing else: no script, no request, every text escaped. */
export async function pricePage(comparison: PriceComparison, words: PriceWords): Promise<string> {
  const {sides} = comparison;
  const texts = textsFor(words.locale, comparison.currency, words.none, comparison.period);
  if (sides.length === 0) return pageOf(words, html`<p class="empty">${words.verdict}</p>`);
  const body = html`<section><p>${words.verdict}</p></section>
${await chart(sides, words, texts)}
${section(words.headings.rows, table(sides, words, texts))}
${section(words.headings.notes, noteList(words.notes))}`;
  return pageOf(words, body);
}

function table(sides: readonly PriceSide[], words: PriceWords, texts: Texts): Markup {
  const head = SHOWN_OF_SIDE.map((key) => html`<th scope="col" class="n">${words.label(key)}</th>`);
  return html`<div class="scroll"><table>
<thead><tr><th scope="col">${words.label('side')}</th>${head}</tr></thead>
<tbody>${sides.map(
    (side) =>
      html`<tr><th scope="row">${words.side(side.side)}</th>${shownSide(side, texts).map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`;
}

/** Both ratios: the sides themselves are of other sizes. Nothing is drawn before something was earned since. */
async function chart(sides: readonly PriceSide[], words: PriceWords, texts: Texts): Promise<Markup> {
  const ratios = sides.map(ratioOf);
  if (ratios.some((ratio) => ratio === null || ratio <= 0)) return html``;
  const pen = await openPen();
  const data = {
    name: 'ratio',
    labels: sides.map(({side}) => words.side(side)),
    values: ratios,
    axisText: String,
    valueText: (value: number) => texts.share(String(value)),
  };
  return html`<section class="charts">
${drawn(words.chart, (size) => pen.bars(data, {...size, height: barsHeight(sides.length)}))}
</section>`;
}
