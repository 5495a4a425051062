import {createHash} from 'node:crypto';
import {ByteRow} from './byte-row.js';

/** What rows mean beside their cells: the header they stand under, and how they are read. Two numbers of 32 bits. */
export interface RowSeed {
  readonly low: number;
  readonly high: number;
}

/** The seed of all that makes the same cells mean another thing. */
export function rowSeed(...terms: readonly unknown[]): RowSeed {
  const bytes = createHash('sha1').update(JSON.stringify(terms)).digest();
  return {low: bytes.readInt32LE(0), high: bytes.readInt32LE(4)};
}

/** Between cells: no letter of UTF-8 has this byte. */
const GAP = 0xff;
const QUOTE = 0x22;

/** A hash of 53 bits of a row's cells, letter by letter; how they were quoted does not count. */
export function rowHash(row: ByteRow, seed: RowSeed): number {
  const {bytes, from, to, doubled} = row;
  let {low, high} = seed;
  for (let index = 0; index < row.count; index++) {
    const end = to[index] as number;
    for (let at = from[index] as number; at < end; at++) {
      const byte = bytes[at] as number;
      low = Math.imul(low ^ byte, 2_654_435_761);
      high = Math.imul(high ^ byte, 1_597_334_677);
      low ^= low >>> 15;
      if (byte === QUOTE && doubled[index] === 1) at += 1;
    }
    low = Math.imul(low ^ GAP, 2_246_822_507);
    high = Math.imul(high ^ GAP, 3_266_489_909);
    high ^= high >>> 15;
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 4_294_967_296 * (high & 0x1fffff) + (low >>> 0);
}

/** Hashes rows of texts, of so many cells at most; null: it has more. */
export function textRowHash(places: number, seed: RowSeed): (cells: readonly string[]) => number | null {
  const row = new ByteRow(places);
  return (cells) => {
    if (cells.length > places) return null;
    row.take(cells);
    return rowHash(row, seed);
  };
}

/** Hashes of rows, sixteen bytes each at most: a set of numbers takes five times that. */
export class RowHashes {
  #places = new Float64Array(1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(hash: number): void {
    if (this.#size * 2 >= this.#places.length) this.#grow();
    const at = this.#at(hash);
    if (this.#places[at] === 0) this.#size += 1;
    this.#places[at] = hash === 0 ? 1 : hash;
  }

  has(hash: number): boolean {
    return this.#places[this.#at(hash)] !== 0;
  }

  /** Where a hash is, or where it would be put. */
  #at(hash: number): number {
    const wanted = hash === 0 ? 1 : hash;
    const last = this.#places.length - 1;
    let at = (wanted >>> 0) & last;
    while (this.#places[at] !== 0 && this.#places[at] !== wanted) at = (at + 1) & last;
    return at;
  }

  #grow(): void {
    const old = this.#places;
    this.#places = new Float64Array(old.length * 2);
    for (const hash of old) if (hash !== 0) this.#places[this.#at(hash)] = hash;
  }
}
