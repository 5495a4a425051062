/** Words of the area "report". */
export interface ReportWords extends ReportFailures, ReportLabels, ReportScreens {}

interface ReportFailures {
  REPORT_DATE_INVALID: {text: string; flag: string};
  REPORT_PERIOD_EMPTY: {from: string; to: string};
  REPORT_PERIOD_LONG: {days: number; most: number};
  REPORT_LAST_INVALID: {text: string};
  REPORT_BY_INVALID: {text: string; known: string};
  REPORT_RATE_INVALID: {text: string};
  REPORT_CURRENCIES: {currencies: string; flags: string; shops: number};
  REPORT_RATE_MISSING: {missing: string; currency: string; flags: string};
  REPORT_CURRENCY_UNKNOWN: {currency: string; order: string};
  REPORT_AMOUNT_TOO_LARGE: {order: string};
  REPORT_NOT_OPENED: {file: string};
  REPORT_COST_UNKNOWN: {skus: number; lines: number; coverage: string};
  REPORT_TAX_UNKNOWN: {lines: number; amount: string; currency: string};
  REPORT_RETURNS_UNMATCHED: {count: number};
  REPORT_DAYS_UNPRICED: {units: number};
}

/** Labels of columns and figures, and what each means: `report.label.KEY`, `report.means.KEY`. */
type ReportLabels = {
  [K in ReportColumnWord as `report.label.${K}`]: Record<string, never>;
} & {
  [K in ReportFigureWord as `report.means.${K}`]: Record<string, never>;
};

export type ReportFigureWord =
  | 'orders'
  | 'units'
  | 'units_returned'
  | 'gmv'
  | 'discounts'
  | 'returns'
  | 'tax'
  | 'net_sales'
  | 'tax_unknown'
  | 'aov'
  | 'return_rate'
  | 'cogs'
  | 'gross_profit'
  | 'gross_margin'
  | 'margin_coverage'
  | 'fees';

export type ReportColumnWord =
  | ReportFigureWord
  | 'day'
  | 'week'
  | 'month'
  | 'shop'
  | 'product'
  | 'sku'
  | 'category'
  | 'title'
  | 'kpi'
  | 'type'
  | 'value'
  | 'before'
  | 'change';

interface ReportScreens {
  /** BCP 47 tag of the language: how its numbers and dates are written. */
  'report.locale': Record<string, never>;
  'report.sales': Record<string, never>;
  'report.kpi': Record<string, never>;
  'report.basis': {basis: string};
  'report.basis-means': {basis: string};
  'report.rate': {from: string; rate: string};
  'report.total': Record<string, never>;
  'report.before': {period: string};
  'report.none': Record<string, never>;
  'report.nothing-sold': Record<string, never>;
  'report.pull-hint': {shop: string};
  'report.short.return-rate': Record<string, never>;
  'report.short.margin': Record<string, never>;
  'report.more': {count: number};
  'report.spark': {line: string};
  'report.means': {command: string};
  'report.html-hint': {command: string};
  'report.written': {file: string; rows: number};
  'report.cancelled': {count: number};
  'report.daily': {units: string};
  'report.zone': {zone: string};
  'report.points': {points: string};
  'report.html.title': {shops: string; period: string};
  'report.html.compared': {period: string};
  'report.html.chart.sales': {step: string};
  'report.html.chart.orders': {step: string};
  'report.html.chart.margin': {step: string};
  'report.html.chart.products': Record<string, never>;
  'report.html.products': Record<string, never>;
  'report.html.rows': Record<string, never>;
  'report.html.words': Record<string, never>;
  'report.html.notes': Record<string, never>;
  'report.html.none': Record<string, never>;
  'report.html.made': {version: string};
  'report.html.coverage': {share: string};
}
