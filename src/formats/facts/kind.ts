import type {Column, Values} from './row.js';

/** One kind of fact: its file's columns, and how a row is a record and a record a row. Data, not a class. */
export interface FactKind<R> {
  /** Name of its file in a folder shop. */
  readonly file: string;
  readonly columns: readonly Column[];
  /** True where a row may name a person. */
  readonly personal: boolean;
  /** Same key, same fact: the later row wins. */
  key(record: R): string;
  /** `undefined` and `null` both mean none here: merge with what is known first where a blank leaves alone. */
  record(values: Values, currency: string): R;
  /** For kinds whose rows are told apart by the rows before them: `record` for one file, row by row, in its order. */
  reader?(currency: string): (values: Values) => R;
  /** The inverse of `record`: cells by column name. */
  values(record: R): Values;
}

/** Readers of one value: what is not of that type is none. */
export function text(value: Values[string]): string {
  return typeof value === 'string' ? value : '';
}

export function textOrNull(value: Values[string]): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function number(value: Values[string]): number | null {
  return typeof value === 'number' ? value : null;
}

export function flag(value: Values[string]): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
