import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';

type Node = Readonly<Record<string, unknown>>;

const FILES: readonly string[] = readdirSync('schemas', {recursive: true})
  .map(String)
  .filter((file) => file.endsWith('.schema.json'))
  .sort();

/** The published schemas by the place they have under `schemas/`. */
export const SCHEMAS: ReadonlyMap<string, Node> = new Map(
  FILES.map((file) => [file, JSON.parse(readFileSync(path.join('schemas', file), 'utf8')) as Node]),
);

/** What a result can be. */
export type ResultName =
  | 'plan'
  | 'written'
  | 'batch'
  | 'run'
  | 'run-list'
  | 'run-show'
  | 'plan-list'
  | 'plan-show'
  | 'listing-import'
  | 'listing-import-shops'
  | 'nightly'
  | 'shop-list'
  | 'doctor'
  | 'promo-tick'
  | 'report';

/** A result's schema: all lie in `results/`, but the report's. */
export function fileOf(name: ResultName | 'envelope'): string {
  return name === 'report' ? 'report.schema.json' : `results/${name}.schema.json`;
}

const ajv = new Ajv2020({
  strict: true,
  allErrors: true,
  allowUnionTypes: true,
  // A part of `allOf` may name a property that another part requires.
  strictRequired: false,
  strictTypes: false,
  formats: {date: /^\d{4}-\d{2}-\d{2}$/u},
});
for (const [file, schema] of SCHEMAS) ajv.addSchema(schema, file);

/** Everything that is wrong with a value, as text; empty: it is valid. */
export function faults(file: string, value: unknown): readonly string[] {
  const validate = ajv.getSchema(file) as ValidateFunction | undefined;
  if (validate === undefined) throw new RangeError(`no schema ${file}`);
  validate(value);
  return (validate.errors ?? []).map(
    ({instancePath, message, params}) =>
      `${instancePath === '' ? '/' : instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Places of all properties that a schema file names. */
export function propertiesOf(file: string): readonly string[] {
  const found: string[] = [];
  const walk = (value: unknown, place: string): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, below] of Object.entries(value)) {
      const here = `${place}/${key}`;
      if (key === 'properties') found.push(...Object.keys(below as object).map((name) => `${here}/${name}`));
      walk(below, here);
    }
  };
  walk(SCHEMAS.get(file), file);
  return found;
}

/** Notes in `met` the place of every schema property that a value has. */
export function meet(file: string, value: unknown, met: Set<string>): void {
  visit(file, file, SCHEMAS.get(file), value, met);
}

function visit(file: string, place: string, node: unknown, value: unknown, met: Set<string>): void {
  if (node === null || typeof node !== 'object' || Array.isArray(node)) return;
  const schema = node as Node;
  const below = (key: string, to: unknown) => visit(file, `${place}/${key}`, schema[key], to, met);
  if (typeof schema['$ref'] === 'string') {
    const [name = '', pointer = ''] = schema['$ref'].split('#');
    const target = name === '' ? file : path.posix.join(path.posix.dirname(file), name);
    const steps = pointer.split('/').filter((step) => step !== '');
    const found = steps.reduce<unknown>((at, step) => (at as Node | undefined)?.[step], SCHEMAS.get(target));
    visit(target, [target, ...steps].join('/'), found, value, met);
  }
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[key];
    if (!Array.isArray(parts)) continue;
    for (const [i, part] of parts.entries()) visit(file, `${place}/${key}/${i}`, part, value, met);
  }
  below('then', value);
  if (Array.isArray(value)) for (const item of value) below('items', item);
  else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      const properties = schema['properties'] as Node | undefined;
      if (properties?.[name] === undefined) {
        below('additionalProperties', inner);
        continue;
      }
      met.add(`${place}/properties/${name}`);
      visit(file, `${place}/properties/${name}`, properties[name], inner, met);
    }
  }
}
