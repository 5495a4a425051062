/** What a spreadsheet would take for a formula, full-width signs too; the quotes before it are those of earlier guards. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Signed numbers are no danger and stay numbers: -5, +86, -0.5. */
const SIGNED_NUMBER = /^[+-](?:\d+\.?\d*|\.\d+)$/u;

/** Puts a `'` before a cell that a spreadsheet would run as a formula (OWASP: CSV injection). */
export function guard(cell: string): string {
  return dangerous(cell) ? `'${cell}` : cell;
}

/** Takes off exactly what {@link guard} put on: `unguard(guard(cell)) === cell` for every cell. */
export function unguard(cell: string): string {
  return cell.startsWith("'") && dangerous(cell.slice(1)) ? cell.slice(1) : cell;
}

function dangerous(cell: string): boolean {
  return FORMULA.test(cell) && !SIGNED_NUMBER.test(cell);
}
