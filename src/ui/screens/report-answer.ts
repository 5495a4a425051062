import {kpiReport} from '../../app/report/kpi.js';
import {type SalesAsk, salesReport} from '../../app/report/sales.js';
import {warningsOf} from '../../app/report/warnings.js';
import type {SalesReport} from '../../domain/sales/report.js';
import {FIGURES, tableOf} from '../../reports/columns.js';
import {documentOf} from '../../reports/json.js';
import {kpiTable} from '../../reports/kpi.js';
import type {PageWords} from '../../reports/words.js';
import type {Answer} from '../answer.js';
import type {ReportFlags} from '../report-flags.js';
import type {Session} from '../session.js';
import {completed} from '../typed.js';
import {showKpis, showMeanings, showSales} from './report.js';
import {answerIn} from './report-output.js';
import {pageWords, reportWords} from './report-words.js';

/** Answers `souk report sales`. */
export async function answerSales(session: Session, flags: ReportFlags, by: string): Promise<Answer> {
  if (flags.explain) return meanings(session);
  const report = await salesReport(await session.context(), {...askOf(flags), by});
  const warnings = warningsOf(report);
  const words = pageWords(session.language, report, warnings, session.config.version);
  const table = tableOf(report);
  const document = documentOf('sales', report, words, table);
  return await answerIn(
    session,
    {
      name: 'sales',
      period: report.period,
      document,
      table,
      warnings,
      page: () => pageText(report, words),
      show: (screen) => showSales(screen, report, words, pageOf(session)),
    },
    flags,
  );
}

/** Answers `souk report kpi`. */
export async function answerKpi(session: Session, flags: ReportFlags): Promise<Answer> {
  if (flags.explain) return meanings(session);
  const {sales: report, lines} = await kpiReport(await session.context(), askOf(flags));
  const warnings = warningsOf(report);
  const words = pageWords(session.language, report, warnings, session.config.version);
  const table = kpiTable(report, lines);
  const document = documentOf('kpi', report, words, table);
  return await answerIn(
    session,
    {
      name: 'kpi',
      period: report.period,
      document,
      table,
      warnings,
      page: () => pageText(report, words),
      show: (screen) => showKpis(screen, report, lines, words, pageOf(session)),
    },
    flags,
  );
}

async function pageText(report: SalesReport, words: PageWords): Promise<string> {
  const {htmlPage} = await import('../../reports/html.js');
  return await htmlPage(report, words);
}

/** The command that gives the same report as a page. */
function pageOf({typed}: Session): string {
  return completed(typed, ['--format', 'html', '--open'], ['--format', '--output', '-o']);
}

function askOf({shop, from, to, last, basis, currency, rate}: ReportFlags): Omit<SalesAsk, 'by'> {
  return {shops: shop, from, to, last, basis, currency, rates: rate};
}

function meanings(session: Session): Answer {
  const words = reportWords(session.language);
  return {
    result: {words: FIGURES.map(([key]) => ({key, label: words.label(key), means: words.means(key)}))},
    show: (screen) => showMeanings(screen, words),
  };
}
