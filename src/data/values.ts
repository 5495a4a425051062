/** What a column holds. Truth is 0 or 1 and structures are JSON text, so that both engines keep the same bytes. */
export type Value = string | number | null;

export type Row = Readonly<Record<string, Value>>;

/**
 * Checks a value on its way into a statement. NaN, fractions and integers beyond the safe range are bugs of the caller
 * (SQLite would keep NaN as NULL without a word). NUL and lone surrogates, which PostgreSQL refuses, become U+FFFD.
 */
export function toValue(value: unknown): Value {
  if (value === null) return null;
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? value : storable(value);
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value === 0 ? 0 : value;
  throw new RangeError(`not a storable value: ${typeof value} ${String(value)}`);
}

function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** Reads an int8 or numeric as PostgreSQL writes it. Throws RangeError for anything but a safe integer. */
export function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer beyond the safe range: ${text}`);
  return value;
}

/** The same check for SQLite, which hands integers over as doubles: those beyond the safe range are not safe integers. */
export function checkRow(row: Record<string, unknown>): Row {
  for (const name in row) {
    const value = row[name];
    if (typeof value === 'number' && !Number.isSafeInteger(value)) {
      throw new RangeError(`integer beyond the safe range in ${name}: ${value}`);
    }
  }
  return row as Row;
}

/** The same for a row without names. */
export function checkList(row: readonly unknown[]): readonly Value[] {
  for (const value of row) {
    if (typeof value === 'number' && !Number.isSafeInteger(value))
      throw new RangeError(`integer beyond the safe range: ${value}`);
  }
  return row as readonly Value[];
}

export function truth(value: boolean): number {
  return value ? 1 : 0;
}

/** A parameter: a value, or for PostgreSQL's `any(…)` a list of values. */
export function toParameter(value: unknown): Value | readonly Value[] {
  return Array.isArray(value) ? value.map(toValue) : toValue(value);
}
