import {type Message, message} from '../errors.js';
import {gtinValid} from './key.js';

const MONTH = '(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|déc|févr|janv|avr)';

/** What spreadsheets make of `1-2`: `2-Jan`, `02. Jan`, `Jan-02`, and of a workbook's date the ISO day. */
const DATE = new RegExp(`^(?:\\d{1,2}[-.] ?${MONTH}\\.?|${MONTH}[- .]\\d{2}|\\d{4}-\\d{2}-\\d{2})$`, 'iu');

/** Results of formulas that failed. */
const FAILED = /^#(?:REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)$/u;

/** UTF-8 that was read as Windows-1252 (`Ã¤`, `â€™`), and letters that could not be read at all. */
const GARBLED = /\ufffd|Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u009d™œ˜“”¢¦]|Â[\u00a0-\u00bf]/u;

/** Lengths of GTINs, and up to how many zeros a spreadsheet takes from their front. */
const LENGTHS = [8, 12, 13, 14];
const ZEROS = 5;

/** True for what a spreadsheet shows where a formula failed. */
export function failedFormula(text: string): boolean {
  return FAILED.test(text.trim());
}

/** What a spreadsheet seems to have done to a code; null: nothing. */
export function codeDamage(code: string): Message | null {
  if (DATE.test(code)) return message('CODE_DATE', {text: code});
  return /^'+\D/u.test(code) ? message('CODE_QUOTE', {text: code}) : null;
}

/** The same for the value of an option. */
export function optionDamage(value: string): Message | null {
  return DATE.test(value.trim()) ? message('OPTION_DATE', {text: value}) : null;
}

/** A GTIN whose check digit is wrong; with zeros at its front that were lost it may be right. */
export function gtinDamage(gtin: string): Message | null {
  if (gtinValid(gtin)) return null;
  const whole = /^\d+$/u.test(gtin) ? LENGTHS.map((length) => gtin.padStart(length, '0')) : [];
  const mended = whole.find(
    (text) => text.length > gtin.length && text.length - gtin.length <= ZEROS && gtinValid(text),
  );
  return mended === undefined ? message('GTIN_CHECK', {gtin}) : message('GTIN_ZEROS', {gtin, mended});
}

/** The first garbled letters of a text, with those around them; null: none. */
export function garbled(text: string): string | null {
  const at = text.search(GARBLED);
  return at < 0 ? null : text.slice(Math.max(0, at - 12), at + 12);
}
