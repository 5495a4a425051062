import type {Outcome} from '../../ports/platform.js';
import {reasonOf, refuseShop, shopFailure} from '../answers.js';
import {atOnce} from '../at-once.js';
import {type HttpAnswer, HttpFault} from '../http.js';
import {Unsent} from '../limited.js';
import {Stopped} from '../results.js';
import {isBlocked} from './ask.js';
import {deliver, outcomesOf} from './deliver.js';
import {type Found, findTargets} from './find.js';
import type {Entry} from './judge.js';
import {AT_ONCE} from './wire.js';
import {notFound, type Outcomes, rejected, type Task, type Work} from './work.js';

/**
 * Puts what a run made into the shop's trash, from where a person can take it back. One by one: the delete of a batch
 * takes things away for good. A product takes its variations along.
 */
export async function* archiveAll(work: Work, tasks: readonly Task[]): Outcomes {
  const found = await findTargets(
    work.door,
    tasks.map(({target}) => target),
    work.signal,
  );
  const gone = new Map<string, number[]>();
  const emptied: Entry[] = [];
  const places = tasks.map((task, i) => ({task, at: found[i] ?? {goods: null, offer: null}}));
  const whole = new Set(
    places.flatMap(({task, at}) => (task.target.kind === 'listing' && at.goods ? [at.goods.product.id] : [])),
  );
  for (const {task, at} of places) {
    const path = pathOf(task, at, whole);
    if (path === null) yield notFound(task);
    else if (path === '') emptied.push(emptiedEntry(task, at));
    else gone.set(path, [...(gone.get(path) ?? []), task.n]);
  }
  const order = [...gone].sort(([a], [b]) => Number(b.includes('/variations/')) - Number(a.includes('/variations/')));
  for await (const outcomes of atOnce(order, AT_ONCE, ([path, changes]) => trash(work, path, changes))) yield* outcomes;
  for await (const sent of deliver(work.door, work.rows, emptied, work.signal)) {
    const {changes} = sent.entry;
    if (sent.state !== 'done') yield* outcomesOf(changes, sent);
    else yield* changes.map((n) => ({n, state: 'applied' as const, remoteId: String(sent.item.id)}));
  }
}

/** What is deleted; '' where the product stays and is not sold any more. */
function pathOf({target}: Task, {goods, offer}: Found, whole: ReadonlySet<number>): string | null {
  if (goods === null) return null;
  const {id} = goods.product;
  if (target.kind === 'listing') return `/products/${id}`;
  if (offer === null) return null;
  if (whole.has(id)) return `/products/${id}`;
  return offer.id === id ? '' : `/products/${id}/variations/${offer.id}`;
}

/** A product that was sold as it is becomes what it was before that: one with variations to come. */
function emptiedEntry({n}: Task, {goods}: Found): Entry {
  const body = {id: goods?.product.id, type: 'variable', sku: '', global_unique_id: '', manage_stock: false};
  return {path: '/products', verb: 'update', changes: [n], body};
}

async function trash({door, signal}: Work, path: string, changes: readonly number[]): Promise<readonly Outcome[]> {
  signal.throwIfAborted();
  let answer: HttpAnswer;
  try {
    answer = await door.http.send({method: 'DELETE', path, query: {force: 'false'}, repeatable: false}, signal);
    if (!isBlocked(answer)) refuseShop(door.shop, answer);
  } catch (error) {
    if (error instanceof HttpFault && error.kind !== 'refused')
      return outcomesOf(changes, {state: 'unknown', code: error.kind.toUpperCase(), message: error.message});
    if (error instanceof HttpFault || error instanceof Unsent) throw new Stopped(shopFailure(door.shop, error));
    throw error;
  }
  const {status} = answer;
  const message = `HTTP ${status} ${reasonOf(answer)}`.trim();
  // 410: it lies in the trash already.
  if (status === 200 || status === 410) return changes.map((n) => ({n, state: 'applied' as const}));
  if (status === 429) return outcomesOf(changes, {state: 'planned', code: 'RATE_LIMITED', message});
  if (status >= 400 && status < 500 && !isBlocked(answer))
    return changes.map((n) => rejected(n, `HTTP_${status}`, message));
  return outcomesOf(changes, {state: 'unknown', code: 'SERVER_ERROR', message});
}
