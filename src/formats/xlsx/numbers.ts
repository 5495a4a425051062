/** How a number is to be shown: as a day, with leading zeros up to a length, or as it is. */
export type Shown = 'date' | {readonly zeros: number} | null;

/** Formats for dates that need no definition (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are those of East Asia). */
const DATES: readonly (readonly [from: number, to: number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** What a number format shows; `code` where the workbook defines it. */
export function shownBy(id: number, code: string | undefined): Shown {
  if (code === undefined) return DATES.some(([from, to]) => id >= from && id <= to) ? 'date' : null;
  const plain = code.replace(/"[^"]*"|\\.|_.|\*./gu, '').replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/giu, '');
  const [first = ''] = plain.split(';');
  if (/^0{2,}$/u.test(first)) return {zeros: first.length};
  return /[dmyhs]/iu.test(first.replace(/general/giu, '')) ? 'date' : null;
}

/** Spreadsheets keep fifteen digits: what is longer has lost its end. */
const DIGITS = 15;
const LOST = 1e15;

/**
 * A number of a workbook as the text somebody typed: `8901234567890`, not `8.90123456789E+12`, and `19.99`, not
 * `19.989999999999998`. One that has lost digits keeps its exponent, so that no code is made of it.
 */
export function numberText(raw: string, shown: Shown, epoch1904: boolean): string {
  const value = Number(raw);
  if (raw.trim() === '' || !Number.isFinite(value)) return raw;
  if (shown === 'date') return dateText(value, epoch1904) ?? raw;
  if (Math.abs(value) >= LOST) return value.toExponential().replace('e', 'E');
  const short = Number(value.toPrecision(DIGITS));
  const text = /e/u.test(String(short)) ? short.toFixed(20).replace(/\.?0+$/u, '') : String(short);
  return shown !== null && Number.isInteger(short) && short >= 0 ? text.padStart(shown.zeros, '0') : text;
}

const DAY = 86_400_000;
/** 1970-01-01 counted from 1899-12-30, and by how much the other count is behind. */
const UNIX = 25_569;
const BEHIND = 1462;
/** 9999-12-31. */
const LAST = 2_958_465;

/** Excel's day count as ISO text; day 60 of 1900, which never was, is left out. Null: no day. */
function dateText(serial: number, epoch1904: boolean): string | null {
  const days = epoch1904 ? serial + BEHIND : serial < 60 ? serial + 1 : serial;
  if (serial < 0 || days > LAST) return null;
  const [date = '', time = ''] = new Date(Math.round((days - UNIX) * DAY)).toISOString().slice(0, 19).split('T');
  if (serial < 1) return time;
  return time === '00:00:00' ? date : `${date}T${time}`;
}
