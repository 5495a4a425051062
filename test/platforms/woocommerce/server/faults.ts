import {page, type Reply, yes} from './answer.js';
import type {Json, State} from './state.js';

/** The fault that this request meets, if any; it is used up by it. Tags and categories are a side of their own. */
export function takeFault(state: State, method: string, path: string): string | null {
  const side = method === 'GET' ? 'read' : /^\/products\/(?:tags|categories)/u.test(path) ? 'terms' : 'write';
  const fault = state.faults.find((each) => each.times > 0 && (each.side === side || each.side === 'any'));
  if (fault === undefined) return null;
  fault.times -= 1;
  return fault.kind;
}

/** What befalls a request before the shop looks at it. */
export function beforehand(kind: string | null): Reply | 'drop' | null {
  if (kind === 'limited')
    return {status: 429, body: {code: 'too_many_requests', message: 'slow down'}, headers: {'retry-after': '0'}};
  if (kind === 'server-error') return page(500, 'There has been a critical error on this website.');
  if (kind === 'gateway') return page(502, 'Bad Gateway');
  return kind === 'reset-before' ? 'drop' : null;
}

/** A batch of which the shop does the first half only, then runs out of time. */
export function halved(kind: string | null, body: Json): Json {
  if (kind !== 'half') return body;
  const list = (name: string) => (Array.isArray(body[name]) ? (body[name] as unknown[]) : []);
  const [create, update] = [list('create'), list('update')];
  const most = Math.ceil((create.length + update.length) / 2);
  return {create: create.slice(0, most), update: update.slice(0, Math.max(0, most - create.length))};
}

/** A yes that keeps something else: another price on all that has one. */
export function falsified(kind: string | null, body: Json): Json {
  if (kind !== 'lie') return body;
  const other = (item: Json) => ('regular_price' in item ? {...item, regular_price: '77.77', sale_price: ''} : item);
  return Object.fromEntries(
    Object.entries(body).map(([name, list]) => [name, Array.isArray(list) ? (list as Json[]).map(other) : list]),
  );
}

/** What becomes of the answer when the work is done. */
export function afterwards(kind: string | null, reply: Reply): Reply | 'drop' | 'silence' {
  switch (kind) {
    case 'timeout':
      return 'silence';
    case 'reset-after':
      return 'drop';
    case 'half':
      return page(504, 'Gateway Time-out');
    case 'wrong-body':
      return {status: 200, body: '<br /><b>Warning</b>: Undefined array key in /wp-content/plugins/x.php', headers: {}};
    case 'strange-body':
      return yes({ok: true});
    case 'duplicate':
      return {...reply, body: doubled(reply.body)};
    default:
      return reply;
  }
}

function doubled(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, list]) => [
      name,
      Array.isArray(list) ? [...(list as unknown[]), ...(list as unknown[])] : list,
    ]),
  );
}
