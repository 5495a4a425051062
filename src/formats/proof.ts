import type {AdWords} from '../domain/catalog/ad-words.js';
import {codeDamage} from '../domain/catalog/damage.js';
import type {ProductLimits} from '../domain/catalog/judge.js';
import {gtinValid} from '../domain/catalog/key.js';
import {exponentOf} from '../domain/money.js';
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
  proves(cells: readonly string[]): boolean;
}

type CellProof = (cell: string) => boolean;

const WHOLE = /^\d{1,9}$/u;
const RATE = /^0?\.\d{1,6}$/u;
const URL = /^https?:\/\/[^\s/?#<>"]+[^\s<>"]*$/iu;
const CODE = /^[A-Za-z0-9](?:[\w./-]{0,62}[A-Za-z0-9_])?$/u;
const OPTIONS = /^[^\\;=]*[^\\;=\s]=[^\\;=]*[^\\;=\s](?:; ?[^\\;=]*[^\\;=\s]=[^\\;=]*[^\\;=\s])*$/u;
/** What may be a date in the place of a size. */
const DATE = /=\s*(?:\d{1,2}[-.] ?\p{L}|\p{L}{3,5}[- .]\d\d|\d{4}-)/u;
const STATUS: ReadonlySet<string> = new Set(['active', 'draft', 'archived']);

/**
 * Makes a proof of a file's columns: cells are looked at where they stand in the row, by a check made once for each
 * column, and nothing is built. A million rows of twenty cells take a third of a second; the reader of rows, which can
 * say what is wrong, takes twenty times as long. Null: the dialect's rows mean something only together.
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
  return {
    ...places,
    words: columns.flatMap(({use}, index) => (use.kind === 'listing' || wordOfProduct(use) ? [index] : [])),
    proves: (cells) => {
      if (cells.length > checks.length || !cells[places.sku] || !cells[places.product]) return false;
      for (let index = 0; index < cells.length; index++) {
        const cell = cells[index];
        if (cell !== undefined && cell !== '' && checks[index]?.(cell) !== true) return false;
      }
      const struck = compareAt < 0 ? '' : (cells[compareAt] ?? '');
      return struck === '' || Number(struck) > Number(cells[price] || Number.NaN);
    },
  };
}

function wordOfProduct(use: ReadColumn['use']): boolean {
  return use.kind === 'published' || (use.kind === 'extra' && use.level === 'listing');
}

/** Markup, what garbled letters begin with, and a sign that stands for one of ASCII's. */
const ODD = '<\ufffdÃâÂ％';

/** Plain words: no markup, nothing garbled, no word of advertising law. */
function textProof({words}: AdWords): CellProof {
  // One letter of each word: to look a letter up is much quicker than to look for words.
  const letters = words.map((word) => (/^\p{ASCII}/u.test(word) ? word.slice(-1) : word.slice(0, 1)));
  const rare = new Uint8Array(0x1_0000);
  for (const letter of `${ODD}${letters.join('')}`) rare[letter.charCodeAt(0)] = 1;
  const odd = (cell: string) =>
    [...ODD].some((mark) => cell.includes(mark)) || words.some((word) => cell.includes(word));
  return (cell) => {
    for (let at = 0; at < cell.length; at++) if (rare[cell.charCodeAt(at)] === 1) return !odd(cell);
    return true;
  };
}

function cellProof(
  {use, codec, header}: ReadColumn,
  form: CellForm,
  limits: ProductLimits,
  text: CellProof,
): CellProof {
  const never = () => false;
  if (codec !== undefined) return never;
  // A column without a name is worth a word only when something stands in it.
  if (use.kind === 'extra') return /^column \d+$/u.test(header) ? never : plain;
  if (use.kind === 'ours') return () => true;
  if (use.kind === 'product') return (cell) => CODE.test(cell) && cell !== '__CLEAR__';
  if (use.kind === 'currency') return (cell) => cell === form.currency;
  if (use.kind === 'listing') return listingProof(use.field, limits, text);
  return use.kind === 'offer' ? offerProof(use.field, form, limits) : never;
}

/** No guard, no word for clearing, no failed formula; not blank. */
function plain(cell: string): boolean {
  const first = cell.charCodeAt(0);
  return first > 0x20 && first !== 0x27 && first !== 0x5f && first !== 0x23 && first < 0xff00;
}

function listingProof(field: ListingCell, limits: ProductLimits, text: CellProof): CellProof {
  if (field === 'title') return (cell) => plain(cell) && cell.length <= limits.titleLength && text(cell);
  if (field === 'description') return (cell) => plain(cell) && cell.length <= limits.descriptionLength && text(cell);
  if (field === 'status') return (cell) => STATUS.has(cell);
  return field === 'images' ? (cell) => URL.test(cell) : plain;
}

function offerProof(field: OfferCell, {currency, decimal}: CellForm, limits: ProductLimits): CellProof {
  // A number without any mark means the same in every form; others are left to the reader where one was declared.
  const digits = exponentOf(currency);
  const money = new RegExp(
    digits === 0 || decimal !== undefined ? '^\\d{1,9}$' : `^\\d{1,9}(?:\\.\\d{1,${digits}})?$`,
    'u',
  );
  switch (field) {
    case 'sku':
      return (cell) => CODE.test(cell) && (cell.length > 10 || codeDamage(cell) === null);
    case 'gtin':
      return gtinValid;
    case 'price':
      return (cell) => money.test(cell) && Number(cell) > 0;
    case 'compareAt':
    case 'cost':
      return (cell) => money.test(cell);
    case 'stock':
    case 'weightGrams':
      return (cell) => WHOLE.test(cell);
    case 'taxRate':
      return decimal === undefined ? (cell) => RATE.test(cell) : () => false;
    case 'image':
      return (cell) => URL.test(cell);
    case 'options':
      return (cell) => OPTIONS.test(cell) && !DATE.test(cell) && cell.split(';').length <= limits.optionsPerProduct;
  }
}
