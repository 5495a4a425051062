import {APART} from './regimes.js';
import type {Outcome} from './simulate.js';

/** Scores of policies by regime: one number, percent of the clairvoyant's profit, for each seed. */
export type Scores = Map<string, Map<string, number[]>>;

export function note(scores: Scores, policy: string, regime: string, score: number): void {
  const rows = scores.get(policy) ?? new Map<string, number[]>();
  scores.set(policy, rows);
  rows.set(regime, [...(rows.get(regime) ?? []), score]);
}

/** "95.1 ± 0.9": mean and standard deviation over the seeds. */
function spread(values: readonly number[]): string {
  const mean = average(values);
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  return `${mean.toFixed(1)} ± ${Math.sqrt(squares / Math.max(1, values.length - 1)).toFixed(1)}`;
}

/** The table as Markdown: a policy a row, a regime a column, and the mean of the regimes that are scored together. */
export function tableOf(scores: Scores, regimes: readonly string[]): string {
  const rows = [...scores].map(([policy, byRegime]) => {
    const cells = regimes.map((regime) => spread(byRegime.get(regime) ?? []));
    const together = regimes.filter((regime) => regime !== APART).map((regime) => average(byRegime.get(regime) ?? []));
    return [policy, ...cells, average(together).toFixed(1)];
  });
  const head = ['policy', ...regimes, `mean but ${APART}`];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function average(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

/** What a run says beside its score. */
export function remarks({changes, below, outside}: Outcome): string {
  return `${changes.toFixed(2)} changes a SKU-week, ${(100 * below).toFixed(2)} % of SKU-days below break-even, ${outside} prices outside`;
}
