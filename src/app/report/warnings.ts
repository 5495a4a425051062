import {type Message, message} from '../../domain/errors.js';
import {formatAmount} from '../../domain/money.js';
import type {SalesReport} from '../../domain/sales/report.js';

/** What a reader has to know before trusting a report's figures; each with the command that mends it. */
export function warningsOf({counts, totals, currency}: SalesReport): readonly Message[] {
  const warnings: Message[] = [];
  if (counts.linesCostUnknown > 0) {
    const coverage = `${(Number(totals.marginCoverage ?? '0') * 100).toFixed(1)} %`;
    warnings.push(
      message('REPORT_COST_UNKNOWN', {skus: counts.skusCostUnknown, lines: counts.linesCostUnknown, coverage}),
    );
  }
  if (counts.linesTaxUnknown > 0) {
    const amount = formatAmount(totals.taxUnknown, currency);
    warnings.push(message('REPORT_TAX_UNKNOWN', {lines: counts.linesTaxUnknown, amount, currency}));
  }
  if (counts.returnsUnmatched > 0) warnings.push(message('REPORT_RETURNS_UNMATCHED', {count: counts.returnsUnmatched}));
  if (counts.dailyUnitsUnpriced > 0) warnings.push(message('REPORT_DAYS_UNPRICED', {units: counts.dailyUnitsUnpriced}));
  return warnings;
}
