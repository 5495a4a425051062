import {Decimal} from 'decimal.js';
import {readUrl} from '../../domain/catalog/cells.js';
import type {CellCodec} from './types.js';

/** Whole grams as the file's unit; what is no number is left for souk to refuse. */
export function weight(gramsPerUnit: string): CellCodec {
  return {
    read: (text) => (/^\d*\.?\d+$/u.test(text.trim()) ? new Decimal(text.trim()).times(gramsPerUnit).toFixed() : text),
    write: (grams) => new Decimal(grams).div(gramsPerUnit).toDecimalPlaces(6).toFixed(),
  };
}

/** Grams in the units that platforms name. Pound and ounce as the international avoirdupois units are defined. */
export const GRAMS: Readonly<Record<string, string>> = {
  kg: '1000',
  g: '1',
  lbs: '453.59237',
  lb: '453.59237',
  oz: '28.349523125',
};

/** "On sale" in a platform's words; the first of each is the one written. Words outside are left for souk to refuse. */
export function yesNo(yes: readonly string[], no: readonly string[]): CellCodec {
  const among = (words: readonly string[], text: string) =>
    words.includes(text.trim().replace(/^'/u, '').toLowerCase());
  return {
    read: (text) => (among(yes, text) ? 'TRUE' : among(no, text) ? 'FALSE' : text),
    write: (text) => (/^true$/iu.test(text) ? (yes[0] ?? '') : (no[0] ?? '')),
  };
}

/**
 * Image addresses parted by a mark. File names without an address, which some platforms take for pictures they have,
 * are carried as they stand: souk could show them to no other shop.
 */
export function imageList(parts: RegExp, mark: string): CellCodec {
  return {
    read: (text) => {
      const urls = text.split(parts).map((part) => part.trim());
      const good = urls.filter((url) => url !== '');
      return good.length > 0 && good.every((url) => 'value' in readUrl(url)) ? good.join(' ') : null;
    },
    write: (text) => text.split(' ').join(mark),
  };
}

/** Parted by commas where an address follows: a comma may stand inside one. */
export const COMMA_IMAGES = imageList(/,\s*(?=https?:\/\/)/u, ', ');
export const SEMICOLON_IMAGES = imageList(/;/u, ';');
export const PIPE_IMAGES = imageList(/\|/u, '|');

/** Tags parted by another mark than souk's comma; a comma inside a tag parts it. */
export function tagList(mark: string): CellCodec {
  return {read: (text) => text.split(mark).join(','), write: (text) => text.split(', ').join(mark)};
}

/** Amounts with zeros that the currency does not have: "11990.0" krónur. */
export const TRAILING_ZEROS: CellCodec = {
  read: (text) => text.replace(/(\.\d*?)0+(?=\D*$)/u, '$1').replace(/\.(?=\D*$)/u, ''),
  write: (text) => text,
};

/** Whole pieces, where the platform may also write words ("Unlimited", "InStock"). */
export const PIECES: CellCodec = {
  read: (text) => (/\d/u.test(text) ? text : null),
  write: (text) => text,
};

/** Amounts under a header that names the currency: "$" is whichever dollar it says. */
export const SIGNLESS: CellCodec = {
  read: (text) => text.trim().replace(/^[^\d.,-]+/u, ''),
  write: (text) => text,
};

/** Codes of goods; what is no GTIN is carried as it stands. */
export const GTIN: CellCodec = {
  read: (text) => (/^(n\/a|does not apply|none)$/iu.test(text.trim()) ? null : text),
  write: (text) => text,
};
