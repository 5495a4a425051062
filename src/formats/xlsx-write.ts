import type {SheetData} from 'write-excel-file/node';
import {KnownError} from '../domain/errors.js';

/** What Excel takes (support.microsoft.com "Excel specifications and limits"). */
const MOST_ROWS = 1_048_576;
const MOST_LETTERS = 32_767;

/**
 * A workbook of one sheet in which every cell is text, so that no program eats a leading zero or makes a date of
 * `1-2`. It is made in memory: Excel's own limit of rows bounds it.
 *
 * @throws KnownError input XLSX_LIMIT
 */
export async function workbookBytes(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  sheet: string,
): Promise<Buffer> {
  const data: SheetData = [header.map((value) => ({value, type: String, format: '@', fontWeight: 'bold' as const}))];
  for (const row of rows) {
    if (data.length >= MOST_ROWS) throw new KnownError('input', 'XLSX_LIMIT', {what: 'rows', most: MOST_ROWS});
    data.push(row.map((value) => cellOf(value)) as unknown as (typeof data)[number]);
  }
  const {default: writeExcelFile} = await import('write-excel-file/node');
  return await writeExcelFile(data, {sheet, stickyRowsCount: 1}).toBuffer();
}

function cellOf(value: string) {
  if (value.length > MOST_LETTERS)
    throw new KnownError('input', 'XLSX_LIMIT', {what: 'letters of a cell', most: MOST_LETTERS});
  return value === '' ? null : {value, type: String, format: '@'};
}
