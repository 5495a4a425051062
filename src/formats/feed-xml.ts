import {KnownError} from '../domain/errors.js';
import type {TableRow} from './records.js';
import {readXml} from './xlsx/xml.js';

/** What a feed may say several times of one product; the cell then holds all, parted by commas, as in text feeds. */
const LISTS: ReadonlySet<string> = new Set([
  'additional_image_link',
  'shipping',
  'tax',
  'promotion_id',
  'product_highlight',
  'product_detail',
  'excluded_destination',
  'included_destination',
]);

/** Rows that are handed on together. */
const BATCH = 500;

/**
 * Reads a product feed in XML (`item` of RSS 2.0, `entry` of Atom) as a table: a column for each name, in the order in
 * which names come up, and a row for each product; `line` counts the rows. Parts of a part are joined by colons, as text
 * feeds write them (Google, "Product data specification": shipping `US::Standard:5.00 USD`). The texts are read twice,
 * since the last product may bring a new name.
 *
 * @throws KnownError input FILE_DAMAGED for XML that is not well formed; FILE_NOT_TABLE where it holds no products.
 */
export async function feedRecords(
  file: string,
  texts: () => AsyncIterable<string>,
): Promise<() => AsyncIterable<readonly TableRow[]>> {
  const columns = new Map<string, number>();
  let line = 1;
  for await (const items of itemsOf(file, texts())) {
    line += items.length;
    for (const item of items) for (const name of item.keys()) if (!columns.has(name)) columns.set(name, columns.size);
  }
  if (line === 1) throw new KnownError('input', 'FILE_NOT_TABLE', {file, kind: 'xml'});
  return async function* () {
    yield [{line: 1, cells: [...columns.keys()]}];
    let at = 1;
    for await (const items of itemsOf(file, texts())) {
      yield items.map((item) => {
        const cells = Array.from({length: columns.size}, () => '');
        for (const [name, value] of item) cells[columns.get(name) ?? 0] = value;
        at += 1;
        return {line: at, cells};
      });
    }
  };
}

type Item = ReadonlyMap<string, string>;

async function* itemsOf(file: string, texts: AsyncIterable<string>): AsyncIterable<readonly Item[]> {
  let done: Item[] = [];
  let item: Map<string, string> | null = null;
  const path: string[] = [];
  let parts: string[] = [];
  let text = '';
  const listener = {
    open: (name: string, attribute: (name: string) => string | undefined) => {
      if (item === null) {
        if (name === 'item' || name === 'entry') item = new Map();
        return;
      }
      path.push(name);
      // An element with parts has no text of its own; Atom says an address in an attribute.
      text = path.length === 1 && name === 'link' ? (attribute('href') ?? '') : '';
      if (path.length === 1) parts = [];
    },
    text: (piece: string) => {
      if (path.length > 0) text += piece;
    },
    close: () => {
      if (item === null) return;
      const name = path.pop();
      if (name === undefined) {
        done.push(item);
        item = null;
      } else if (path.length > 0) {
        parts.push(text.trim());
        text = '';
      } else {
        note(item, name, parts.length > 0 ? parts.join(':') : text.trim());
        text = '';
      }
    },
  };
  for await (const _ of readXml(texts, listener, file)) {
    if (done.length < BATCH) continue;
    yield done;
    done = [];
  }
  if (done.length > 0) yield done;
}

/** `title` and `g:title` are one: the last that says something counts. */
function note(item: Map<string, string>, name: string, value: string): void {
  const before = item.get(name) ?? '';
  if (before !== '' && value !== '' && LISTS.has(name)) item.set(name, `${before},${value}`);
  else if (value !== '' || before === '') item.set(name, value);
}
