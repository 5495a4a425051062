import {KnownError} from '../domain/errors.js';
import type {TableRow} from './records.js';
import {readXml} from './xlsx/xml.js';

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

/** What a product says under a name; `as`: with its prefix. */
interface Said {
  readonly as: string;
  readonly value: string;
}

async function* itemsOf(file: string, texts: AsyncIterable<string>): AsyncIterable<readonly Item[]> {
  let done: Item[] = [];
  let item: Map<string, Said> | null = null;
  const path: string[] = [];
  let element = {as: '', own: '', all: '', part: '', parts: [] as string[]};
  const listener = {
    open: (name: string, attribute: (name: string) => string | undefined, as: string) => {
      if (item === null) {
        if (name === 'item' || name === 'entry') item = new Map();
        return;
      }
      path.push(name);
      // Atom says an address in an attribute.
      const first = path.length === 1 && name === 'link' ? (attribute('href') ?? '') : '';
      if (path.length === 1) element = {as, own: '', all: first, part: '', parts: []};
      else if (path.length === 2) element.part = '';
    },
    text: (piece: string) => {
      if (path.length === 0) return;
      element.all += piece;
      if (path.length === 1) element.own += piece;
      else element.part += piece;
    },
    close: () => {
      if (item === null) return;
      const name = path.pop();
      if (name === undefined) {
        done.push(new Map([...item].map(([column, {value}]) => [column, value])));
        item = null;
      } else if (path.length === 1) element.parts.push(element.part.trim());
      else if (path.length === 0) note(item, name, {as: element.as, value: contentOf(element)});
    },
  };
  for await (const _ of readXml(texts, listener, file)) {
    if (done.length < BATCH) continue;
    yield done;
    done = [];
  }
  if (done.length > 0) yield done;
}

/** An element is its parts, or its text; where letters stand between the parts, these are markup inside a text. */
function contentOf({own, all, parts}: {readonly own: string; readonly all: string; readonly parts: readonly string[]}) {
  return parts.length > 0 && own.trim() === '' ? parts.join(':') : all.trim();
}

/** What is said again goes into the same cell, parted by a comma, as in text feeds; `g:title` counts before RSS's own `title`. */
function note(item: Map<string, Said>, name: string, said: Said): void {
  const before = item.get(name);
  if (before === undefined || before.value === '') item.set(name, said);
  else if (said.value === '') return;
  else if (before.as === said.as) item.set(name, {...said, value: `${before.value},${said.value}`});
  else if (said.as !== name) item.set(name, said);
}
