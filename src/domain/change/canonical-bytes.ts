import {canonicalJson, shapeOf} from './canonical.js';

const START = 1024 * 1024;
const encoder = new TextEncoder();

/**
 * Canonical JSON as bytes, value after value into one array: for plans of many changes, whose texts as texts would be
 * thousands of pieces each until somebody joins them.
 */
export class CanonicalBytes {
  #bytes = new Uint8Array(START);
  #at = 0;

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#at);
    this.#at = 0;
    return taken;
  }

  value(value: unknown): void {
    if (typeof value === 'string') this.#quoted(value);
    else if (Array.isArray(value)) this.#list(value);
    else if (value !== null && typeof value === 'object') this.#object(value as Readonly<Record<string, unknown>>);
    else this.text(canonicalJson(value));
  }

  /** Writes a text as it stands. */
  text(text: string): void {
    const start = this.#room(text);
    const bytes = this.#bytes;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) {
        this.#encoded(text, start);
        return;
      }
      bytes[start + index] = code;
    }
    this.#at = start + text.length;
  }

  #list(list: readonly unknown[]): void {
    let mark = '[';
    for (const each of list) {
      this.text(mark);
      this.value(each);
      mark = ',';
    }
    this.text(mark === '[' ? '[]' : ']');
  }

  #object(value: Readonly<Record<string, unknown>>): void {
    const {keys, marks, further} = shapeOf(value);
    let before = marks;
    this.text('{');
    for (let index = 0; index < keys.length; index++) {
      const part = value[keys[index] as string];
      if (part === undefined) continue;
      this.text(before[index] as string);
      this.value(part);
      before = further;
    }
    this.text('}');
  }

  /** Most texts are written as they stand; others as JSON does. */
  #quoted(text: string): void {
    const start = this.#room(text);
    const bytes = this.#bytes;
    bytes[start] = QUOTE;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code < 0x20 || code > 0x7f || code === QUOTE || code === BACKSLASH) {
        this.text(canonicalJson(text));
        return;
      }
      bytes[start + index + 1] = code;
    }
    bytes[start + text.length + 1] = QUOTE;
    this.#at = start + text.length + 2;
  }

  #encoded(text: string, start: number): void {
    this.#at = start + encoder.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  /** Makes room for a text in quotes, of whatever letters, and says where it begins. */
  #room({length}: string): number {
    const least = this.#at + 3 * length + 2;
    if (least > this.#bytes.length) {
      const wider = new Uint8Array(Math.max(2 * this.#bytes.length, least));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    return this.#at;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
