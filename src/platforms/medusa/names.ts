import {slug} from '../../domain/catalog/slug.js';
import {type Door, tell} from '../answers.js';
import {ask} from './ask.js';

const PAGE = 1000;
const BETWEEN = ' > ';

interface WireCategory {
  readonly id: string;
  readonly name: string;
  readonly handle: string;
  readonly parent_category_id: string | null;
}

/** Every category's path by its id: "Home > Kitchen". */
export async function categoriesOf(door: Door, signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const all = await everyCategory(door, signal);
  return new Map([...all.values()].map((each) => [each.id, pathTo(each, all)]));
}

async function everyCategory(door: Door, signal: AbortSignal): Promise<ReadonlyMap<string, WireCategory>> {
  const all = new Map<string, WireCategory>();
  for (let offset = 0; ; offset += PAGE) {
    const query = {
      limit: String(PAGE),
      offset: String(offset),
      order: 'id',
      fields: 'id,name,handle,parent_category_id',
    };
    const {product_categories: page} = await ask<{product_categories: readonly WireCategory[]}>(
      door,
      '/admin/product-categories',
      query,
      'product_categories',
      signal,
    );
    for (const each of page) all.set(each.id, each);
    if (page.length < PAGE) return all;
  }
}

function pathTo(category: WireCategory, all: ReadonlyMap<string, WireCategory>): string {
  const names = [category.name];
  const seen = new Set([category.id]);
  for (let at = all.get(category.parent_category_id ?? ''); at !== undefined && !seen.has(at.id); ) {
    names.unshift(at.name);
    seen.add(at.id);
    at = all.get(at.parent_category_id ?? '');
  }
  return names.join(BETWEEN);
}

/** Ids of categories by path; those that are not there are made, with what is above them. */
export async function ensureCategories(
  door: Door,
  paths: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const wanted = new Set(paths);
  if (wanted.size === 0) return new Map();
  const all = await everyCategory(door, signal);
  const known = new Map([...all.values()].map((each) => [pathTo(each, all), each.id]));
  const handles = new Set([...all.values()].map(({handle}) => handle));
  for (const path of wanted) {
    const names = path.split(BETWEEN);
    let parent: string | undefined;
    for (const [depth, name] of names.entries()) {
      const above = names.slice(0, depth + 1).join(BETWEEN);
      parent = known.get(above) ?? (await makeCategory(door, name, freeHandle(above, handles), parent, signal));
      known.set(above, parent);
    }
  }
  return known;
}

/** Handles are unique in the whole shop, names are not: the handle is made of the path, with a number where that is taken. */
function freeHandle(path: string, taken: Set<string>): string {
  const plain = slug(path) || 'category';
  let handle = plain;
  for (let i = 2; taken.has(handle); i++) handle = `${plain}-${i}`;
  taken.add(handle);
  return handle;
}

async function makeCategory(
  door: Door,
  name: string,
  handle: string,
  parent: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const above = parent === undefined ? {} : {parent_category_id: parent};
  const body = {name, handle, is_active: true, ...above};
  const made = await tell<{product_category: {readonly id: string}}>(
    door,
    {method: 'POST', path: '/admin/product-categories', body, repeatable: false},
    'product_category',
    signal,
  );
  return made.product_category.id;
}

/** Ids of tags by value; those that are not there are made. */
export async function ensureTags(
  door: Door,
  values: Iterable<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const wanted = [...new Set(values)];
  if (wanted.length === 0) return ids;
  for (let offset = 0; ; offset += PAGE) {
    const query = {limit: String(PAGE), offset: String(offset), order: 'id', fields: 'id,value'};
    const {product_tags: page} = await ask<{product_tags: readonly {readonly id: string; readonly value: string}[]}>(
      door,
      '/admin/product-tags',
      query,
      'product_tags',
      signal,
    );
    for (const {id, value} of page) ids.set(value, id);
    if (page.length < PAGE) break;
  }
  for (const value of wanted) {
    if (ids.has(value)) continue;
    const made = await tell<{product_tag: {readonly id: string}}>(
      door,
      {method: 'POST', path: '/admin/product-tags', body: {value}, repeatable: false},
      'product_tag',
      signal,
    );
    ids.set(value, made.product_tag.id);
  }
  return ids;
}
