import {guessDelimiter, namedDelimiter} from './delimiter.js';
import type {TableRow} from './records.js';

/** How much of a file decides how it is written. */
export const HEAD = 64 * 1024;

/** Where the records of a text begin, after a byte-order mark and Excel's `sep=` line, and how they are written. */
export interface Start {
  readonly skip: number;
  /** The same in bytes of UTF-8. */
  readonly bytes: number;
  readonly line: number;
  readonly bom: boolean;
  readonly eol: '\n' | '\r\n';
  readonly delimiter: string;
}

/** Byte-order mark, also after stray white space (seen in a WooCommerce export). */
const MARK = /^[\t\n\r ]*\ufeff/u;

/** Lines of remarks before a header: `#INFO,…` (eBay), `# Optional | …` (Meta). */
const REMARK = /^[\s"]*(?:#\s?\S|\/\/|info\b)/iu;

/** Records that may stand before a header. */
const PREAMBLE = 30;

/** Reads the beginning of a text. `asked`: the delimiter somebody named. */
export function startOf(head: string, asked: string | undefined): Start {
  const mark = MARK.exec(head)?.[0] ?? '';
  const first = /^[^\r\n]*(?:\r\n|\r|\n)/u.exec(head.slice(mark.length))?.[0] ?? '';
  const named = namedDelimiter(first.replace(/[\r\n]+$/u, ''));
  const skip = mark.length + (named === null ? 0 : first.length);
  const lines = head.slice(0, skip).match(/\r\n|\r|\n/gu)?.length ?? 0;
  const eol = /^[^\n]*\r\n/u.test(head) ? '\r\n' : '\n';
  const delimiter = asked ?? named ?? guessDelimiter(withoutRemarks(head.slice(skip)));
  return {skip, bytes: Buffer.byteLength(head.slice(0, skip)), line: lines + 1, bom: mark !== '', eol, delimiter};
}

/** Remarks hold commas of their own: the header below them tells the delimiter. */
function withoutRemarks(text: string): string {
  let rest = text;
  for (let count = 0; count < PREAMBLE && REMARK.test(rest.slice(0, 200)); count++) {
    const line = /^[^\r\n]*(?:\r\n|\r|\n)/u.exec(rest)?.[0];
    if (line === undefined) return text;
    rest = rest.slice(line.length);
  }
  return rest;
}

/**
 * Which of a file's first records is its header: the first that is neither blank, nor a remark, nor a title alone in
 * its row above a table of several columns. -1: none.
 */
export function headerAt(rows: readonly TableRow[]): number {
  const filled = rows.map(({cells}) => cells.filter((cell) => cell.trim() !== ''));
  const at = filled.findIndex((cells, index) => {
    if (cells.length === 0) return false;
    if (remarks(cells)) return false;
    const below = filled.slice(index + 1).find((next) => next.length > 0);
    return !(cells.length === 1 && (rows[index]?.cells.length ?? 0) > 0 && (below?.length ?? 0) >= 3);
  });
  // Nothing but remarks: a table whose columns are headed like that.
  return at >= 0 ? at : filled.findIndex((cells) => cells.length > 0);
}

/** The first records of a file, among which its header is. */
export const HEAD_RECORDS = PREAMBLE + 2;

/** A remark: `#INFO …`, or most of its cells begin with `#`. A column headed `#` or `#id` alone makes none. */
function remarks(cells: readonly string[]): boolean {
  const [first = ''] = cells;
  if (/^\s*#?info\b/iu.test(first) && (cells.length === 1 || /^\s*#info/iu.test(first) || /=/u.test(cells.join(','))))
    return true;
  const marked = cells.filter((cell) => /^\s*(?:#\s*\S|\/\/)/u.test(cell)).length;
  return marked > 0 && marked >= cells.length / 2 && /^\s*(?:#|\/\/)/u.test(first);
}

/** How a product feed in XML begins: a declaration, RSS 2.0 or Atom. */
const XML = /^\ufeff?\s*<(?:\?xml|rss|feed|channel)\b/iu;

export function looksLikeXml(head: string): boolean {
  return XML.test(head);
}
