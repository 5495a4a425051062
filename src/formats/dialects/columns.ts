import {KnownError, type Message, message} from '../../domain/errors.js';
import {unguard} from '../csv.js';
import {type CellCodec, type ColumnUse, type Dialect, type DialectColumn, headerKey} from './types.js';

/** A column of a file with what it is for. */
export interface ReadColumn {
  readonly header: string;
  readonly use: ColumnUse;
  readonly codec?: CellCodec;
  /** False for columns outside the dialect's dictionary. */
  readonly known: boolean;
}

/** Finds what a header is for; null: the dialect does not know it. */
export type Dictionary = (header: string) => DialectColumn | null;

/** The headers of a dialect, ready to be asked for. */
export function dictionaryOf(dialect: Dialect): Dictionary {
  const bare = (header: string) => headerKey(dialect.bare?.(header) ?? header);
  const known = new Map(
    dialect.columns.flatMap((column) => column.headers.map((header) => [bare(header), column] as const)),
  );
  return (header) => known.get(bare(header)) ?? dialect.pattern?.(header) ?? null;
}

/**
 * What each column of a file is for. Unnamed columns are named by their place; of two unknown columns of one name the
 * second gets a number.
 *
 * @throws KnownError input HEADER_TWICE when a column that souk reads stands there twice.
 */
export function columnsOf(dialect: Dialect, header: readonly string[]): {columns: ReadColumn[]; warnings: Message[]} {
  const dictionary = dictionaryOf(dialect);
  const warnings: Message[] = [];
  const seen = new Set<string>();
  const columns = header.map((cell, index) => {
    const column = columnOf(dialect, dictionary, unguard(cell), index);
    if (cell.trim() === '') warnings.push(message('COLUMN_UNNAMED', {position: index + 1, name: column.header}));
    const single = onceOnly(column, seen);
    seen.add(identity(single.use));
    return single;
  });
  return {columns, warnings};
}

function columnOf(dialect: Dialect, dictionary: Dictionary, header: string, index: number): ReadColumn {
  const name = header.trim() === '' ? `column ${index + 1}` : header;
  const found = dictionary(name);
  if (found === null) return {header: name, use: dialect.unknown(name), known: false};
  const {use, codec} = found;
  return {header: name, use, known: true, ...(codec === undefined ? {} : {codec})};
}

function onceOnly(column: ReadColumn, seen: ReadonlySet<string>): ReadColumn {
  if (column.use.kind === 'ours' || !seen.has(identity(column.use))) return column;
  if (column.use.kind !== 'extra') throw new KnownError('input', 'HEADER_TWICE', {column: column.header});
  const {use} = column;
  for (let n = 2; ; n++) {
    const numbered: ColumnUse = {...use, name: `${use.name} (${n})`};
    if (!seen.has(identity(numbered))) return {...column, use: numbered};
  }
}

/** What a column fills, as text: two columns of a file may not fill the same. */
export function identity(use: ColumnUse): string {
  switch (use.kind) {
    case 'listing':
    case 'offer':
      return use.field;
    case 'option-name':
    case 'option-value':
      return `${use.kind} ${use.index}`;
    case 'image':
      return `image ${use.part}`;
    case 'extra':
      return `extra ${use.level} ${use.name}`;
    case 'own':
      return `own ${use.name}`;
    default:
      return use.kind;
  }
}

/** The field that findings of later checks name: option cells count as `options`, the first of them. */
export function fieldOf(use: ColumnUse): string {
  if (use.kind === 'option-value') return use.index === 0 ? 'options' : '';
  if (use.kind === 'ours') return '';
  return identity(use);
}
