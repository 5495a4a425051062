import {KnownError} from '../../domain/errors.js';
import type {ColumnGuess} from '../../domain/words/listing.js';
import {unguard} from '../csv.js';
import {dictionaryOf} from './columns.js';
import {type ColumnUse, type Dialect, headerKey} from './types.js';

/** Beginnings of words by which people, and other programs, head the columns that nearly every row needs. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  title: ['title', 'name', 'titel', 'titre', 'titolo', 'título', 'bezeichnung', 'produkt', 'artikel', '标题', '名称'],
  price: ['price', 'preis', 'prix', 'prezzo', 'precio', 'preço', 'prijs', 'cena', 'amount', 'vk', '价格', '售价'],
  stock: ['stock', 'qty', 'quant', 'inventor', 'bestand', 'menge', 'lager', 'on hand', 'voorraad', '库存', '数量'],
};

/** What a column of another name could be meant for: the field, souk's header for it, the header in the file. */
export function guessColumns(
  dialect: Dialect,
  header: readonly string[],
  fields: readonly string[] = Object.keys(WORDS),
): readonly ColumnGuess[] {
  const dictionary = dictionaryOf(dialect);
  const strange = header.filter((cell) => cell.trim() !== '' && dictionary(unguard(cell)) === null);
  const taken = new Set<string>();
  return fields.map((field) => {
    const near = strange.find((cell) => !taken.has(cell) && sounds(cell, WORDS[field] ?? []));
    if (near !== undefined) taken.add(near);
    return {field, column: headerOf(dialect, field), nearest: near ?? ''};
  });
}

/** Fails when a file names its rows and says nothing of them that souk understands. */
export function requireContent(dialect: Dialect, header: readonly string[], file: string): void {
  const dictionary = dictionaryOf(dialect);
  const says = header.some((cell) => {
    const use = dictionary(unguard(cell))?.use;
    return use !== undefined && !NAMING.has(nameOf(use));
  });
  if (says) return;
  throw new KnownError('input', 'COLUMNS_NOT_UNDERSTOOD', {
    file,
    found: foundText(header),
    missing: guessColumns(dialect, header),
  });
}

/** The first columns of a file, as a sentence lists them. */
export function foundText(header: readonly string[]): string {
  return header
    .filter((cell) => cell.trim() !== '')
    .slice(0, 12)
    .join(', ');
}

/** Columns that tell which thing a row means, or are souk's own marks. */
const NAMING: ReadonlySet<string> = new Set(['sku', 'product', 'ours', 'currency']);

function nameOf(use: ColumnUse): string {
  return use.kind === 'offer' || use.kind === 'listing' ? use.field : use.kind;
}

function headerOf({columns}: Dialect, field: string): string {
  return columns.find(({use}) => nameOf(use) === field)?.headers[0] ?? field;
}

function sounds(cell: string, words: readonly string[]): boolean {
  const text = headerKey(unguard(cell)).replace(/[_.-]+/gu, ' ');
  return words.some(
    (word) => text.startsWith(word) || text.includes(` ${word}`) || (/\P{ASCII}/u.test(word) && text.includes(word)),
  );
}
