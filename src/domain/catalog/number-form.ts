/** How a file writes its numbers, as somebody declared it: one cell alone can never tell. */
export type DecimalMark = 'point' | 'comma';

export const DECIMAL_MARKS = ['point', 'comma'] as const satisfies readonly DecimalMark[];

const MARK: Readonly<Record<DecimalMark, string>> = {point: '.', comma: ','};

/** What parts thousands, beside the one of point and comma that does not part decimals. */
const GAPS = String.raw`\u0020\u00a0\u202f\u2009'’`;

const FORMS: Readonly<Record<DecimalMark, RegExp>> = {
  point: new RegExp(`^-?(?:\\d{1,3}([,${GAPS}])\\d{3}(?:\\1\\d{3})*|\\d*)(?:\\.\\d*)?$`, 'u'),
  comma: new RegExp(`^-?(?:\\d{1,3}([.${GAPS}])\\d{3}(?:\\1\\d{3})*|\\d*)(?:,\\d*)?$`, 'u'),
};

/** The number in a cell with the currency's sign or code around it. */
const NUMBER = new RegExp(`-?[\\d.,][\\d.,${GAPS}]*`, 'u');

/**
 * A cell's number with a decimal point and no other mark: "1.234,50 €" is "1234.50 €" where the comma was declared.
 * Null: it is not written like that.
 */
export function plainNumber(text: string, decimal: DecimalMark): string | null {
  const found = NUMBER.exec(text)?.[0].trimEnd();
  if (found === undefined) return text;
  if (!FORMS[decimal].test(found)) return null;
  const [whole = '', part] = found.split(MARK[decimal]);
  const plain = whole.replace(/[^\d-]/gu, '') + (part === undefined ? '' : `.${part}`);
  return text.replace(found, plain);
}
