/** A check of one cell, where it stands in a file's bytes. */
export type CellProof = (bytes: Uint8Array, from: number, to: number) => boolean;

const POINT = 0x2e;
const ZERO = 0x30;

/** Marks of ASCII by what they may be. */
const ALNUM = 1;
const CODE = 2;
/** White space, marks of markup, quotes: no part of an address. */
const NO_ADDRESS = 4;
/** What ends the name of a host. */
const AFTER_HOST = 8;

const MARKS = new Uint8Array(0x80);
for (let code = 0; code < MARKS.length; code++) {
  const mark = String.fromCharCode(code);
  MARKS[code] =
    (/[A-Za-z0-9]/u.test(mark) ? ALNUM : 0) |
    (/[\w./-]/u.test(mark) ? CODE : 0) |
    (/[\s<>"]/u.test(mark) ? NO_ADDRESS : 0) |
    (/[/?#]/u.test(mark) ? AFTER_HOST : 0);
}

function marksOf(byte: number): number {
  return byte < 0x80 ? (MARKS[byte] as number) : 0;
}

function digit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

/** One to nine digits. */
export function whole(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > 9) return false;
  for (let at = from; at < to; at++) if (!digit(bytes[at] as number)) return false;
  return from < to;
}

/** A decimal fraction below one: `0.19`, `.19`. */
export function rate(bytes: Uint8Array, from: number, to: number): boolean {
  const point = bytes[from] === ZERO ? from + 1 : from;
  return bytes[point] === POINT && to - point <= 7 && whole(bytes, point + 1, to);
}

/**
 * An amount without any mark but the point, in units of its last digit: `12.5` of two digits is 1250. Up to nine digits
 * before the point; -1: it is none.
 */
export function amountIn(bytes: Uint8Array, from: number, to: number, digits: number): number {
  let at = from;
  let amount = 0;
  while (at < to && digit(bytes[at] as number)) {
    amount = amount * 10 + (bytes[at] as number) - ZERO;
    at += 1;
  }
  if (at === from || at - from > 9) return -1;
  let fine = 0;
  if (at < to) {
    fine = to - at - 1;
    if (bytes[at] !== POINT || fine < 1 || fine > digits) return -1;
    for (at += 1; at < to; at++) {
      if (!digit(bytes[at] as number)) return -1;
      amount = amount * 10 + (bytes[at] as number) - ZERO;
    }
  }
  for (; fine < digits; fine++) amount *= 10;
  return amount;
}

/** A code of letters, digits and `_./-`, 64 at most, that begins and ends with none of the last three. */
export function code(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from > 64 || (marksOf(bytes[from] as number) & ALNUM) === 0) return false;
  for (let at = from + 1; at < to; at++) if ((marksOf(bytes[at] as number) & CODE) === 0) return false;
  const last = bytes[to - 1] as number;
  return last === 0x5f || (marksOf(last) & ALNUM) !== 0;
}

/** Only a code that begins with a digit, or a short one, can be what a spreadsheet makes of a date. */
export function perhapsDate(bytes: Uint8Array, from: number, to: number): boolean {
  return to - from <= 7 || (to - from <= 10 && digit(bytes[from] as number));
}

/** The same as `gtinValid` of its text. */
export function gtin(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (length !== 8 && (length < 12 || length > 14)) return false;
  let sum = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (!digit(byte)) return false;
    sum += (byte - ZERO) * ((to - at) % 2 === 0 ? 3 : 1);
  }
  return sum % 10 === 0;
}

/** An address of http or https in ASCII. */
export function address(bytes: Uint8Array, from: number, to: number): boolean {
  const secure = ((bytes[from + 4] as number) | 0x20) === 0x73 ? 1 : 0;
  const host = from + 7 + secure;
  if (host >= to || !begins(bytes, from, secure === 1 ? HTTPS : HTTP)) return false;
  if ((marksOf(bytes[host] as number) & (NO_ADDRESS | AFTER_HOST)) !== 0) return false;
  for (let at = host; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte >= 0x80 || ((MARKS[byte] as number) & NO_ADDRESS) !== 0) return false;
  }
  return true;
}

const HTTP = Buffer.from('http://');
const HTTPS = Buffer.from('https://');

/** True where a word of small letters and marks stands, in whichever case. */
function begins(bytes: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let at = 0; at < word.length; at++) {
    const byte = bytes[from + at] as number;
    if (byte !== word[at] && (byte < 0x41 || byte > 0x5a || (byte | 0x20) !== word[at])) return false;
  }
  return true;
}

/** One of a few words, as it stands. */
export function oneOf(words: readonly string[]): CellProof {
  const wanted = words.map((word) => Buffer.from(word));
  return (bytes, from, to) =>
    wanted.some((word) => {
      if (word.length !== to - from) return false;
      for (let at = 0; at < word.length; at++) if (bytes[from + at] !== word[at]) return false;
      return true;
    });
}

/** No guard, no word for clearing, no failed formula; not blank; no full-width sign of a formula. */
export function plain(bytes: Uint8Array, from: number): boolean {
  const first = bytes[from] as number;
  const wide = first === 0xef && (bytes[from + 1] as number) >= 0xbc;
  return first > 0x20 && first !== 0x27 && first !== 0x5f && first !== 0x23 && !wide;
}

/**
 * Looks for letters in a text: how many units of UTF-16 it has, or -1 where one of the `rare` letters stands in it.
 *
 * @param rare 1 at each of those units, of all there are
 */
export function unitsWithout(bytes: Uint8Array, from: number, to: number, rare: Uint8Array): number {
  let units = 0;
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    let unit = byte;
    if (byte < 0x80) at += 1;
    else if (byte < 0xe0) {
      unit = ((byte & 0x1f) << 6) | ((bytes[at + 1] as number) & 0x3f);
      at += 2;
    } else if (byte < 0xf0) {
      unit = ((byte & 0xf) << 12) | (((bytes[at + 1] as number) & 0x3f) << 6) | ((bytes[at + 2] as number) & 0x3f);
      at += 3;
    } else {
      // Beyond the first plane: its first unit tells.
      const high =
        ((byte & 7) << 8) | (((bytes[at + 1] as number) & 0x3f) << 2) | (((bytes[at + 2] as number) >> 4) & 3);
      unit = 0xd7c0 + high;
      units += 1;
      at += 4;
    }
    if (rare[unit] === 1) return -1;
    units += 1;
  }
  return units;
}
