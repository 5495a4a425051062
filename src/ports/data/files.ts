/** What a file export held: cells by target, so that a file that comes back is compared with what left. */
export interface ExportSnapshot {
  readonly id: string;
  readonly shopId: number;
  readonly dialect: string;
  readonly at: number;
  /** Hash of the exported file's content. */
  readonly fileHash: string;
  /** Canonical fields by target text. */
  readonly cells: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface ExportRepository {
  /** Keeps it, and forgets all but the last twenty of the shop and dialect. */
  save(snapshot: ExportSnapshot): Promise<void>;
  /** The latest snapshot whose id stands in the file, or whose hash is the file's. */
  find(shopId: number, by: {readonly id?: string; readonly fileHash?: string}): Promise<ExportSnapshot | null>;
  latest(shopId: number, dialect: string): Promise<ExportSnapshot | null>;
}

/** A row of a catalogue file, as its cells stood. */
export interface FileLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The rows of one product in a catalogue file, wherever in the file they stood. */
export interface ProductLines {
  readonly product: string;
  readonly rows: readonly FileLine[];
}

/** How catalogue files wrote their products, by dialect: what they held beside what souk understands. */
export interface FileMemory {
  /** Keeps a file's products; what was kept of them in the same dialect is replaced. `hash`: of the file's bytes. */
  keep(
    shopId: number,
    dialect: string,
    file: {readonly header: readonly string[]; readonly hash: string},
    products: readonly ProductLines[],
  ): Promise<void>;
  /** Hash of the file that was kept last; null: none. */
  last(shopId: number, dialect: string): Promise<string | null>;
  /** The files that products last stood in, oldest first, their products in the order of the file. */
  load(
    shopId: number,
    dialect: string,
  ): Promise<readonly {readonly header: readonly string[]; readonly products: readonly ProductLines[]}[]>;
  /**
   * Keeps of products that the shop is as their one row says: a hash of the row and all it is read by. It is forgotten
   * when anything of the listing changes.
   */
  take(shopId: number, dialect: string, rows: readonly TakenRow[]): Promise<void>;
  /** Those hashes, in pages; none while two listings of the shop go by one product key, or two offers by one SKU. */
  taken(shopId: number, dialect: string): AsyncIterable<readonly Omit<TakenRow, 'product'>[]>;
}

/** A product that a file holds in one row, by its key in the shop. */
export interface TakenRow {
  readonly product: string;
  /** 53 bits. */
  readonly hash: number;
  /** Fields the row has a value for and the shop no place, parted by spaces. */
  readonly unsaid: string;
}
