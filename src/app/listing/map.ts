import {readFile} from 'node:fs/promises';
import {KnownError} from '../../domain/errors.js';
import {nearest} from '../../domain/nearest.js';
import {type Dialect, headerKey} from '../../formats/dialects/types.js';
import {type MappedField, type Mapping, mappedDialect} from '../../formats/map/mapped.js';
import {type Places, readYaml} from '../price/rules-file.js';
import {mapSchema} from './map-schema.js';

/** A mapping file that was read: the dialect it makes, and where it names each column. */
export interface ReadMap {
  readonly dialect: Dialect;
  readonly mapping: Mapping;
  readonly places: Places;
}

/**
 * Reads a mapping file. Every fault comes with its line.
 *
 * @throws KnownError input FILE_NOT_FOUND, RULES_SYNTAX, RULES_KEY_UNKNOWN, RULES_VALUE_INVALID
 */
export async function readMap(file: string): Promise<ReadMap> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new KnownError('input', 'FILE_NOT_FOUND', {file}, {cause: error});
  });
  const {data, places} = readYaml(text, file, mapSchema);
  const fields: [string, MappedField][] = Object.entries(data.columns).flatMap(([name, field]) =>
    field === undefined ? [] : [[name, plain(field)]],
  );
  const mapping: Mapping = {
    name: data.name,
    fields: Object.fromEntries(fields),
    options: Object.entries(data.options ?? {}).map(([name, field]) => ({name, field: plain(field)})),
    ...(data.delimiter === undefined ? {} : {delimiter: data.delimiter}),
  };
  return {dialect: mappedDialect(mapping), mapping, places};
}

/** @throws KnownError input MAP_COLUMN_MISSING for the first column that the mapping names and the file lacks. */
export function requireMapped({mapping, places}: ReadMap, header: readonly string[], file: string): void {
  const found = new Set(header.map(headerKey));
  const named = [
    ...Object.entries(mapping.fields).map(([name, field]) => ({path: ['columns', name], field})),
    ...mapping.options.map(({name, field}) => ({path: ['options', name], field})),
  ];
  for (const {path, field} of named) {
    if (field.column === undefined || found.has(headerKey(field.column))) continue;
    const {line} = places.at(path);
    const near = nearest(field.column, header);
    throw new KnownError('input', 'MAP_COLUMN_MISSING', {
      map: places.file,
      line,
      column: field.column,
      file,
      nearest: near,
    });
  }
}

type Given = string | {readonly [K in keyof MappedField]?: MappedField[K] | undefined};

function plain(given: Given): MappedField {
  if (typeof given === 'string') return {column: given};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
