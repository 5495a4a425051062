import type {EChartsOption} from 'echarts';

/** What a chart shows: one value a label; null is a gap. */
export interface ChartData {
  readonly name: string;
  readonly labels: readonly string[];
  readonly values: readonly (number | null)[];
  /** How a value is written on the axis, and beside a bar. */
  axisText(value: number): string;
  valueText(value: number): string;
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Draws charts as SVG texts, without a browser. */
export interface Pen {
  columns(data: ChartData, size: ChartSize): string;
  line(data: ChartData, size: ChartSize): string;
  /** Lying bars, the first on top, each with its value. */
  bars(data: ChartData, size: ChartSize): string;
}

const INK = '#334155';
const FAINT = '#e2e8f0';
const COLOURS = {columns: '#0f766e', line: '#b45309', bars: '#1d4ed8'};
/** Without quotes: the library prints the family into an attribute as it stands. */
const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Noto Sans CJK SC, sans-serif';

/** Loads the drawing library, which is heavy: call it only when a page is made. */
export async function openPen(): Promise<Pen> {
  const [{init, use}, {BarChart, LineChart}, {GridComponent}, {SVGRenderer}] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  use([BarChart, LineChart, GridComponent, SVGRenderer]);
  const draw = (name: string, {width, height}: ChartSize, option: EChartsOption) => {
    const chart = init(null, null, {renderer: 'svg', ssr: true, width, height});
    chart.setOption({animation: false, textStyle: {fontFamily: FONT, color: INK}, ...option});
    const svg = chart.renderToSVGString();
    chart.dispose();
    return tidy(svg, `${name}-${width}`);
  };
  return {
    columns: (data, size) =>
      draw(data.name, size, {
        ...upright(data, size),
        series: [
          {
            type: 'bar',
            data: [...data.values],
            barMaxWidth: 34,
            barCategoryGap: '28%',
            itemStyle: {color: COLOURS.columns},
            ...still,
          },
        ],
      }),
    line: (data, size) =>
      draw(data.name, size, {
        ...upright(data, size),
        series: [
          {
            type: 'line',
            data: [...data.values],
            symbolSize: 5,
            lineStyle: {width: 2},
            itemStyle: {color: COLOURS.line},
            ...still,
          },
        ],
      }),
    bars: (data, size) => draw(data.name, size, lying(data, size)),
  };
}

/** Nothing moves or lights up: the page has no script. */
const still = {silent: true, emphasis: {disabled: true}};

function upright({labels, values, axisText}: ChartData, {width}: ChartSize): EChartsOption {
  const flat = values.every((value) => value === null || value === 0);
  return {
    grid: {left: 56, right: 12, top: 14, bottom: 30},
    xAxis: {
      type: 'category',
      data: [...labels],
      axisTick: {show: false},
      axisLine: {lineStyle: {color: FAINT}},
      axisLabel: {
        color: INK,
        fontSize: 12,
        hideOverlap: true,
        interval: Math.max(0, Math.ceil((labels.length * 56) / (width - 70)) - 1),
      },
    },
    yAxis: {
      type: 'value',
      ...(flat ? {max: 1} : {}),
      splitNumber: 4,
      splitLine: {lineStyle: {color: FAINT}},
      axisLabel: {color: INK, fontSize: 12, formatter: (value: number) => axisText(value)},
    },
  };
}

/** Pixels left of lying bars: their labels have to fit there, because nothing measures text without a browser. */
export function lyingLabelRoom(width: number): number {
  return Math.round(width * 0.34);
}

function lying({labels, values, valueText}: ChartData, {width}: ChartSize): EChartsOption {
  const room = lyingLabelRoom(width);
  return {
    grid: {left: room, right: 84, top: 4, bottom: 4},
    xAxis: {type: 'value', show: false},
    yAxis: {
      type: 'category',
      inverse: true,
      data: [...labels],
      axisTick: {show: false},
      axisLine: {lineStyle: {color: FAINT}},
      axisLabel: {color: INK, fontSize: 12, interval: 0},
    },
    series: [
      {
        type: 'bar',
        data: [...values],
        barMaxWidth: 22,
        itemStyle: {color: COLOURS.bars},
        label: {
          show: true,
          position: 'right',
          color: INK,
          fontSize: 12,
          formatter: ({value}) => (typeof value === 'number' ? valueText(value) : ''),
        },
        ...still,
      },
    ],
  };
}

/**
 * The drawing without what a page without a script has no use for (names of series, styles of hovering), and with ids of
 * its own: the library counts them over all charts of the process, and two pages would differ.
 */
function tidy(svg: string, name: string): string {
  return svg
    .replace(/<style\b.*?<\/style>\s*/gsu, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/gu, '')
    .replace(/( id="|url\(#)zr\d+-/gu, `$1${name}-`);
}
