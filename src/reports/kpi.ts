import {formatAmount} from '../domain/money.js';
import type {SalesReport} from '../domain/sales/report.js';
import type {Cell, ReportTable} from './columns.js';
import {figureRecord} from './columns.js';

/** A key figure beside that of the period before; money in minor units, shares as decimal fractions. */
export interface KpiFigure {
  readonly kpi: string;
  readonly type: 'money' | 'count' | 'share';
  readonly value: number | string | null;
  readonly before: number | string | null;
  readonly change: string | null;
}

/** The name a key figure has in files. */
export function kpiKey(kpi: string): string {
  return kpi.replace(/[A-Z]/gu, (mark) => `_${mark.toLowerCase()}`);
}

/** Key figures as a table: one row each. `value` and `before` are counted as the row's own `type` says. */
export function kpiTable(report: SalesReport, lines: readonly KpiFigure[]): ReportTable {
  const cell = (type: KpiFigure['type'], value: number | string | null): Cell =>
    type === 'money' && typeof value === 'number' ? formatAmount(value, report.currency) : value;
  return {
    columns: [
      {key: 'kpi', type: 'text', unit: null},
      {key: 'type', type: 'text', unit: null},
      {key: 'value', type: 'text', unit: null},
      {key: 'before', type: 'text', unit: null},
      {key: 'change', type: 'share', unit: null},
    ],
    rows: lines.map(({kpi, type, value, before, change}) => [
      kpiKey(kpi),
      type,
      cell(type, value),
      cell(type, before),
      change,
    ]),
    totals: figureRecord(report.totals, report.currency),
  };
}
