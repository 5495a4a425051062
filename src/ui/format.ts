import type {FieldValue} from '../domain/change/types.js';

/** A count with thousands marked: 1,214. */
export function number(count: number): string {
  return count.toLocaleString('en-US');
}

/** A fraction as a percentage with one decimal: "26.3 %"; with `signed` also "+26.3 %" and "−90.0 %". */
export function percentText(fraction: number, signed = false): string {
  const text = `${Math.abs(fraction * 100).toFixed(1)} %`;
  const sign = fraction < 0 ? '−' : signed ? '+' : '';
  return `${sign}${text}`;
}

/** An instant (ms UTC) as ISO text for JSON. */
export function instantText(at: number): string {
  return new Date(at).toISOString();
}

/** `instantText` for instants that may be missing. */
export function instantOrNull(at: number | null): string | null {
  return at === null ? null : instantText(at);
}

/** An instant for a screen, to the minute, in UTC: "2026-11-21 22:14 UTC". */
export function instantShort(at: number | null): string {
  return at === null ? '–' : `${instantText(at).slice(0, 16).replace('T', ' ')} UTC`;
}

/** An ISO instant as a clock in the zone shows it, the zone named: "2026-12-02 00:00 Europe/Berlin". */
export function zonedText(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {timeZone: zone, dateStyle: 'short', timeStyle: 'short'});
  return `${format.format(new Date(instant))} ${zone}`;
}

/** How long something took: "14 s", "3 min 20 s". */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Text that came from a shop or a file, safe for a terminal: one line, no control characters. */
export function plain(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '');
}

/** What may reach a terminal: line ends and our own colours; every other control character and bidi override is dropped. */
export function forTerminal(text: string): string {
  return text.replace(FORBIDDEN, (found) => (COLOUR.test(found) ? found : ''));
}

const ESCAPE = String.fromCodePoint(0x1b);
/** What our own pen writes, and nothing else: with the rest a title could hide the text after it. */
const COLOUR = new RegExp(`^${ESCAPE}\\[(?:1|2|22|31|33|39)m$`, 'u');
const FORBIDDEN = new RegExp(`${ESCAPE}\\[[\\d;]*m|[^\\P{Cc}\\n]|[\\u202A-\\u202E\\u2066-\\u2069]`, 'gu');

/** A field's value for a cell: "–" for none, lists with commas. */
export function valueText(value: FieldValue): string {
  if (value === null || value === '') return '–';
  if (typeof value === 'object')
    return plain(Array.isArray(value) ? value.map(itemText).join(', ') : JSON.stringify(value));
  return plain(String(value));
}

function itemText(value: FieldValue): string {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return valueText(value);
  return valueText((value as {readonly url?: FieldValue}).url ?? JSON.stringify(value));
}
