import type {SalesReport} from '../domain/sales/report.js';
import {type Cell, figureRecord, type ReportTable, tableOf} from './columns.js';
import type {ReportWords} from './words.js';

/** A report as JSON: MODEL.md §8, with what it was compared with and what could not be counted. */
export interface ReportDocument {
  readonly report: string;
  readonly basis: 'order' | 'cash';
  readonly from: string;
  /** The first day no longer counted. */
  readonly to: string;
  readonly zone: string;
  readonly currency: string;
  readonly rates: readonly {readonly from: string; readonly to: string; readonly rate: string}[];
  readonly shops: readonly string[];
  readonly columns: readonly {
    readonly key: string;
    readonly label: string;
    readonly type: string;
    readonly unit: string | null;
  }[];
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly totals: Readonly<Record<string, Cell>>;
  readonly before: {readonly from: string; readonly to: string; readonly totals: Readonly<Record<string, Cell>>};
  readonly counts: SalesReport['counts'];
}

/** The document of a report; `table` stands in for the report's own rows where another report is made of its figures. */
export function documentOf(
  name: string,
  report: SalesReport,
  words: ReportWords,
  table: ReportTable = tableOf(report),
): ReportDocument {
  const {basis, period, before, zones, currency, rates, shops, totals, totalsBefore, counts} = report;
  return {
    report: name,
    basis,
    ...period,
    zone: zones.join(', '),
    currency,
    rates,
    shops,
    columns: table.columns.map(({key, type, unit}) => ({key, label: words.label(key), type, unit})),
    rows: table.rows.map((cells) =>
      Object.fromEntries(table.columns.map(({key}, index) => [key, cells[index] ?? null])),
    ),
    totals: figureRecord(totals, currency),
    before: {...before, totals: figureRecord(totalsBefore, currency)},
    counts,
  };
}
