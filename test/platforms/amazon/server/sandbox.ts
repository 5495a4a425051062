import {isDeepStrictEqual} from 'node:util';
import type {Models, SandboxCase} from './models.js';
import {type Answer, type Asked, listOf} from './operations.js';

/**
 * The answer of Amazon's static sandbox, word for word: of the cases whose parameters the request has, the one that names
 * most. ("Selling Partner API Sandbox": pattern matching by the parameters that a case lists.) Null: no case fits.
 */
export function sandboxAnswer({cases}: Models, asked: Asked): Answer | null {
  const fitting = cases
    .filter((each) => each.operation === asked.operation.id && fits(each, asked))
    .sort((a, b) => weight(b) - weight(a));
  const [best] = fitting;
  return best === undefined ? null : {status: best.status, body: best.response};
}

/** Parameters of a case that have a value; one without stands for any. */
export function valuesOf({request}: SandboxCase): readonly (readonly [string, unknown])[] {
  return Object.entries(request.parameters).flatMap(([name, {value}]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}

function weight(each: SandboxCase): number {
  return valuesOf(each).length;
}

function fits(each: SandboxCase, {path, query, body}: Asked): boolean {
  return valuesOf(each).every(([name, value]) => {
    if (name === 'body') return isDeepStrictEqual(body, value);
    const given = path[name] ?? query[name];
    return Array.isArray(value) ? JSON.stringify(listOf(given)) === JSON.stringify(value) : String(value) === given;
  });
}
