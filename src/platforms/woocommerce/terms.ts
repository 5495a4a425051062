import {KnownError} from '../../domain/errors.js';
import {type Door, refuseShop, shopFailure, unreachable, whyOf} from '../answers.js';
import type {HttpAnswer} from '../http.js';
import {askAll} from './ask.js';
import {withoutEntities} from './translate.js';

/** A category with its path: "Home > Kitchen". */
export interface Category {
  readonly id: number;
  readonly path: string;
}
export type Categories = ReadonlyMap<number, Category>;

interface WireTerm {
  readonly id: number;
  readonly name: string;
  readonly parent: number;
}

/** All categories of the shop by id. */
export async function categoriesOf(door: Door, signal: AbortSignal): Promise<Categories> {
  const query = {_fields: 'id,name,parent', orderby: 'id'};
  const terms = await askAll<WireTerm>(door, '/products/categories', query, signal);
  const byId = new Map(terms.map((term) => [term.id, term]));
  const pathOf = (term: WireTerm, below: ReadonlySet<number>): string => {
    const parent = below.has(term.parent) ? undefined : byId.get(term.parent);
    const name = withoutEntities(term.name);
    return parent === undefined ? name : `${pathOf(parent, new Set([...below, parent.id]))} > ${name}`;
  };
  return new Map(terms.map((term) => [term.id, {id: term.id, path: pathOf(term, new Set([term.id]))}]));
}

/** Ids of these paths; what is missing on the way is made. */
export async function ensureCategories(
  door: Door,
  paths: readonly string[],
  known: Categories,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map([...known.values()].map(({id, path}) => [path, id]));
  for (const path of new Set(paths)) {
    let parent = 0;
    let way = '';
    for (const name of path.split('>').map((part) => part.trim())) {
      way = way === '' ? name : `${way} > ${name}`;
      const id = ids.get(way) ?? (await makeTerm(door, '/products/categories', {name, parent}, signal));
      ids.set(way, id);
      parent = id;
    }
    ids.set(path, parent);
  }
  return ids;
}

/** Ids of these tags; what is missing is made, and of one that is there the refusal names the id. */
export async function ensureTags(
  door: Door,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const wanted = [...new Set(names)];
  const ids = new Map<string, number>();
  for (let at = 0; at < wanted.length; at += TERM_ROWS) {
    const part = wanted.slice(at, at + TERM_ROWS);
    const body = {create: part.map((name) => ({name}))};
    const answer = await post(door, '/products/tags/batch', body, signal);
    const made = (answer.body as {create?: unknown} | null)?.create;
    for (const [i, name] of part.entries()) ids.set(name, idIn(door, (made as unknown[] | undefined)?.[i]));
  }
  return ids;
}

const TERM_ROWS = 100;

async function makeTerm(door: Door, path: string, body: object, signal: AbortSignal): Promise<number> {
  const answer = await post(door, path, body, signal);
  return idIn(door, answer.status === 201 ? answer.body : {error: answer.body});
}

/** Making a term may be asked for again: the second time it is there, and its id is in the refusal. */
async function post({http, shop}: Door, path: string, body: object, signal: AbortSignal): Promise<HttpAnswer> {
  const answer = await http.send({method: 'POST', path, body, repeatable: true}, signal).catch((error: unknown) => {
    throw shopFailure(shop, error);
  });
  refuseShop(shop, answer);
  if (answer.status >= 500 || answer.status === 429) throw unreachable(shop, whyOf(answer));
  return answer;
}

interface Made {
  readonly id?: number;
  readonly error?: {readonly code?: string; readonly message?: string; readonly data?: {readonly resource_id?: number}};
}

function idIn({shop}: Door, item: unknown): number {
  const {id = 0, error} = (item ?? {}) as Made;
  const known = error?.code === 'term_exists' ? error.data?.resource_id : undefined;
  if (known !== undefined) return known;
  if (id > 0) return id;
  throw new KnownError('unreachable', 'SHOP_UNREACHABLE', {
    shop,
    why: error?.message ?? 'a tag or category was not made',
  });
}
