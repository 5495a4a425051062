import {No, type Reply, yes} from './answer.js';
import {paged, type Query} from './products.js';
import {type Json, nextId, type State, type Term} from './state.js';
import {asHtml} from './things.js';

/** Categories and tags: one name is there once below its parent, and who makes it again is told its id. */
export function terms(
  state: State,
  kind: 'categories' | 'tags',
  method: string,
  isBatch: boolean,
  query: Query,
  body: Json,
): Reply {
  const known = state[kind];
  if (method === 'GET') return paged([...known.values()], {order: 'asc', ...query}, (term) => ({...term}));
  if (!isBatch) return yes({...add(state, known, body)}, 201);
  const made = ((body['create'] ?? []) as Json[]).map((item) => {
    try {
      return {...add(state, known, item)};
    } catch (error) {
      if (!(error instanceof No)) throw error;
      return {id: 0, error: error.body()};
    }
  });
  return yes({create: made});
}

function add(state: State, known: Map<number, Term>, item: Json): Term {
  const name = asHtml(String(item['name'] ?? ''));
  const parent = Number(item['parent'] ?? 0);
  const twin = [...known.values()].find(
    (term) => term.parent === parent && term.name.toLowerCase() === name.toLowerCase(),
  );
  if (twin !== undefined) {
    const text = 'A term with the name provided already exists with this parent.';
    throw new No(400, 'term_exists', text, {resource_id: twin.id});
  }
  const term = {id: nextId(state), name, slug: name.toLowerCase().replace(/[^a-z0-9]+/gu, '-'), parent};
  known.set(term.id, term);
  return term;
}
