import {formatAmount} from '../domain/money.js';
import type {Dimension} from '../domain/sales/dimensions.js';
import type {Figures} from '../domain/sales/figures.js';
import type {ReportRow, SalesReport} from '../domain/sales/report.js';

/** How a cell is read: money and shares are decimal texts, counts are numbers, dates ISO texts. */
export type ColumnType = 'date' | 'week' | 'month' | 'text' | 'count' | 'money' | 'share';

/** A column of a report. `unit` is the currency of money. */
export interface ReportColumn {
  readonly key: string;
  readonly type: ColumnType;
  readonly unit: string | null;
}

/** A cell as files and JSON hold it; null is unknown or without meaning. */
export type Cell = string | number | null;

/** A report as columns and rows; `totals` has the figures' columns only. */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals: Readonly<Record<string, Cell>>;
}

/** Every figure, by the name it has in files, in the order of the columns. */
export const FIGURES = [
  ['orders', 'orders', 'count'],
  ['units', 'units', 'count'],
  ['gmv', 'gmv', 'money'],
  ['discounts', 'discounts', 'money'],
  ['returns', 'returns', 'money'],
  ['tax', 'tax', 'money'],
  ['net_sales', 'netSales', 'money'],
  ['aov', 'aov', 'money'],
  ['units_returned', 'unitsReturned', 'count'],
  ['return_rate', 'returnRate', 'share'],
  ['cogs', 'cogs', 'money'],
  ['gross_profit', 'grossProfit', 'money'],
  ['gross_margin', 'grossMargin', 'share'],
  ['margin_coverage', 'marginCoverage', 'share'],
  ['fees', 'fees', 'money'],
  ['tax_unknown', 'taxUnknown', 'money'],
] as const satisfies readonly (readonly [string, keyof Figures, ColumnType])[];

export type FigureKey = (typeof FIGURES)[number][0];

/** The columns of a report's rows: what they stand for, then every figure. */
export function columnsOf(by: readonly Dimension[], currency: string): readonly ReportColumn[] {
  const keys = by.map((dimension): ReportColumn => ({key: dimension, type: dimensionType(dimension), unit: null}));
  const title: readonly ReportColumn[] = named(by) ? [{key: 'title', type: 'text', unit: null}] : [];
  const figures = FIGURES.map(([key, , type]): ReportColumn => ({key, type, unit: type === 'money' ? currency : null}));
  return [...keys, ...title, ...figures];
}

/** A sales report as a table. */
export function tableOf(
  report: SalesReport,
  rows: readonly ReportRow[] = report.rows,
  by: readonly Dimension[] = report.by,
): ReportTable {
  return {
    columns: columnsOf(by, report.currency),
    rows: rows.map(({key, figures}) => [
      ...key.values,
      ...(named(by) ? [key.title] : []),
      ...figureCells(figures, report.currency),
    ]),
    totals: figureRecord(report.totals, report.currency),
  };
}

/** Figures by the names they have in files. */
export function figureRecord(figures: Figures, currency: string): Readonly<Record<FigureKey, Cell>> {
  const cells = figureCells(figures, currency);
  return Object.fromEntries(FIGURES.map(([key], index) => [key, cells[index] ?? null])) as Record<FigureKey, Cell>;
}

function figureCells(figures: Figures, currency: string): readonly Cell[] {
  return FIGURES.map(([, field, type]) => {
    const value = figures[field];
    return type === 'money' && typeof value === 'number' ? formatAmount(value, currency) : value;
  });
}

function dimensionType(dimension: Dimension): ColumnType {
  if (dimension === 'day') return 'date';
  return dimension === 'week' || dimension === 'month' ? dimension : 'text';
}

function named(by: readonly Dimension[]): boolean {
  return by.includes('product') || by.includes('sku');
}
