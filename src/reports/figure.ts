import type {ChartSize} from './charts.js';
import {html, type Markup, trusted} from './markup.js';

/** Each chart is drawn twice, for a page and for a phone: a drawing that is scaled down can not be read. */
const WIDE: ChartSize = {width: 1040, height: 250};
const NARROW: ChartSize = {width: 360, height: 220};

/** Height of a lying bar. */
const BAR = 30;

/** Height of a chart of so many lying bars. */
export function barsHeight(bars: number): number {
  return bars * BAR + 8;
}

/** A chart with its caption, drawn for both widths. */
export function drawn(caption: string, draw: (size: ChartSize) => string): Markup {
  const picture = (size: ChartSize, name: string) =>
    html`<div class="${name}" role="img" aria-label="${caption}">${trusted(draw(size))}</div>`;
  return html`<figure><figcaption>${caption}</figcaption>${picture(WIDE, 'wide')}${picture(NARROW, 'narrow')}</figure>
`;
}
