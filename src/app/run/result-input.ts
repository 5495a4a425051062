import type {Sheet} from '../../domain/catalog/row.js';
import type {Plan} from '../../domain/change/types.js';
import {KnownError} from '../../domain/errors.js';
import {unguard} from '../../formats/csv.js';
import {openSheet} from '../listing/sheet.js';
import {type EntryWords, fateOf, hasFailed, type Told} from './result-row.js';
import type {ResultTable} from './result-rows.js';

/** Columns of an earlier result or refusal: they are replaced by those of this run. */
const OURS: ReadonlySet<string> = new Set(['_status', '_code', '_message', '_before', '_after', '_reason']);

/**
 * The rows of the file that an import read, as they stand in it (guards against formulas off) and in its order, each with what became of it; null when
 * the file is no longer there, or not as it was (by its hash). With `failed` only the rows that did not get through: of a
 * product whose own words or images did not, all its rows.
 */
export async function inputRows(
  plan: Plan,
  told: readonly Told[],
  words: EntryWords,
  failed: boolean,
): Promise<ResultTable | null> {
  const sheet = await sheetOf(plan);
  if (sheet === null) return null;
  const byLine = new Map<number, Told[]>();
  for (const each of told) {
    const line = each.change.source?.line ?? 0;
    byLine.set(line, [...(byLine.get(line) ?? []), each]);
  }
  if ([...byLine.keys()].some((line) => !sheet.rows.some((row) => row.line === line))) return null;
  const again = failed ? failedLines(sheet, told) : null;
  const kept = sheet.header.flatMap((name, index) => (OURS.has(name.trim().toLowerCase()) ? [] : [index]));
  const cells = (row: readonly string[]) => kept.map((index) => unguard(row[index] ?? ''));
  const rows = sheet.rows.filter(({line, kind}) => (again === null ? true : kind !== 'ignored' && again.has(line)));
  return {
    header: cells(sheet.header),
    rows: rows.map((row) => ({cells: cells(row.cells), fate: fateOf(byLine.get(row.line) ?? [], words)})),
    file: sheet.file,
  };
}

/**
 * The very file: same bytes, and read without a guess. A workbook's sheet, and an encoding that somebody chose or souk
 * guessed, are not in the plan, so such a file is not read again.
 */
async function sheetOf(plan: Plan): Promise<Sheet | null> {
  const [file, ...others] = plan.inputs.sources;
  if (plan.kind !== 'import' || file === undefined || others.length > 0) return null;
  try {
    const sheet = await openSheet(file, {dialect: 'auto', currency: plan.shop.currency});
    const sure = !sheet.warnings.some(({code}) => code.startsWith('ENCODING_'));
    return sheet.hash === plan.inputs.hash && sure && !/\.xlsx$/iu.test(file) ? sheet : null;
  } catch (error) {
    if (error instanceof KnownError) return null;
    throw error;
  }
}

function failedLines(sheet: Sheet, told: readonly Told[]): ReadonlySet<number> {
  const lost = told.filter(hasFailed);
  const products = new Set(
    lost.filter(({change}) => change.target.kind === 'listing').map(({change}) => change.target.key.product),
  );
  const lines = new Set(lost.map(({change}) => change.source?.line ?? 0));
  let product: string | null = null;
  for (const row of sheet.rows) {
    product = row.product ?? product;
    if (product !== null && products.has(product)) lines.add(row.line);
  }
  return lines;
}
