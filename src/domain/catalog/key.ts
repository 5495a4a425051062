import type {OptionValue} from './types.js';

/** A SKU as souk compares it: trimmed, otherwise exact. An empty text is no SKU. */
export function skuKey(text: string | null | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
}

/** What two SKUs share when they differ in case or white space only; twins are reported, never merged. */
export function skuTwinKey(sku: string): string {
  return sku.normalize('NFC').replace(/\s+/gu, '').toLowerCase();
}

/** Options as one text, in their order: `Size=M; Colour=Red`. Separators inside a value are escaped with `\`. */
export function formatOptions(options: readonly OptionValue[]): string {
  return options.map(({name, value}) => `${escapePart(name)}=${escapePart(value)}`).join('; ');
}

/** Reads what {@link formatOptions} wrote; returns null when a part has no `=`. */
export function parseOptions(text: string): OptionValue[] | null {
  if (text.trim() === '') return [];
  const options: OptionValue[] = [];
  for (const part of splitUnescaped(text, ';')) {
    if (part.trim() === '') continue;
    const [name, ...rest] = splitUnescaped(part, '=');
    if (name === undefined || rest.length === 0) return null;
    options.push({name: unescapePart(name.trim()), value: unescapePart(rest.join('=').trim())});
  }
  return options;
}

function escapePart(text: string): string {
  return text.replace(/[\\;=]/gu, (mark) => `\\${mark}`);
}

function unescapePart(text: string): string {
  return text.replace(/\\(.)/gu, '$1');
}

function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [''];
  for (let i = 0; i < text.length; i++) {
    const mark = text.charAt(i);
    if (mark === '\\' && i + 1 < text.length) {
      parts[parts.length - 1] += mark + text.charAt(i + 1);
      i++;
    } else if (mark === separator) parts.push('');
    else parts[parts.length - 1] += mark;
  }
  return parts;
}

/** True when the last digit of a GTIN-8, -12, -13 or -14 is the check digit GS1 demands. */
export function gtinValid(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/u.test(text)) return false;
  const digits = [...text].map(Number);
  const check = digits.pop() ?? 0;
  const sum = digits.reverse().reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}
