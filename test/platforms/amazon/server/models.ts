import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {Ajv, type ValidateFunction} from 'ajv';
import {type Asked, OPERATIONS, type OperationId, templateOf} from './operations.js';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body' | 'header';
  readonly required?: boolean;
  readonly type?: string;
  readonly schema?: object;
}

export interface StaticCase {
  readonly request: {readonly parameters: Readonly<Record<string, {readonly value?: unknown}>>};
  readonly response: unknown;
}

interface Described {
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<
    Record<
      string,
      {readonly schema?: object; readonly 'x-amzn-api-sandbox'?: {readonly static?: readonly StaticCase[]}}
    >
  >;
}

interface Model {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** A static case of Amazon's sandbox, with the status it is answered with. */
export interface SandboxCase extends StaticCase {
  readonly operation: OperationId;
  readonly status: number;
}

/** Amazon's own models of the operations that are here. */
export interface Models {
  /** What is wrong with a request by its model. */
  problems(asked: Asked): readonly string[];
  /** What is wrong with an answer of the server's own making. */
  answerProblems(id: OperationId, status: number, body: unknown): readonly string[];
  /** What is wrong with a feed, or with a report on one, by Amazon's schemas of documents. */
  feedProblems(kind: 'feed' | 'report', document: unknown): readonly string[];
  readonly cases: readonly SandboxCase[];
}

const DOCUMENTS = {feed: 'listings-feed-schema-v2', report: 'listings-feed-processing-report-schema-v2'};

/** Reads the models of a folder; null where there are none. */
export function modelsIn(folder: string): Models | null {
  const file = (name: string) => path.join(folder, `${name}.json`);
  if (OPERATIONS.some(({model}) => !existsSync(file(model)))) return null;
  const ajv = new Ajv({strict: false, validateFormats: false, coerceTypes: false, allErrors: true});
  const described = new Map<OperationId, Described>();
  const loaded = new Set<string>();
  for (const operation of OPERATIONS) {
    const model = JSON.parse(readFileSync(file(operation.model), 'utf8')) as Model;
    if (!loaded.has(operation.model)) ajv.addSchema(model, operation.model, undefined, false);
    loaded.add(operation.model);
    const found = model.paths[templateOf(operation)]?.[operation.method.toLowerCase()];
    if (found === undefined) throw new Error(`the model ${operation.model} has no ${operation.id}`);
    described.set(operation.id, found);
  }
  const checks = new Map<string, ValidateFunction>();
  const check = (key: string, schema: object, model: string): ValidateFunction => {
    const known = checks.get(key) ?? ajv.compile(absolute(schema, model));
    checks.set(key, known);
    return known;
  };
  const errorsOf = (validate: ValidateFunction, value: unknown, where: string) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({instancePath, message}) => `${where}${instancePath} ${message}`);
  const documents = (kind: keyof typeof DOCUMENTS): ValidateFunction => {
    const text = readFileSync(path.join(folder, '..', 'schemas', 'feeds', `${DOCUMENTS[kind]}.json`), 'utf8');
    const known = checks.get(kind) ?? ajv.compile(JSON.parse(text) as object);
    checks.set(kind, known);
    return known;
  };
  return {
    feedProblems: (kind, document) => errorsOf(documents(kind), document, kind),
    cases: OPERATIONS.flatMap(({id}) => casesOf(id, described.get(id))),
    problems: ({operation: {id, model}, path: inPath, query, body}) => {
      const parameters = described.get(id)?.parameters ?? [];
      const named = new Set(parameters.filter((each) => each.in === 'query').map(({name}) => name));
      return [
        ...Object.keys(query).flatMap((name) => (named.has(name) ? [] : [`${name} is no parameter`])),
        ...parameters.flatMap((each) => {
          const value =
            each.in === 'body' ? body : typed(each, each.in === 'path' ? inPath[each.name] : query[each.name]);
          if (value === undefined || value === null) return each.required ? [`${each.name} is missing`] : [];
          const schema = each.schema ?? each;
          return errorsOf(check(`${id} ${each.name}`, bare(schema), model), value, each.name);
        }),
      ];
    },
    answerProblems: (id, status, body) => {
      const schema = described.get(id)?.responses[status]?.schema;
      const model = OPERATIONS.find((each) => each.id === id)?.model ?? '';
      if (schema === undefined) return [`${status} is no status of ${id}`];
      return errorsOf(check(`${id} ${status}`, schema, model), body, 'answer');
    },
  };
}

function casesOf(operation: OperationId, described: Described | undefined): readonly SandboxCase[] {
  return Object.entries(described?.responses ?? {}).flatMap(([status, response]) =>
    (response['x-amzn-api-sandbox']?.static ?? []).map((each) => ({...each, operation, status: Number(status)})),
  );
}

/** A parameter's own words are no part of its schema. */
function bare(schema: object): object {
  return Object.fromEntries(
    Object.entries(schema).filter(([name]) => !['name', 'in', 'required', 'format'].includes(name)),
  );
}

function absolute(schema: object, model: string): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', `"${model}#/definitions/`)) as object;
}

/** The text of a query as the value that its type says. */
function typed({type}: Parameter, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (type === 'array') return text.split(',');
  if (type === 'integer' || type === 'number') return Number(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}
