import {warningsOf} from '../../src/app/report/warnings.js';
import type {SalesReport} from '../../src/domain/sales/report.js';
import {en} from '../../src/ui/messages/en/index.js';
import {pageWords} from '../../src/ui/screens/report-words.js';
import {type Ask, lineOf, reportOf, shopOf} from '../domain/sales/ledger.js';

/** Titles that try to become markup, in the page or in a drawing, or to turn the line around. */
export const HOSTILE = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror="document.title=\'owned\'">',
  '</text></svg><svg onload="document.title=\'owned\'">',
  "'; alert(1); //",
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;b&gt;',
  '\u202eevil\u202c\u0000\u001b[31m',
  ']]><script>document.title="owned"</script>',
];

/** Two months of sales of one shop with hostile titles, returns, a cancelled order and one SKU without a cost. */
export function sampleReport(ask: Partial<Ask> = {}): SalesReport {
  const offers = new Map(HOSTILE.map((title, i) => [`S${i}`, {product: title, title, category: title, taxRate: null}]));
  const costs = new Map(
    HOSTILE.slice(1).map((_, i) => [
      `S${i + 1}`,
      [{sku: `S${i + 1}`, cost: 500, feeRate: null, feeFixed: null, returnCost: null, effectiveFrom: null}],
    ]),
  );
  const lines = Array.from({length: 120}, (_, i) => {
    const at = new Date(Date.parse('2026-09-02T10:00:00Z') + i * 12 * 3_600_000).toISOString();
    return lineOf(`O${i}`, at, `S${(i * i) % HOSTILE.length}`, 1 + (i % 3), 1000 + i * 7);
  });
  const back = lineOf('O80', '2026-10-28T10:00:00Z', `S${(80 * 80) % HOSTILE.length}`, -1, 1560);
  const cancelled = lineOf('C1', '2026-10-05T10:00:00Z', 'S1', 1, 999, {status: 'cancelled'});
  return reportOf([{shop: shopOf({offers, costs}), lines: [...lines, back, cancelled]}], {
    period: {from: '2026-10-01', to: '2026-11-01'},
    ...ask,
  });
}

/** The page's words in English. */
export function wordsFor(report: SalesReport) {
  return pageWords(en, report, warningsOf(report), '0.0.0');
}
