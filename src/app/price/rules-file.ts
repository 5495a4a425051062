import {type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, type YAMLMap} from 'yaml';
import type {z} from 'zod';
import {KnownError} from '../../domain/errors.js';
import {nearest} from '../../domain/nearest.js';
import type {Rules} from '../../domain/pricing/rules.js';
import type {RuleFault} from '../../domain/words/price.js';
import {toRules} from './rules-convert.js';
import {rulesSchema} from './rules-schema.js';

/** A place in the file as an editor counts: both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where things stand in a parsed file. */
export interface Places {
  readonly file: string;
  /** The place of the value at `path`, or of the nearest thing around it. */
  at(path: readonly PropertyKey[]): Place;
}

/** How the shop counts, for amounts and dates. */
export interface RulesTerms {
  readonly currency: string;
  readonly zone: string;
}

/**
 * Reads the text of a `pricing.yaml`. Every fault is a KnownError of category `input` with file, line and column; unknown
 * keys come with the nearest known one.
 *
 * @example parseRules('version: 1\nrules: [{strategy: hold}]', 'pricing.yaml', {currency: 'USD', zone: 'UTC'});
 */
export function parseRules(text: string, file: string, terms: RulesTerms): Rules {
  const {data, places} = readYaml(text, file, rulesSchema);
  return toRules(data, terms, places);
}

/** Reads the text of a YAML file of a known shape; faults are KnownErrors of category `input` with file, line and column. */
export function readYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
): {readonly data: T; readonly places: Places} {
  const counter = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/u, ''), {lineCounter: counter});
  const fault = document.errors[0];
  if (fault !== undefined) {
    const {line, col} = counter.linePos(fault.pos[0]);
    const why = fault.message.split('\n')[0] ?? '';
    throw new KnownError('input', 'RULES_SYNTAX', {file, line, column: col, why: why.replace(/ at line \d+.*$/u, '')});
  }
  const places = placesOf(document, counter, file);
  const result = schema.safeParse(plainOf(document, places));
  if (!result.success) throw firstFault(result.error.issues, {schema, document, counter, places});
  return {data: result.data, places};
}

/** An alias bomb is refused by the reader itself; say so in our words. */
function plainOf(document: Document, {file}: Places): unknown {
  try {
    return document.toJS({maxAliasCount: 100}) ?? {};
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new KnownError('input', 'RULES_SYNTAX', {file, line: 1, column: 1, why}, {cause: error});
  }
}

function placesOf(document: Document, counter: LineCounter, file: string): Places {
  return {
    file,
    at: (path) => {
      for (let length = path.length; length >= 0; length--) {
        const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return placeOf(node, counter);
      }
      return {line: 1, column: 1};
    },
  };
}

function placeOf(node: Node, counter: LineCounter): Place {
  const {line, col} = counter.linePos(node.range?.[0] ?? 0);
  return {line: Math.max(1, line), column: Math.max(1, col)};
}

type Issue = z.core.$ZodIssue;

/** A file that was read, and the shape it should have. */
interface Read {
  readonly schema: unknown;
  readonly document: Document;
  readonly counter: LineCounter;
  readonly places: Places;
}

/** The fault that stands first in the file, with the others beside it. */
function firstFault(issues: readonly Issue[], read: Read): KnownError {
  const {places} = read;
  const faults = issues.flatMap((issue) => faultsOf(issue, read));
  faults.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const [first] = faults;
  if (first === undefined)
    return new KnownError('input', 'RULES_SYNTAX', {file: places.file, line: 1, column: 1, why: ''});
  const {place, path, key} = first;
  const common = {file: places.file, ...place, more: faults.slice(1).map(inWords)};
  if (key !== undefined) {
    return new KnownError('input', 'RULES_KEY_UNKNOWN', {
      ...common,
      key,
      nearest: nearest(key, first.known),
      known: first.known.join(', '),
    });
  }
  return new KnownError('input', 'RULES_VALUE_INVALID', {...common, path: pathText(path), expected: first.expected});
}

function inWords({place, path, key, known, expected}: Fault): RuleFault {
  const unknown = key === undefined ? {key: '', nearest: ''} : {key, nearest: nearest(key, known)};
  return {...place, ...unknown, path: pathText(path), expected};
}

interface Fault {
  readonly place: Place;
  readonly path: readonly PropertyKey[];
  readonly key?: string;
  readonly known: readonly string[];
  readonly expected: string;
}

function faultsOf(issue: Issue, read: Read): Fault[] {
  const {schema, document, counter, places} = read;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      place: keyPlace(document, issue.path, key, counter) ?? places.at(issue.path),
      path: issue.path,
      key,
      known: knownKeys(schema, issue.path),
      expected: '',
    }));
  }
  // Inside a union the branch that came furthest says it best: `against: {rivals: x}` is an unknown key there.
  if (issue.code === 'invalid_union') {
    const inner = issue.errors.flat().find((each) => each.code === 'unrecognized_keys');
    if (inner !== undefined) return faultsOf({...inner, path: [...issue.path, ...inner.path]} as Issue, read);
  }
  return [{place: places.at(issue.path), path: issue.path, known: [], expected: expectedOf(issue)}];
}

function expectedOf(issue: Issue): string {
  if (issue.code === 'invalid_value') return issue.message === 'version' ? 'version' : issue.values.join(' | ');
  return issue.code === 'invalid_type' && issue.message.includes(' ') ? issue.expected : issue.message;
}

/** Place of a key, not of its value. */
function keyPlace(document: Document, path: readonly PropertyKey[], key: string, counter: LineCounter): Place | null {
  const holder: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(holder)) return null;
  const pair = (holder as YAMLMap).items.find((item) => isScalar(item.key) && String(item.key.value) === key);
  return pair !== undefined && isNode(pair.key) ? placeOf(pair.key, counter) : null;
}

/** The keys the schema knows at a path. */
function knownKeys(schema: unknown, path: readonly PropertyKey[]): string[] {
  let shapes: unknown[] = [schema];
  for (const step of path) shapes = shapes.flatMap((shape) => inside(shape, step));
  return [...new Set(shapes.flatMap((shape) => open(shape)).flatMap((shape) => Object.keys(shapeOf(shape) ?? {})))];
}

type Defined = {
  readonly def?: {readonly innerType?: unknown; readonly element?: unknown; readonly options?: readonly unknown[]};
  readonly shape?: object;
};

/** Takes off `optional` and spreads unions. */
function open(schema: unknown): unknown[] {
  const {def} = schema as Defined;
  if (def?.innerType !== undefined) return open(def.innerType);
  return def?.options === undefined ? [schema] : def.options.flatMap(open);
}

function inside(schema: unknown, step: PropertyKey): unknown[] {
  return open(schema).flatMap((each) => {
    const {def} = each as Defined;
    if (typeof step === 'number') return def?.element === undefined ? [] : [def.element];
    const shape = shapeOf(each) as Readonly<Record<PropertyKey, unknown>> | undefined;
    return shape?.[step] === undefined ? [] : [shape[step]];
  });
}

function shapeOf(schema: unknown): object | undefined {
  return (schema as Defined).shape;
}

/** `rules[2].guards.step` */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) =>
      typeof step === 'number' ? `${text}[${step + 1}]` : text === '' ? String(step) : `${text}.${String(step)}`,
    '',
  );
}
