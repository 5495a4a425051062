/** What came of one step on one platform. */
export interface Row {
  readonly platform: string;
  readonly step: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
  readonly requests: number;
  readonly rate: number | null;
  readonly note: string;
}

const HEAD = ['platform', 'step', 'ok', 'seconds', 'requests', 'rows/s', ''];

/** The table platform × step, in columns. */
export function tableOf(rows: readonly Row[]): string {
  const cells = rows.map(({platform, step, passed, failed, seconds, requests, rate, note}) => [
    platform,
    step,
    failed === 0 ? (passed > 1 ? `ok ${passed}` : 'ok') : `FAILED ${failed}`,
    seconds.toFixed(1),
    requests === 0 ? '' : String(requests),
    rate === null ? '' : rate.toFixed(0),
    note,
  ]);
  const all = [HEAD, ...cells];
  const widths = HEAD.map((_, column) => Math.max(...all.map((line) => (line[column] ?? '').length)));
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
