import {changeOf, type Figures, KPIS, type Kpi, kpiType} from '../../domain/sales/figures.js';
import type {SalesReport} from '../../domain/sales/report.js';
import type {Context} from '../context.js';
import {type SalesAsk, salesReport} from './sales.js';

/** One key figure with the period before and its course; values as in {@link Figures}. */
export interface KpiLine {
  readonly kpi: Kpi;
  readonly type: 'money' | 'count' | 'share';
  readonly value: Figures[Kpi];
  readonly before: Figures[Kpi];
  readonly change: string | null;
  readonly course: readonly Figures[Kpi][];
}

export interface KpiReport {
  readonly sales: SalesReport;
  readonly lines: readonly KpiLine[];
}

/** The key figures of a period, beside those of the period before. Reads the store only. */
export async function kpiReport(context: Context, ask: Omit<SalesAsk, 'by'>): Promise<KpiReport> {
  const sales = await salesReport(context, {...ask, by: 'shop'});
  const lines = KPIS.map((kpi) => ({
    kpi,
    type: kpiType(kpi),
    value: sales.totals[kpi],
    before: sales.totalsBefore[kpi],
    change: changeOf(kpi, sales.totals, sales.totalsBefore),
    course: sales.series.rows.map(({figures}) => figures[kpi]),
  }));
  return {sales, lines};
}
