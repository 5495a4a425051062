import type {AdWords} from '../domain/catalog/ad-words.js';
import {codeDamage} from '../domain/catalog/damage.js';
import type {ProductLimits} from '../domain/catalog/judge.js';
import {exponentOf} from '../domain/money.js';
import {
  address,
  amountIn,
  type CellProof,
  code,
  gtin,
  oneOf,
  perhapsDate,
  plain,
  rate,
  unitsWithout,
  whole,
} from './byte-cells.js';
import type {ByteRow} from './byte-row.js';
import type {ReadColumn} from './dialects/columns.js';
import type {CellForm} from './dialects/read.js';
import type {Dialect, ListingCell, OfferCell} from './dialects/types.js';

/** With what rows are proved. */
export interface ProofSetup {
  readonly columns: readonly ReadColumn[];
  readonly dialect: Dialect;
  readonly form: CellForm;
  readonly limits: ProductLimits;
  readonly adWords: AdWords;
}

/** Where the cells stand that rows are compared by. */
export interface ProofPlaces {
  readonly sku: number;
  readonly product: number;
  readonly options: number;
  /** Cells that say something of the product: all its rows must say the same. */
  readonly words: readonly number[];
}

/** Proves that rows are plain variants with nothing wrong or odd in them. */
export interface Proof extends ProofPlaces {
  /** False: perhaps there is something; the reader of rows tells what. */
  proves(row: ByteRow): boolean;
}

const OPTIONS = /^[^\\;=]*[^\\;=\s]=[^\\;=]*[^\\;=\s](?:; ?[^\\;=]*[^\\;=\s]=[^\\;=]*[^\\;=\s])*$/u;
/** What may be a date in the place of a size. */
const DATE = /=\s*(?:\d{1,2}[-.] ?\p{L}|\p{L}{3,5}[- .]\d\d|\d{4}-)/u;
const STATUS = ['active', 'draft', 'archived'];

/**
 * Makes a proof of a file's columns: cells are looked at where they stand in the file's bytes, by a check made once for
 * each column, and nothing is built. The reader of rows, which can say what is wrong, takes twenty times as long. Null:
 * the dialect's rows mean something only together.
 */
export function proofOf({columns, dialect, form, limits, adWords}: ProofSetup): Proof | null {
  const at = (kind: 'product' | 'sku' | 'options') =>
    columns.findIndex(({use}) => (use.kind === 'offer' ? use.field === kind : use.kind === kind));
  const places = {sku: at('sku'), product: at('product'), options: at('options')};
  if (dialect.reading !== undefined || dialect.keyFromTitle || places.sku < 0 || places.product < 0) return null;
  const text = textProof(adWords);
  const checks = columns.map((column) => cellProof(column, form, limits, text));
  const find = (field: OfferCell) => columns.findIndex(({use}) => use.kind === 'offer' && use.field === field);
  const price = find('price');
  const compareAt = find('compareAt');
  const digits = exponentOf(form.currency);
  const amount = (row: ByteRow, index: number) =>
    row.empty(index) ? -1 : amountIn(row.bytes, row.from[index] as number, row.to[index] as number, digits);
  // A word with a quote in it can not be looked for where quotes stand doubled.
  const quotes = adWords.words.some((word) => word.includes('"'));
  return {
    ...places,
    words: columns.flatMap(({use}, index) => (use.kind === 'listing' || wordOfProduct(use) ? [index] : [])),
    proves: (row) => {
      if (row.count > checks.length || row.empty(places.sku) || row.empty(places.product)) return false;
      for (let index = 0; index < row.count; index++) {
        const from = row.from[index] as number;
        const to = row.to[index] as number;
        if (from === to) continue;
        if (checks[index]?.(row.bytes, from, to) !== true || (quotes && row.doubled[index] === 1)) return false;
      }
      if (row.empty(compareAt)) return true;
      const paid = amount(row, price);
      return paid >= 0 && amount(row, compareAt) > paid;
    },
  };
}

function wordOfProduct(use: ReadColumn['use']): boolean {
  return use.kind === 'published' || (use.kind === 'extra' && use.level === 'listing');
}

/** Markup, what garbled letters begin with, and a sign that stands for one of ASCII's. */
const ODD = '<\ufffdÃâÂ％';

/** True for plain words of a length: no markup, nothing garbled, no word of advertising law. */
type TextProof = (bytes: Uint8Array, from: number, to: number, most: number) => boolean;

function textProof({words}: AdWords): TextProof {
  // One letter of each word: to look a letter up is much quicker than to look for words.
  const letters = words.map((word) => (/^\p{ASCII}/u.test(word) ? word.slice(-1) : word.slice(0, 1)));
  const rare = new Uint8Array(0x1_0000);
  for (const letter of `${ODD}${letters.join('')}`) rare[letter.charCodeAt(0)] = 1;
  const odd = (cell: string) =>
    [...ODD].some((mark) => cell.includes(mark)) || words.some((word) => cell.includes(word));
  return (bytes, from, to, most) => {
    const units = unitsWithout(bytes, from, to, rare);
    if (units >= 0) return units <= most;
    const cell = textIn(bytes, from, to);
    return cell.length <= most && !odd(cell);
  };
}

function textIn(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', from, to);
}

function cellProof(
  {use, codec, header}: ReadColumn,
  form: CellForm,
  limits: ProductLimits,
  text: TextProof,
): CellProof {
  const never = () => false;
  if (codec !== undefined) return never;
  // A column without a name is worth a word only when something stands in it.
  if (use.kind === 'extra') return /^column \d+$/u.test(header) ? never : plain;
  if (use.kind === 'ours') return () => true;
  if (use.kind === 'product') return code;
  if (use.kind === 'currency') return oneOf([form.currency]);
  if (use.kind === 'listing') return listingProof(use.field, limits, text);
  return use.kind === 'offer' ? offerProof(use.field, form, limits) : never;
}

function listingProof(field: ListingCell, limits: ProductLimits, text: TextProof): CellProof {
  if (field === 'title') return (bytes, from, to) => plain(bytes, from) && text(bytes, from, to, limits.titleLength);
  if (field === 'description')
    return (bytes, from, to) => plain(bytes, from) && text(bytes, from, to, limits.descriptionLength);
  if (field === 'status') return oneOf(STATUS);
  return field === 'images' ? address : plain;
}

function offerProof(field: OfferCell, {currency, decimal}: CellForm, limits: ProductLimits): CellProof {
  // A number without any mark means the same in every form; others are left to the reader where one was declared.
  const digits = decimal === undefined ? exponentOf(currency) : 0;
  switch (field) {
    case 'sku':
      return (bytes, from, to) =>
        code(bytes, from, to) && (!perhapsDate(bytes, from, to) || codeDamage(textIn(bytes, from, to)) === null);
    case 'gtin':
      return gtin;
    case 'price':
      return (bytes, from, to) => amountIn(bytes, from, to, digits) > 0;
    case 'compareAt':
    case 'cost':
      return (bytes, from, to) => amountIn(bytes, from, to, digits) >= 0;
    case 'stock':
    case 'weightGrams':
      return whole;
    case 'taxRate':
      return decimal === undefined ? rate : () => false;
    case 'image':
      return address;
    case 'options':
      return (bytes, from, to) => optionsPlain(textIn(bytes, from, to), limits);
  }
}

function optionsPlain(cell: string, {optionsPerProduct}: ProductLimits): boolean {
  return OPTIONS.test(cell) && !DATE.test(cell) && cell.split(';').length <= optionsPerProduct;
}
