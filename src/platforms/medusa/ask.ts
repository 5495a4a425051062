import {type Door, tell} from '../answers.js';

type Query = Readonly<Record<string, string | readonly string[]>>;

/** A question's address. Lists are `name[]=…`, once for each value, as Medusa reads them. */
function pathOf(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') params.append(name, value);
    else for (const each of value) params.append(`${name}[]`, each);
  }
  return `${path}?${params.toString()}`;
}

/** Asks for something without which the work can not go on. `part` is one that every right answer has. */
export async function ask<T>(
  door: Door,
  path: string,
  query: Query,
  part: keyof T & string,
  signal: AbortSignal,
): Promise<T> {
  return await tell<T>(door, {method: 'GET', path: pathOf(path, query), repeatable: true}, part, signal);
}
