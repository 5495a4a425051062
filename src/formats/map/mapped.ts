import {type DecimalMark, plainNumber} from '../../domain/catalog/number-form.js';
import {GRAMS, imageList, tagList, weight} from '../dialects/codecs.js';
import {defineDialect} from '../dialects/define.js';
import {SOUK_COLUMNS} from '../dialects/souk.js';
import type {CellCodec, ColumnUse, Dialect, DialectColumn, FileReading} from '../dialects/types.js';

/** How one field is found in somebody's file: under a column, its cells turned where need be; or the same for all. */
export interface MappedField {
  readonly column?: string;
  readonly value?: string;
  readonly decimal?: DecimalMark;
  /** A unit of weight: kg, g, lb, lbs, oz. */
  readonly unit?: string;
  /** What parts a cell's tags or addresses. */
  readonly split?: string;
  /** Words of the file and what they mean in souk's. */
  readonly words?: Readonly<Record<string, string>>;
}

/** A file's columns by souk's fields. */
export interface Mapping {
  readonly name: string;
  readonly delimiter?: string;
  readonly fields: Readonly<Record<string, MappedField>>;
  /** Options by name, in the order in which shops show them. */
  readonly options: readonly {readonly name: string; readonly field: MappedField}[];
}

/** souk's names for what a column can be mapped to: those of its own files. */
export const MAP_FIELDS: readonly string[] = SOUK_COLUMNS.flatMap(({headers: [header], use}) =>
  header === undefined || use.kind === 'export' || header === 'options' ? [] : [header],
);

const USES: ReadonlyMap<string, ColumnUse> = new Map(
  SOUK_COLUMNS.flatMap(({headers: [header], use}) => (header === undefined ? [] : [[header, use]])),
);

/** A dialect made of a mapping. Everything that is not mapped is carried along with the row's variant. */
export function mappedDialect({name, delimiter, fields, options}: Mapping): Dialect {
  const columns = Object.entries(fields).flatMap(([field, mapped]): DialectColumn[] => {
    const use = USES.get(field);
    if (use === undefined || mapped.column === undefined) return [];
    const codec = codecOf(field, mapped);
    return [{headers: [mapped.column], use, always: true, ...(codec === undefined ? {} : {codec})}];
  });
  const choices = options.flatMap(({name: option, field}): DialectColumn[] =>
    field.column === undefined ? [] : [{headers: [field.column], use: {kind: 'own', name: option}, always: true}],
  );
  return defineDialect({
    name: `map:${name}`,
    columns: [...columns, ...choices],
    needs: [...columns, ...choices].map(({headers}) => headers),
    layout: 'every',
    reading: () => readingOf(fields, options),
    cells: Object.fromEntries(
      options.map(({name: option}) => [
        `own ${option}`,
        ({offer}) => offer?.options.find(({name: each}) => each === option)?.value ?? '',
      ]),
    ),
    ...(delimiter === undefined ? {} : {delimiter}),
  });
}

function readingOf(fields: Mapping['fields'], options: Mapping['options']): FileReading {
  const constants = Object.entries(fields).filter(([, {column, value}]) => column === undefined && value !== undefined);
  return {
    row: (draft) => {
      const found = options.flatMap(({name, field}) => {
        const value = draft.own(name) || (field.column === undefined ? (field.value ?? '') : '');
        return value === '' ? [] : [{name, value: field.words?.[value] ?? value}];
      });
      if (found.length > 0) draft.offer.options = found;
      for (const [field, {value = ''}] of constants) draft.fill(USES.get(field), value);
    },
  };
}

/** The transforms of a field one after the other; reading goes through all, writing turns back what can be. */
function codecOf(field: string, {decimal, unit, split, words}: MappedField): CellCodec | undefined {
  const steps: CellCodec[] = [];
  if (words !== undefined) steps.push(wordsCodec(words));
  if (decimal !== undefined) steps.push(decimalCodec(decimal));
  if (unit !== undefined) steps.push(weight(GRAMS[unit] ?? '1'));
  if (split !== undefined) steps.push(field === 'image_urls' ? listCodec(split) : tagList(split));
  if (steps.length === 0) return undefined;
  return {
    read: (text) => steps.reduce<string | null>((cell, step) => (cell === null ? null : step.read(cell)), text),
    write: (text, setup) => [...steps].reverse().reduce((cell, step) => step.write(cell, setup), text),
  };
}

function listCodec(mark: string): CellCodec {
  return imageList(new RegExp(mark.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`), 'u'), mark);
}

function decimalCodec(decimal: DecimalMark): CellCodec {
  // What is not written so stays as it is, and souk says what is wrong with it.
  return {
    read: (text) => plainNumber(text, decimal) ?? text,
    write: (text) => (decimal === 'comma' ? text.replace('.', ',') : text),
  };
}

function wordsCodec(words: Readonly<Record<string, string>>): CellCodec {
  const back = new Map(Object.entries(words).map(([theirs, ours]) => [ours, theirs]));
  return {read: (text) => words[text.trim()] ?? text, write: (text) => back.get(text) ?? text};
}
