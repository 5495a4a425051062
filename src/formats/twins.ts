/** Blocks of sixteen words of 32 bits: 32 MiB, whatever the number of texts. */
const BLOCKS = 2 ** 19;
const WORDS = 16;
const MARKS = 8;

/**
 * A hash of 53 bits, which a number holds exactly. Letters of ASCII count without regard to case; different kinds of
 * texts have seeds of their own.
 */
export function hashOf(text: string, seed: number): number {
  let low = lowOf(seed);
  let high = highOf(seed);
  for (let at = 0; at < text.length; at++) {
    const letter = small(text.charCodeAt(at));
    low = Math.imul(low ^ letter, 2_654_435_761);
    high = Math.imul(high ^ letter, 1_597_334_677);
  }
  return mixed(low, high);
}

/** The same of a text of ASCII, where it stands in a file's bytes. */
export function hashIn(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let low = lowOf(seed);
  let high = highOf(seed);
  for (let at = from; at < to; at++) {
    const letter = small(bytes[at] as number);
    low = Math.imul(low ^ letter, 2_654_435_761);
    high = Math.imul(high ^ letter, 1_597_334_677);
  }
  return mixed(low, high);
}

function lowOf(seed: number): number {
  return Math.imul(0xdeadbeef ^ seed, 0x9e3779b1);
}

function highOf(seed: number): number {
  return Math.imul(0x41c6ce57 ^ seed, 0x85ebca6b);
}

function small(code: number): number {
  return code > 0x40 && code < 0x5b ? code | 0x20 : code;
}

function mixed(low: number, high: number): number {
  const one = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const two = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 4_294_967_296 * (two & 0x1fffff) + (one >>> 0);
}

/**
 * Tells of a text whether it may have come before, in flat memory: never "no" for one that did, and hardly ever
 * wrongly "perhaps" (a Bloom filter; the marks of a text lie together, so that one look at memory finds them).
 */
export class TwinFilter {
  readonly #words = new Uint32Array(BLOCKS * WORDS);

  /** True when the text of this hash may have been added before. */
  add(hash: number): boolean {
    const block = ((hash >>> 0) % BLOCKS) * WORDS;
    let rest = Math.imul(Math.floor(hash / 4_294_967_296), 0x9e3779b1) ^ (hash >>> 21);
    let seen = true;
    for (let mark = 0; mark < MARKS; mark++) {
      const word = block + (rest >>> 28);
      const bit = 1 << ((rest >>> 23) & 31);
      const held = this.#words[word] ?? 0;
      seen &&= (held & bit) !== 0;
      this.#words[word] = held | bit;
      rest = Math.imul(rest ^ (rest >>> 15), 0x85ebca6b) + 0x6d2b79f5;
    }
    return seen;
  }
}
