import {stripVTControlCharacters} from 'node:util';
import Table from 'cli-table3';
import stringWidth from 'fast-string-width';

export interface Column {
  readonly label: string;
  readonly align?: 'left' | 'right';
  /** The column that gives way first when the terminal is narrow. */
  readonly shrink?: boolean;
  /**
   * A column of names that may be long: gives way before all others, down to so many cells, and is cut in its middle,
   * since names that begin alike tell themselves apart at the end.
   */
  readonly names?: number;
}

export interface TableOptions {
  readonly width: number;
  readonly indent: number;
  /** Cut cells so that a line fits the width; off in a pipe, where nothing may be lost. */
  readonly fit: boolean;
}

type Row = readonly string[];

/** cli-table3 takes time that grows with the square of the rows: above this, lines are padded by hand. */
const FEW_ROWS = 1000;

/** A table without lines: two spaces between columns, one line a row. */
export function* tableLines(columns: readonly Column[], rows: readonly Row[], options: TableOptions): Iterable<string> {
  const widths = columnWidths(columns, rows, options);
  const indent = ' '.repeat(options.indent);
  const cut = (row: Row) => columns.map(({names}, i) => fitCell(row[i] ?? '', widths[i] ?? 0, names !== undefined));
  const all = [columns.map(({label}) => label), ...rows].map(cut);
  if (rows.length > FEW_ROWS) {
    for (const row of all)
      yield (indent + row.map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align)).join('  ')).trimEnd();
    return;
  }
  const none = '';
  const table = new Table({
    chars: {
      top: none,
      'top-mid': none,
      'top-left': none,
      'top-right': none,
      bottom: none,
      'bottom-mid': none,
      'bottom-left': none,
      'bottom-right': none,
      left: none,
      'left-mid': none,
      mid: none,
      'mid-mid': none,
      right: none,
      'right-mid': none,
      middle: '  ',
    },
    style: {head: [], border: [], 'padding-left': 0, 'padding-right': 0},
    colAligns: columns.map(({align}) => align ?? 'left'),
  });
  for (const row of all) table.push(row);
  for (const line of table.toString().split('\n')) yield (indent + line).trimEnd();
}

function columnWidths(columns: readonly Column[], rows: readonly Row[], {width, indent, fit}: TableOptions): number[] {
  const widths = columns.map(({label}, i) =>
    rows.reduce((most, row) => Math.max(most, stringWidth(row[i] ?? '')), stringWidth(label)),
  );
  if (!fit) return widths;
  const room = width - indent - 2 * (columns.length - 1);
  columns.forEach(({names}, i) => {
    const excess = widths.reduce((sum, each) => sum + each, 0) - room;
    const own = widths[i] ?? 0;
    if (names !== undefined && excess > 0) widths[i] = Math.min(own, Math.max(names, own - excess));
  });
  for (const [least, shrinkOnly] of GIVE_WAY) {
    for (;;) {
      const excess = widths.reduce((sum, each) => sum + each, 0) - room;
      if (excess <= 0) return widths;
      const widest = widestGiving(columns, widths, least, shrinkOnly);
      if (widest < 0) break;
      widths[widest] = Math.max(least, (widths[widest] ?? 0) - excess);
    }
  }
  return widths;
}

/** How columns give way: those that are meant to first, down to a width that still says something; then all, then further. */
const GIVE_WAY = [
  [8, true],
  [8, false],
  [4, false],
] as const;

/** Index of the widest column that may still give way, or -1. */
function widestGiving(
  columns: readonly Column[],
  widths: readonly number[],
  least: number,
  shrinkOnly: boolean,
): number {
  let found = -1;
  columns.forEach((column, i) => {
    const each = widths[i] ?? 0;
    if (each > least && (!shrinkOnly || column.shrink === true) && (found < 0 || each > (widths[found] ?? 0)))
      found = i;
  });
  return found;
}

/** One line, at most `width` cells wide. */
function fitCell(text: string, width: number, middle: boolean): string {
  const flat = text.replace(/\s*[\r\n]+\s*/gu, ' ');
  if (stringWidth(flat) <= width) return flat;
  if (middle) return cutMiddle(stripVTControlCharacters(flat), width);
  let kept = '';
  // A cut could fall inside a colour: what is cut goes without.
  for (const mark of stripVTControlCharacters(flat)) {
    if (stringWidth(kept + mark) > width - 1) break;
    kept += mark;
  }
  return `${kept}…`;
}

/** `taylor-swift-…-shirt-XL`: at most `width` cells, of both ends about as much. */
function cutMiddle(text: string, width: number): string {
  const marks = [...text];
  const end: string[] = [];
  const start: string[] = [];
  let room = width - 1;
  while (marks.length > 0) {
    const fromStart = start.length <= end.length;
    const mark = (fromStart ? marks.shift() : marks.pop()) ?? '';
    room -= stringWidth(mark);
    if (room < 0) break;
    if (fromStart) start.push(mark);
    else end.unshift(mark);
  }
  return `${start.join('')}…${end.join('')}`;
}

function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? space + text : text + space;
}
