import {Decimal} from 'decimal.js';
import {type Message, message} from '../errors.js';
import {exponentOf, type Minor, parseAmount} from '../money.js';
import type {ListingStatus} from './types.js';

/** A cell's value, or why it has none. */
export type Read<T> = {readonly value: T} | {readonly refused: Message};

/** Signs that belong to one currency only. `$` is taken for the US dollar; `¥` and `kr` belong to several and are refused. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  US$: 'USD',
  R$: 'BRL',
  zł: 'PLN',
  '₹': 'INR',
  '₩': 'KRW',
};

/**
 * Reads a price as it stands in files: a plain decimal (`12.50`, `.5`), white space around it, and the currency's own
 * sign or code before or after it (`$479.99 `, `12.50 EUR`). Everything that could mean two amounts is refused: commas,
 * other currencies' signs, more digits than the currency has.
 */
export function readMoney(text: string, currency: string): Read<Minor> {
  const {amount, mark} = splitMark(text.trim());
  if (amount === '') return {refused: message('PRICE_FORM', {text})};
  if (mark !== '' && (SIGNS[mark] ?? mark.toUpperCase()) !== currency) {
    const known = SIGNS[mark] !== undefined || /^\p{Sc}$|^[A-Za-z]{3}$/u.test(mark);
    return {refused: known ? message('PRICE_CURRENCY', {text, currency}) : message('PRICE_FORM', {text})};
  }
  if (/^-?[\d.,' ]*,[\d.,' ]*$/u.test(amount))
    return {refused: message('PRICE_COMMA', {text, plain: plainGuess(amount)})};
  const value = parseAmount(amount, currency);
  if (value !== null) return {value};
  return {refused: tooFine(amount, text, currency) ?? message('PRICE_FORM', {text})};
}

function splitMark(text: string): {readonly amount: string; readonly mark: string} {
  const match = /^([^\d.,\s-]*)\s*(-?[\d.,' ]*?)\s*([^\d.,\s-]*)$/u.exec(text);
  const [, before = '', amount = '', after = ''] = match ?? [];
  if (match === null || (before !== '' && after !== '')) return {amount: text, mark: ''};
  return {amount, mark: before + after};
}

/** "12,50" → "12.50"; "1.234,50" → "1234.50"; only to show how the amount should be written. */
function plainGuess(text: string): string {
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  const digits = (part: string) => part.replace(/[^\d-]/gu, '');
  return `${digits(text.slice(0, last))}.${digits(text.slice(last + 1))}`;
}

function tooFine(amount: string, text: string, currency: string): Message | null {
  if (!/^-?\d*\.\d+$/u.test(amount)) return null;
  const digits = exponentOf(currency);
  return message('PRICE_DECIMALS', {text, digits, rounded: new Decimal(amount).toFixed(digits)});
}

/** A price to sell at: {@link readMoney} above zero. */
export function readPrice(text: string, currency: string): Read<Minor> {
  const read = readMoney(text, currency);
  return 'value' in read && read.value <= 0 ? {refused: message('PRICE_ZERO', {text})} : read;
}

/** A compare-at price or a cost: zero means none. */
export function readOptionalPrice(text: string, currency: string): Read<Minor | null> {
  const read = readMoney(text, currency);
  if ('refused' in read) return read;
  return read.value < 0 ? {refused: message('PRICE_ZERO', {text})} : {value: read.value === 0 ? null : read.value};
}

/** A cost: zero is a cost. */
export function readCost(text: string, currency: string): Read<Minor> {
  const read = readMoney(text, currency);
  return 'value' in read && read.value < 0 ? {refused: message('PRICE_ZERO', {text})} : read;
}

/** Whole pieces; `21.0`, as spreadsheets and scripts write it, is whole. */
export function readStock(text: string): Read<number> {
  const match = /^([+-]?\d+)(?:\.0*)?$/u.exec(text.trim());
  const value = Number(match?.[1]);
  return match !== null && Number.isSafeInteger(value)
    ? {value: value === 0 ? 0 : value}
    : {refused: message('STOCK_FORM', {text})};
}

/** Whole grams, rounded half up: files hold pounds and ounces turned into grams (453.59237). */
export function readWeight(text: string): Read<number> {
  const plain = text.trim();
  const value = Number(plain);
  const fine = /^(\d+\.?\d*|\.\d+)$/u.test(plain) && Number.isFinite(value) && value <= Number.MAX_SAFE_INTEGER;
  return fine ? {value: Math.round(value)} : {refused: message('NUMBER_FORM', {text})};
}

/** A tax rate as a decimal fraction, 0 up to but not 1. */
export function readRate(text: string): Read<string> {
  const plain = text.trim();
  if (!/^(0|0?\.\d{1,6}|0\.\d{1,6})$/u.test(plain)) return {refused: message('RATE_FORM', {text})};
  return {value: new Decimal(plain).toString()};
}

const STATUS: Readonly<Record<string, ListingStatus>> = {
  active: 'active',
  draft: 'draft',
  archived: 'archived',
};

export function readStatus(text: string): Read<ListingStatus> {
  const value = STATUS[text.trim().toLowerCase()];
  return value === undefined ? {refused: message('STATUS_UNKNOWN', {text})} : {value};
}

export function readYesNo(text: string): Read<boolean> {
  const word = text.trim().toLowerCase();
  if (['true', 'yes', '1'].includes(word)) return {value: true};
  if (['false', 'no', '0'].includes(word)) return {value: false};
  return {refused: message('PUBLISHED_UNKNOWN', {text})};
}

/**
 * A code (SKU, GTIN): trimmed; the `'` that keeps spreadsheets from eating digits is taken off; a number in scientific
 * notation (`8.90E+12`) is a code that a spreadsheet destroyed.
 */
export function readCode(text: string): Read<string> {
  const trimmed = text.trim();
  const code = /^'+\d+$/u.test(trimmed) ? trimmed.slice(1) : trimmed;
  return /^\d+([.,]\d+)?E\+\d+$/iu.test(code) ? {refused: message('ID_DAMAGED', {text})} : {value: code};
}

/** What {@link readCode} turns back into the code. With `quote`, all-digit codes get the `'` that spreadsheets heed. */
export function writeCode(code: string, quote: boolean): string {
  return (quote ? /^'*\d+$/u : /^'+\d+$/u).test(code) ? `'${code}` : code;
}

/** An absolute http or https address without white space. */
export function readUrl(text: string): Read<string> {
  const url = text.trim();
  return /^https?:\/\/[^\s/?#]+\S*$/iu.test(url) ? {value: url} : {refused: message('IMAGE_URL', {text})};
}

/** Tags of one cell: parted by commas, trimmed, each once. */
export function readTags(text: string): string[] {
  return [...new Set(text.split(',').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
