/** One step of the schema. Versions count from 1 without gaps; a published step is never edited. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  statements(words: ColumnWords): readonly string[];
}

/** How an engine spells the two column types and a table, so that one text makes the same schema on both. */
export interface ColumnWords {
  /** Sorted and compared by bytes. */
  readonly text: string;
  readonly int: string;
  table(name: string, columns: string): string;
  /** A table of small rows that are found by their primary key: SQLite keeps them in it, and no second time. */
  keyed(name: string, columns: string): string;
}

/** STRICT: a value of the wrong type is refused, as PostgreSQL does. */
export const SQLITE_WORDS: ColumnWords = {
  text: 'text',
  int: 'integer',
  table: (name, columns) => `create table ${name} (${columns}) strict`,
  keyed: (name, columns) => `create table ${name} (${columns}) strict, without rowid`,
};

export const POSTGRES_WORDS: ColumnWords = {
  text: 'text collate "C"',
  int: 'bigint',
  table: (name, columns) => `create table ${name} (${columns})`,
  keyed: (name, columns) => `create table ${name} (${columns})`,
};
