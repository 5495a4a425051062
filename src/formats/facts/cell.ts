import {Decimal} from 'decimal.js';
import {DateTime} from 'luxon';
import {parseAmount} from '../../domain/money.js';

/** A cell once it is understood: money in minor units, instants in ms UTC, dates ISO text, rates decimal text; none is null. */
export type CellValue = string | number | boolean | null;

/** What a cell may hold. `raw` is text with its white space; `price` is above zero, `amount` zero or more, `signed` any amount. */
export type CellType =
  | 'code'
  | 'text'
  | 'raw'
  | 'word'
  | 'country'
  | 'currency'
  | 'price'
  | 'amount'
  | 'signed'
  | 'rate'
  | 'count'
  | 'pack'
  | 'quantity'
  | 'stock'
  | 'flag'
  | 'date'
  | 'instant'
  | 'status';

/** How a shop counts, as far as a cell needs it. */
export interface CellTerms {
  readonly currency: string;
  /** IANA zone of bare time stamps. */
  readonly zone: string;
}

/** Why a cell is refused; a code of the message catalogue. */
export type CellCode =
  | 'CELL_NEEDED'
  | 'CELL_AMOUNT'
  | 'CELL_NEGATIVE'
  | 'CELL_ZERO'
  | 'CELL_RATE'
  | 'CELL_COUNT'
  | 'CELL_DATE'
  | 'CELL_INSTANT'
  | 'CELL_YES_NO'
  | 'CELL_CURRENCY'
  | 'CELL_STATUS'
  | 'CELL_OPTIONS'
  | 'CELL_EXCEL_NUMBER';

export type ReadCell = {readonly value: CellValue} | {readonly code: CellCode};

/** The largest count that is believed: more is a slip, and sums of it must stay safe integers. */
const COUNT_LIMIT = 1_000_000_000;
const FLAGS: Readonly<Record<string, boolean>> = {
  '1': true,
  '0': false,
  yes: true,
  no: false,
  true: true,
  false: false,
};
const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Understands one cell. A blank cell is the caller's: it is never zero and never gets here. */
export function readCell(type: CellType, text: string, terms: CellTerms): ReadCell {
  switch (type) {
    case 'text':
    case 'raw':
      return {value: text};
    case 'code':
      return /^\d(?:[.,]\d+)?E\+?\d+$/iu.test(text) ? {code: 'CELL_EXCEL_NUMBER'} : {value: text};
    case 'word':
      return {value: /^[\p{L}][\p{L}_-]{0,29}$/u.test(text) ? text : null};
    case 'country':
      return {value: /^[a-z]{2}$/iu.test(text) ? text.toUpperCase() : null};
    case 'currency':
      return {value: text.toUpperCase()};
    case 'price':
    case 'amount':
    case 'signed':
      return readAmount(type, text, terms.currency);
    case 'rate':
      return /^(?:0|0?\.\d{1,9})$/u.test(text) ? {value: new Decimal(text).toFixed()} : {code: 'CELL_RATE'};
    case 'count':
    case 'pack':
    case 'quantity':
    case 'stock':
      return readCount(type, text);
    case 'flag':
      return text.toLowerCase() in FLAGS ? {value: FLAGS[text.toLowerCase()] ?? null} : {code: 'CELL_YES_NO'};
    case 'date':
      return readDate(text);
    case 'instant':
      return readInstant(text, terms.zone);
    case 'status':
      return /^(?:active|draft|archived)$/iu.test(text) ? {value: text.toLowerCase()} : {code: 'CELL_STATUS'};
  }
}

function readAmount(type: 'price' | 'amount' | 'signed', text: string, currency: string): ReadCell {
  const value = parseAmount(text, currency);
  if (value === null) return {code: 'CELL_AMOUNT'};
  if (type !== 'signed' && value < 0) return {code: 'CELL_NEGATIVE'};
  return type === 'price' && value === 0 ? {code: 'CELL_ZERO'} : {value};
}

function readCount(type: 'count' | 'pack' | 'quantity' | 'stock', text: string): ReadCell {
  if (!/^[+-]?\d{1,10}(?:\.0+)?$/u.test(text)) return {code: 'CELL_COUNT'};
  const value = Number(text);
  if (Math.abs(value) > COUNT_LIMIT) return {code: 'CELL_COUNT'};
  if ((type === 'count' || type === 'pack') && value < 0) return {code: 'CELL_NEGATIVE'};
  return (type === 'pack' || type === 'quantity') && value === 0
    ? {code: 'CELL_ZERO'}
    : {value: value === 0 ? 0 : value};
}

function readDate(text: string): ReadCell {
  const date = /^\d{4}-\d{2}-\d{2}$/u.test(text) ? DateTime.fromISO(text, {zone: 'utc'}) : null;
  return date !== null && believable(date) ? {value: text} : {code: 'CELL_DATE'};
}

/** ISO 8601 with a date of ten places; a space may stand for the T; without an offset it is the shop's wall clock. */
function readInstant(text: string, zone: string): ReadCell {
  if (!/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?$/u.test(text))
    return {code: 'CELL_INSTANT'};
  const utc = readUtc(text);
  if (utc !== null) return {value: utc};
  const instant = DateTime.fromISO(text.replace(/(\d) (\d)/u, '$1T$2').replace(' ', ''), {zone});
  return believable(instant) ? {value: instant.toMillis()} : {code: 'CELL_INSTANT'};
}

/** The plain form in UTC, which most programs write; ten times as fast as luxon. Null: luxon decides. */
function readUtc(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/u.test(text)) return null;
  const value = Date.parse(text);
  if (!(value >= EARLIEST && value < LATEST)) return null;
  // A day that the month does not have would have become one of the next month.
  return new Date(value).getUTCDate() === Number(text.slice(8, 10)) ? value : null;
}

function believable(instant: DateTime): boolean {
  return instant.isValid && instant.toMillis() >= EARLIEST && instant.toMillis() < LATEST;
}
