const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** A record that does not end in the bytes that are there. */
export const MORE = -1;
/** A record whose quotes are not as they should be. */
export const ODD = -2;

/**
 * One record of a table as its UTF-8 bytes stand in a file, with where its cells are; used again for each record. To
 * look at bytes makes no texts: of a large file that is most of the work, and all of the memory.
 */
export class ByteRow {
  bytes: Buffer = Buffer.alloc(0);
  /** Where the record begins. */
  start = 0;
  /** Lines that it takes, its line end included; a lone CR inside quotes is none. */
  lines = 1;
  /** Cells of the record; those beyond the places are counted only. */
  count = 0;
  /** First byte of each cell, and the byte after its last; without the quotes around it. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1: quotes in the cell stand doubled. */
  readonly doubled: Uint8Array;

  /** @param places most cells that are kept */
  constructor(places: number) {
    this.from = new Int32Array(places);
    this.to = new Int32Array(places);
    this.doubled = new Uint8Array(places);
  }

  /** True for a cell without anything, and for one that the record has not. */
  empty(index: number): boolean {
    return index < 0 || index >= this.count || this.from[index] === this.to[index];
  }

  /** A cell as text; '' for one that the record has not. */
  cell(index: number): string {
    if (this.empty(index)) return '';
    const text = this.bytes.toString('utf8', this.from[index], this.to[index]);
    return this.doubled[index] === 1 ? text.replaceAll('""', '"') : text;
  }

  /** Takes a row whose cells are texts already. */
  take(cells: readonly string[]): void {
    const bytes = Buffer.from(cells.join(''));
    this.bytes = bytes;
    this.start = 0;
    this.count = 0;
    let at = 0;
    for (const cell of cells) {
      const end = at + Buffer.byteLength(cell);
      this.#place(at, end, 0);
      at = end;
    }
  }

  /**
   * Cuts the record that begins at an offset, by the rules of `Scanner`. The offset after its line end; {@link MORE},
   * {@link ODD}.
   *
   * @param delimiter a byte of ASCII
   * @param final nothing follows the bytes
   */
  cut(bytes: Buffer, start: number, delimiter: number, final: boolean): number {
    const {length} = bytes;
    const limit = Math.max(delimiter, CR);
    this.bytes = bytes;
    this.start = start;
    this.count = 0;
    this.lines = 1;
    let at = start;
    for (;;) {
      if (bytes[at] === QUOTE) {
        const from = at + 1;
        let doubled = 0;
        at = from;
        for (;;) {
          while (at < length && bytes[at] !== QUOTE) {
            if (bytes[at] === LF) this.lines += 1;
            at += 1;
          }
          // A quote that ends the bytes may be the first of two.
          if (at + 1 >= length && !final) return MORE;
          if (at >= length) return ODD;
          if (bytes[at + 1] !== QUOTE) break;
          doubled = 1;
          at += 2;
        }
        this.#place(from, at, doubled);
        at += 1;
      } else {
        const from = at;
        while (at < length) {
          const byte = bytes[at] as number;
          // Letters and most digits lie above all that ends a cell: one look does for them.
          if (byte <= limit && (byte === delimiter || byte === LF || byte === CR)) break;
          at += 1;
        }
        this.#place(from, at, 0);
      }
      if (at >= length) return final ? length : MORE;
      const byte = bytes[at];
      at += 1;
      if (byte === delimiter) continue;
      if (byte === LF) return at;
      if (byte !== CR) return ODD;
      if (at === length) return final ? at : MORE;
      return bytes[at] === LF ? at + 1 : at;
    }
  }

  #place(from: number, to: number, doubled: number): void {
    const index = this.count;
    this.count = index + 1;
    if (index >= this.from.length) return;
    this.from[index] = from;
    this.to[index] = to;
    this.doubled[index] = doubled;
  }
}
