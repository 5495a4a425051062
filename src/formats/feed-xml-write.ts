/** A feed as XML, and what of the table it could not say. */
export interface FeedText {
  readonly pieces: readonly string[];
  /** Headers that are no names of XML: their cells are left out. */
  readonly columns: readonly string[];
  /** Marks that XML has no way to hold (control characters, halves of letters): left out. */
  readonly marks: number;
}

/** Cells that are said in parts, and by which names ("Product data specification", support.google.com merchants/answer/7052112). */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  shipping: ['country', 'region', 'service', 'price'],
  tax: ['country', 'region', 'rate', 'tax_ship'],
  installment: ['months', 'amount'],
};

/** Columns of which each value has an element of its own, where text feeds part them by commas. */
const LISTS: Readonly<Record<string, RegExp>> = {
  additional_image_link: /,(?=https?:\/\/)/u,
  shipping: /,(?=[A-Za-z]{2}:)/u,
  tax: /,(?=[A-Za-z]{2}:)/u,
};

/** What is no character of XML 1.0 (w3.org/TR/xml, 2.2). */
const NO_MARK = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/**
 * A product feed as RSS 2.0 with Google's names, as `feedRecords` reads it: an `item` a row, an element a cell that
 * holds something.
 */
export function feedText(
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  channel: {readonly title: string},
): FeedText {
  const names = header.map(elementOf);
  const lost = new Set<string>();
  let marks = 0;
  const plain = (text: string) =>
    escaped(
      text.replace(NO_MARK, () => {
        marks += 1;
        return '';
      }),
    );
  const pieces = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">\n<channel>\n',
    `<title>${plain(channel.title)}</title>\n<link></link>\n<description></description>\n`,
  ];
  for (const row of rows) {
    const elements = row.flatMap((cell, index) => {
      const name = names[index];
      if (cell.trim() === '') return [];
      if (name === undefined || name === null) lost.add(header[index] ?? '');
      return typeof name === 'string' ? elementsOf(name, cell, plain) : [];
    });
    pieces.push(`<item>\n${elements.map((element) => `  ${element}\n`).join('')}</item>\n`);
  }
  pieces.push('</channel>\n</rss>\n');
  return {pieces, columns: [...lost], marks};
}

/** A column's element; null: its header is none. Merchant Center's own sheet says "image link" for `image_link`. */
function elementOf(header: string): string | null {
  const name = header.trim().replace(/^g:/iu, '').replace(/ +/gu, '_').toLowerCase();
  return /^[a-z_][a-z0-9_-]*$/u.test(name) ? name : null;
}

function elementsOf(name: string, cell: string, plain: (text: string) => string): string[] {
  const list = LISTS[name];
  const values = list === undefined ? [cell] : cell.split(list);
  const apart = values.every((value) => value !== '' && tidy(value)) ? values : [cell];
  return apart.map((value) => `<g:${name}>${partsOf(name, value, plain)}</g:${name}>`);
}

function partsOf(name: string, value: string, plain: (text: string) => string): string {
  const parts = PARTS[name];
  const said = value.split(':');
  if (parts === undefined || said.length !== parts.length || !said.every(tidy)) return plain(value);
  return parts.map((part, index) => `<g:${part}>${plain(said[index] ?? '')}</g:${part}>`).join('');
}

/** Space around the text of an element means nothing in a feed: what has some stays in one text. */
function tidy(text: string): boolean {
  return text.trim() === text;
}

/** A carriage return would be read as a line feed unless it is written as a number (w3.org/TR/xml, 2.11). */
function escaped(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/\r/gu, '&#13;');
}
