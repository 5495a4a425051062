import {KnownError, type Message, message} from '../../domain/errors.js';
import {DIALECTS} from '../../formats/dialects/index.js';
import type {Dialect, WrittenTable} from '../../formats/dialects/types.js';
import {feedText} from '../../formats/feed-xml-write.js';
import {tableText} from '../../formats/write.js';
import {workbookBytes} from '../../formats/xlsx-write.js';

export type FileFormat = 'csv' | 'xlsx' | 'xml';

/** As which a catalogue is to be written, and where. */
export interface FileAsked {
  readonly output: string;
  /** Default: what the name of the file says, else CSV. */
  readonly format?: FileFormat;
}

/**
 * As it was asked for, else as the file is named.
 *
 * @throws KnownError usage EXPORT_NO_FEED
 */
export function formatOf({name, feed}: Pick<Dialect, 'name' | 'feed'>, {format, output}: FileAsked): FileFormat {
  const found = format ?? (/\.xlsx$/iu.test(output) ? 'xlsx' : /\.xml$/iu.test(output) ? 'xml' : 'csv');
  if (found !== 'xml' || feed === true) return found;
  const known = DIALECTS.flatMap((each) => (each.feed === true ? [each.name] : [])).join(', ');
  throw new KnownError('usage', 'EXPORT_NO_FEED', {dialect: name, known});
}

/** A file's bytes, and what is said of them. */
export interface Content {
  readonly pieces: readonly (string | Uint8Array)[];
  readonly warnings: readonly Message[];
}

/** Text with its dialect's marks, a workbook whose cells are all text, or a feed in XML under the shop's name. */
export async function contentOf(
  {name, delimiter, preamble}: Pick<Dialect, 'name' | 'delimiter' | 'preamble'>,
  {output, format, bom}: {readonly output: string; readonly format: FileFormat; readonly bom: boolean},
  {header, rows}: WrittenTable,
  shop: string,
): Promise<Content> {
  if (format === 'xlsx') return {pieces: [await workbookBytes(header, rows, name)], warnings: []};
  if (format === 'xml') {
    const {pieces, columns, marks} = feedText(header, rows, {title: shop});
    const unnamed = columns.map((column) => message('EXPORT_COLUMN_UNNAMED', {file: output, column}));
    return {
      pieces,
      warnings: [...unnamed, ...(marks === 0 ? [] : [message('EXPORT_MARKS_LEFT_OUT', {file: output, count: marks})])],
    };
  }
  const pieces: string[] = [];
  const marks = {...(delimiter === undefined ? {} : {delimiter}), ...(preamble === undefined ? {} : {preamble})};
  for await (const piece of tableText(header, rows, {bom, ...marks})) pieces.push(piece);
  return {pieces, warnings: []};
}
