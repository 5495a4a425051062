import {dictionaryOf} from './columns.js';
import type {ColumnUse, Dialect, DialectColumn} from './types.js';

const CARRIED = {listing: 'souk product / ', offer: 'souk variant / '} as const;

type Given = Pick<Dialect, 'name' | 'columns' | 'needs' | 'layout'> & Partial<Dialect>;

/** souk's own columns in every dialect: what an errors file, and the result of a run, add to the rows they give back. */
const OURS: readonly DialectColumn[] = ['_code', '_reason', '_status', '_message', '_before', '_after'].map(
  (header) => ({headers: [header], use: {kind: 'ours'}}),
);

/**
 * A dialect with what most have in common: columns outside the dictionary belong to the row's variant, unless their
 * header says otherwise, and are written under their own name unless that would be read as something else.
 */
export function defineDialect(given: Given): Dialect {
  const unknown = given.unknown ?? carriedUse;
  const dialect: Dialect = {
    keyFromTitle: false,
    quoteCodes: false,
    ...given,
    columns: [...given.columns, ...OURS],
    unknown,
    carried: (level, name) => {
      const known = dictionary(name)?.use;
      const read = known ?? unknown(name);
      const plain = name.trim() !== '' && read.kind === 'extra' && read.level === level && read.name === name;
      return plain ? name : `${CARRIED[level]}${name}`;
    },
  };
  const dictionary = dictionaryOf(dialect);
  return dialect;
}

/** Reads the headers that {@link defineDialect} gives to carried columns. */
export function carriedUse(header: string): ColumnUse {
  for (const level of ['listing', 'offer'] as const) {
    if (header.startsWith(CARRIED[level])) return {kind: 'extra', level, name: header.slice(CARRIED[level].length)};
  }
  return {kind: 'extra', level: 'offer', name: header};
}

/** Short words for dictionaries. */
export const listing = (
  field: Extract<ColumnUse, {kind: 'listing'}>['field'],
  ...headers: readonly string[]
): DialectColumn => ({headers, use: {kind: 'listing', field}});
export const offer = (
  field: Extract<ColumnUse, {kind: 'offer'}>['field'],
  ...headers: readonly string[]
): DialectColumn => ({headers, use: {kind: 'offer', field}});
export const own = (name: string, ...headers: readonly string[]): DialectColumn => ({
  headers,
  use: {kind: 'own', name},
});
/** Columns of the platform that souk carries along with the product, or with the variant. */
export const carried = (level: 'listing' | 'offer', ...headers: readonly string[]): DialectColumn[] =>
  headers.map((header) => ({headers: [header], use: {kind: 'extra', level, name: header}}));
