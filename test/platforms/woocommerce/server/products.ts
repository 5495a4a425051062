import {badParam, No, type Reply, yes} from './answer.js';
import {settlePrice} from './price.js';
import {type Json, nextId, type State, shown, type Thing} from './state.js';
import {newThing, writeThing} from './things.js';
import {showProduct, showVariation} from './views.js';

export type Query = Readonly<Record<string, string>>;

/** Most items of a batch, over all three kinds. */
const MOST = 100;

/** Makes or changes a product or, below a parent, a variation; nothing is kept of one that is refused. */
export function save(state: State, parent: number, item: Json, id: number | null): Thing {
  const there = id === null ? undefined : state.things.get(id);
  const kind = parent > 0 ? 'product_variation' : 'product';
  if (id !== null && (there === undefined || there.status === 'trash' || there.parent !== parent))
    throw new No(parent > 0 ? 404 : 400, `woocommerce_rest_${kind}_invalid_id`, 'Invalid ID.');
  if (parent > 0 && !state.things.has(parent))
    throw new No(404, `woocommerce_rest_${kind}_invalid_parent`, 'Invalid parent.');
  const thing = structuredClone(there) ?? newThing(nextId(state), parent);
  const before = thing.price;
  writeThing(state, thing, item);
  if (parent === 0) writeProduct(state, thing, item, there === undefined);
  state.things.set(thing.id, thing);
  if (thing.type !== 'variable' && ('regular_price' in item || 'sale_price' in item))
    state.taken.push({id: String(thing.id), sku: thing.sku, before, after: thing.price});
  return thing;
}

function writeProduct(state: State, thing: Thing, item: Json, fresh: boolean): void {
  if (fresh && thing.name === '') thing.name = 'Product';
  if (fresh || typeof item['slug'] === 'string')
    thing.slug = freeSlug(state, thing, String(item['slug'] ?? thing.name));
  const ids = (value: unknown, terms: State['tags']) =>
    (value as {id?: number}[]).flatMap(({id}) => (id !== undefined && terms.has(id) ? [id] : []));
  if (Array.isArray(item['tags'])) thing.tags = ids(item['tags'], state.tags);
  if (Array.isArray(item['categories'])) thing.categories = ids(item['categories'], state.categories);
  // A product of no category is in the shop's word for none.
  if (thing.categories.length === 0) thing.categories = [15];
}

function freeSlug(state: State, thing: Thing, wished: string): string {
  const clean = wished
    .toLowerCase()
    .replace(/[^\p{Ll}\p{Lo}\p{M}\d_ -]/gu, '')
    .replace(/[\s-]+/gu, '-');
  const slug = encodeURIComponent(clean).toLowerCase();
  const taken = new Set(
    [...state.things.values()].filter(({id, parent}) => id !== thing.id && parent === 0).map((each) => each.slug),
  );
  for (let n = 1; ; n++) {
    const each = n === 1 ? slug : `${slug}-${n}`;
    if (!taken.has(each)) return each;
  }
}

/** Takes a thing into the trash, or away for good; answers what it was. */
export function remove(state: State, parent: number, id: number, force: boolean): Json {
  const thing = state.things.get(id);
  const kind = parent > 0 ? 'product_variation' : 'product';
  if (thing === undefined || thing.parent !== parent)
    throw new No(404, `woocommerce_rest_${kind}_invalid_id`, 'Invalid ID.');
  if (!force && thing.status === 'trash')
    throw new No(410, 'woocommerce_rest_already_trashed', `The ${kind} has already been deleted.`);
  const before = show(state, thing, 'view');
  for (const each of [thing, ...[...state.things.values()].filter((child) => child.parent === id)]) {
    if (force) state.things.delete(each.id);
    else Object.assign(each, {status: 'trash', slug: `${each.slug}__trashed`});
  }
  return before;
}

function show(state: State, thing: Thing, context: string): Json {
  return thing.parent > 0 ? showVariation(state, thing, context) : showProduct(state, thing, context);
}

/** A batch: each item for itself, without the schema that a single request is held to. */
export function batch(state: State, parent: number, body: Json): Reply {
  const list = (name: string) => (Array.isArray(body[name]) ? (body[name] as unknown[]) : []);
  const [create, update, gone] = [list('create') as Json[], list('update') as Json[], list('delete')];
  if (create.length + update.length + gone.length > MOST)
    throw new No(
      413,
      'woocommerce_rest_request_entity_too_large',
      `Unable to accept more than ${MOST} items for this request.`,
    );
  const each = (id: number, work: () => Json): Json => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof No)) throw error;
      return {id, error: error.body()};
    }
  };
  const answer: Json = {};
  if (create.length > 0)
    answer['create'] = create.map((item) => each(0, () => show(state, save(state, parent, item, null), 'view')));
  if (update.length > 0)
    answer['update'] = update.map((item) =>
      each(Number(item['id']), () => show(state, save(state, parent, item, Number(item['id'])), 'view')),
    );
  const ids = gone.map(Number).filter((id) => id > 0);
  if (ids.length > 0) answer['delete'] = ids.map((id) => each(id, () => remove(state, parent, id, true)));
  return yes(Object.keys(answer).length === 0 ? [] : answer);
}

/** The schema of single requests: a price is a text, a status one of the known. */
export function mustFit(item: Json): void {
  for (const name of ['regular_price', 'sale_price'])
    if (item[name] !== undefined && typeof item[name] !== 'string')
      throw badParam(name, 'rest_invalid_type', `${name} is not of type string.`);
  const known = ['draft', 'pending', 'private', 'publish', 'future', 'auto-draft', 'trash'];
  if (item['status'] !== undefined && !known.includes(String(item['status'])))
    throw badParam('status', 'rest_not_in_enum', `status is not one of ${known.join(', ')}.`);
}

/** Products of a question; with `sku` variations are among them. */
export function listProducts(state: State, query: Query): Reply {
  const skus = (query['sku'] ?? '')
    .split(',')
    .filter((sku) => sku !== '')
    .map((sku) => sku.toLowerCase());
  const ids = (query['include'] ?? '')
    .split(',')
    .filter((id) => id !== '')
    .map(Number);
  const {slug} = query;
  const found = shown(state)
    .filter(({parent}) => parent === 0 || skus.length > 0)
    .filter(({sku}) => skus.length === 0 || skus.includes(sku.toLowerCase()))
    .filter(({id}) => ids.length === 0 || ids.includes(id))
    .filter((thing) => slug === undefined || thing.slug === encodeURIComponent(slug).toLowerCase());
  return paged(found, query, (thing) => showProduct(state, thing, query['context'] ?? 'view'));
}

export function listVariations(state: State, parent: number, query: Query): Reply {
  const found = shown(state).filter((thing) => thing.parent === parent);
  return paged(found, query, (thing) => showVariation(state, thing, query['context'] ?? 'view'));
}

/** One page of rows, oldest id first where that is asked for; past the end 200 and nothing. */
export function paged<T extends {readonly id: number}>(
  rows: readonly T[],
  query: Query,
  view: (row: T) => Json,
): Reply {
  const size = Number(query['per_page'] ?? 10);
  if (!(size >= 1 && size <= 100))
    throw badParam('per_page', 'rest_out_of_bounds', 'per_page must be between 1 (inclusive) and 100 (inclusive)');
  const sign = query['order'] === 'asc' ? 1 : -1;
  const sorted = query['orderby'] === 'modified' ? rows : [...rows].sort((a, b) => sign * (a.id - b.id));
  const at = query['offset'] === undefined ? (Number(query['page'] ?? 1) - 1) * size : Number(query['offset']);
  const part = sorted.slice(at, at + size).map((row) => trimmed(view(row), query['_fields']));
  const pages = String(Math.ceil(rows.length / size));
  return yes(part, 200, {'x-wp-total': String(rows.length), 'x-wp-totalpages': pages});
}

/** `_fields=` leaves what is named; a point goes one deeper. */
function trimmed(row: Json, fields: string | undefined): Json {
  if (fields === undefined) return row;
  const kept: Json = {};
  for (const name of fields.split(',')) {
    const [top = '', below] = name.split('.');
    if (row[top] === undefined) continue;
    if (below === undefined) kept[top] = row[top];
    else kept[top] = {...(kept[top] as Json | undefined), [below]: (row[top] as Json)[below]};
  }
  return kept;
}

/** The shop's daily work: sales whose time has come or gone take their price. */
export function daily(state: State): void {
  for (const thing of state.things.values()) if (thing.type !== 'variable') settlePrice(state, thing);
}
